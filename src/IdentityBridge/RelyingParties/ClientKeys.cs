using System.Collections.Concurrent;
using Civic.Shared.SignIn;
using Microsoft.IdentityModel.Tokens;

namespace Civic.IdentityBridge.RelyingParties;

/// <summary>Public keys of the clients: from the registration, or fetched from the client and kept.</summary>
internal sealed class ClientKeys(IHttpClientFactory clients, TimeProvider clock) : IDisposable
{
    internal const string HttpClientName = "client-keys";
    private readonly ConcurrentDictionary<string, RemoteKeySet> _remote = new(StringComparer.Ordinal);

    internal async Task<IReadOnlyList<SecurityKey>> FindAsync(
        RelyingParty client, string? keyId, CancellationToken cancellation)
    {
        if (client.JwksUri is { } address)
        {
            var keys = _remote.GetOrAdd(
                client.ClientId, _ => new RemoteKeySet(clients.CreateClient(HttpClientName), address, clock));
            return await keys.FindAsync(keyId, cancellation);
        }

        return [.. new JsonWebKeySet(client.Jwks).Keys.Where(k => k.KeyId == keyId)];
    }

    public void Dispose()
    {
        foreach (var keys in _remote.Values)
        {
            keys.Dispose();
        }
    }
}
