using Civic.Shared.Hosting;
using Civic.Shared.SignIn;

namespace Civic.Vneid.Authorize;

/// <summary>The one client of the sandbox's VNeID: the bridge, with its published key.</summary>
internal sealed class Clients(CivicSettings settings, IHttpClientFactory http, TimeProvider clock) : IDisposable
{
    internal const string Bridge = "civic-bridge";
    private RemoteKeySet? _keys;

    internal string RedirectUri => settings.AddressOf("identity") + "/upstream/vneid/callback";

    internal bool IsKnown(string? clientId, string? redirectUri) => clientId == Bridge && redirectUri == RedirectUri;

    /// <summary>Whether the assertion of RFC 7523 proves the bridge.</summary>
    internal async Task<bool> ProvesAsync(string assertion, CancellationToken cancellation)
    {
        _keys ??= new RemoteKeySet(
            http.CreateClient(), new Uri(settings.AddressOf("identity") + "/.well-known/client-jwks.json"), clock);
        var candidates = await _keys.FindAsync(JwtChecks.KeyIdOf(assertion), cancellation);
        var result = await JwtChecks.ValidateAsync(
            assertion, Bridge, settings.OwnAddress, [], candidates, clock.GetUtcNow());
        return result.IsValid;
    }

    public void Dispose() => _keys?.Dispose();
}
