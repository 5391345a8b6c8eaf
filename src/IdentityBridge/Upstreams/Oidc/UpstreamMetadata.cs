using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Civic.Shared.SignIn;

namespace Civic.IdentityBridge.Upstreams.Oidc;

/// <summary>
/// What the upstream's discovery document says; its issuer must be the configured one (OIDC Discovery §4.3).
/// </summary>
internal sealed record UpstreamDocument(
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("authorization_endpoint")] string AuthorizationEndpoint,
    [property: JsonPropertyName("token_endpoint")] string TokenEndpoint,
    [property: JsonPropertyName("jwks_uri")] string JwksUri);

/// <summary>The upstream's discovery document and keys, kept for an hour.</summary>
internal sealed class UpstreamMetadata(IHttpClientFactory clients, UpstreamOptions options, TimeProvider clock)
    : IDisposable
{
    internal const string HttpClientName = "upstream";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private (UpstreamDocument Document, RemoteKeySet Keys, DateTimeOffset At)? _known;

    /// <exception cref="HttpRequestException">The upstream does not answer, or not as itself.</exception>
    internal async Task<(UpstreamDocument Document, RemoteKeySet Keys)> GetAsync(CancellationToken cancellation)
    {
        if (_known is { } known && clock.GetUtcNow() - known.At < Lifetime)
        {
            return (known.Document, known.Keys);
        }

        await _gate.WaitAsync(cancellation);
        try
        {
            return await FetchAsync(cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        _known?.Keys.Dispose();
    }

    private async Task<(UpstreamDocument, RemoteKeySet)> FetchAsync(CancellationToken cancellation)
    {
        var http = clients.CreateClient(HttpClientName);
        var document = await ReadAsync(http, cancellation);
        if (document?.Issuer != options.Issuer)
        {
            throw new HttpRequestException("The upstream's discovery document names another issuer.");
        }

        var keys = _known is { } known && known.Document.JwksUri == document.JwksUri
            ? known.Keys
            : new RemoteKeySet(http, new Uri(document.JwksUri), clock);
        _known = (document, keys, clock.GetUtcNow());
        return (document, keys);
    }

    private async Task<UpstreamDocument?> ReadAsync(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            return await http.GetFromJsonAsync<UpstreamDocument>(
                options.Issuer + "/.well-known/openid-configuration", cancellation);
        }
        catch (Exception e) when (e is JsonException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new HttpRequestException("The upstream's discovery document could not be read.", e);
        }
    }
}
