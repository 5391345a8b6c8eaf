using Civic.Shared.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Shared.SignIn;

/// <summary>The bridge's published signing keys.</summary>
internal sealed class BridgeKeys(IHttpClientFactory clients, CivicSettings settings, TimeProvider clock) : IDisposable
{
    internal const string HttpClientName = "civic-bridge";

    private readonly RemoteKeySet _keys = new(
        clients.CreateClient(HttpClientName), new Uri(settings.AddressOf("identity") + "/.well-known/jwks.json"),
            clock);

    internal Task<IReadOnlyList<SecurityKey>> FindAsync(string? keyId, CancellationToken cancellation) =>
        _keys.FindAsync(keyId, cancellation);

    public void Dispose() => _keys.Dispose();
}
