using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Shared.SignIn;

/// <summary>
/// This service's own access tokens (client credentials, RFC 6749 §4.4), one per scope, used until shortly before they
/// expire.
/// </summary>
public sealed class BridgeTokens : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private readonly IServiceProvider _services;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, (TokenAnswer Token, DateTimeOffset Until)> _tokens = new();
    private readonly SemaphoreSlim _gate = new(1, 1);

    public BridgeTokens(IServiceProvider services, TimeProvider clock)
    {
        _services = services;
        _clock = clock;
    }

    /// <exception cref="HttpRequestException">The bridge could not be reached or refuses; the message has its
    /// code.</exception>
    public async Task<string> GetAsync(string scope, CancellationToken cancellation) =>
        (await FindAsync(scope, cancellation)).AccessToken;

    /// <inheritdoc cref="GetAsync"/>
    internal async Task<TokenAnswer> FindAsync(string scope, CancellationToken cancellation)
    {
        if (TryCached(scope, out var cached))
        {
            return cached;
        }

        await _gate.WaitAsync(cancellation);
        try
        {
            return TryCached(scope, out var meanwhile) ? meanwhile : await RequestAsync(scope, cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private bool TryCached(string scope, [NotNullWhen(true)] out TokenAnswer? token)
    {
        var known = _tokens.TryGetValue(scope, out var entry) && _clock.GetUtcNow() < entry.Until - Margin;
        token = known ? entry.Token : null;
        return known;
    }

    private async Task<TokenAnswer> RequestAsync(string scope, CancellationToken cancellation)
    {
        var bridge = _services.GetRequiredService<BridgeClient>();
        var answer = await bridge.RequestTokenAsync(
            new() { ["grant_type"] = "client_credentials", ["scope"] = scope }, cancellation);
        if (answer.Value is not { } token)
        {
            throw new HttpRequestException($"The bridge gave no token for {scope}: {answer.Error}.");
        }

        _tokens[scope] = (token, _clock.GetUtcNow().AddSeconds(token.ExpiresIn));
        return token;
    }
}
