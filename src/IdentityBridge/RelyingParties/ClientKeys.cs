using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Civic.IdentityBridge.Tokens;
using Civic.Shared.SignIn;
using Microsoft.IdentityModel.Tokens;

namespace Civic.IdentityBridge.RelyingParties;

/// <summary>Public keys of the clients: from the registration, or fetched from the client and kept.</summary>
internal sealed class ClientKeys(IHttpClientFactory clients, TimeProvider clock) : IDisposable
{
    internal const string HttpClientName = "client-keys";
    private const string ForEncryption = "enc";
    private readonly ConcurrentDictionary<string, RemoteKeySet> _remote = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<SecurityKey>> _registered = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<SecurityKey, SignatureKey?> _read = [];

    internal async Task<IReadOnlyList<SecurityKey>> FindAsync(
        RelyingParty client, string? keyId, CancellationToken cancellation)
    {
        if (client.JwksUri is { } address)
        {
            var keys = _remote.GetOrAdd(
                client.ClientId, _ => new RemoteKeySet(clients.CreateClient(HttpClientName), address, clock));
            return await keys.FindAsync(keyId, cancellation);
        }

        // A key to encrypt to proves nothing (RFC 7517 §4.2).
        var registered = _registered.GetOrAdd(
            client.ClientId, _ => [.. new JsonWebKeySet(client.Jwks).Keys.Where(k => k.Use != ForEncryption)]);
        return [.. registered.Where(k => k.KeyId == keyId)];
    }

    /// <summary>The key to encrypt to; one is there wherever the registration asks for encryption.</summary>
    internal static EncryptionKey EncryptionKeyOf(RelyingParty client) =>
        TryEncryptionKey(client.Jwks)
            ?? throw new System.Diagnostics.UnreachableException("The registration was checked for a key.");

    internal static EncryptionKey? TryEncryptionKey(string? jwks) =>
        jwks is not null && new JsonWebKeySet(jwks).Keys
            .FirstOrDefault(k => k is { Use: ForEncryption, Kty: "EC", Crv: "P-256" }) is { } key
                ? new EncryptionKey(key.KeyId, new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint
                    {
                        X = Base64UrlEncoder.DecodeBytes(key.X),
                        Y = Base64UrlEncoder.DecodeBytes(key.Y),
                    },
                })
                : null;

    /// <summary>The one key of this id, read once; null where there is none of an accepted kind.</summary>
    internal async Task<SignatureKey?> FindOneAsync(
        RelyingParty client, string? keyId, CancellationToken cancellation) =>
        await FindAsync(client, keyId, cancellation) is [{ } key, ..]
            ? _read.GetValue(key, SignatureKey.Of)
            : null;

    public void Dispose()
    {
        foreach (var keys in _remote.Values)
        {
            keys.Dispose();
        }
    }
}
