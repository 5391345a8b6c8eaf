using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Civic.JudicialRecords.Policies;
using Civic.Shared.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace Civic.JudicialRecords.Payments;

/// <summary>
/// Proves notifications: a detached JWS (RFC 7515 appendix F), ES256, by a key of the gateway's JWK set.
/// </summary>
internal sealed class PaymentNotifications(IHttpClientFactory clients, CivicSettings settings, TimeProvider clock)
    : IDisposable
{
    private const string Es256 = "ES256";

    /// <summary>An unknown key id leads to one look at the set, but not more often than this.</summary>
    private static readonly TimeSpan RefreshAtMost = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private JsonWebKeySet? _keys;
    private long _refreshedAt;

    internal async Task<NotificationCheck> VerifyAsync(
        string? signature,
        ReadOnlyMemory<byte> body,
        CancellationToken cancel
    )
    {
        if (string.IsNullOrEmpty(signature))
        {
            return new NotificationCheck.Refused("missing");
        }

        if (Parse(signature) is not var (header, keyId, bytes))
        {
            return new NotificationCheck.Refused("malformed");
        }

        JsonWebKey? key;
        try
        {
            key = await FindKeyAsync(keyId, cancel);
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException or ArgumentException
                || (e is OperationCanceledException && !cancel.IsCancellationRequested)
            )
        {
            return new NotificationCheck.Refused("keys-unreachable");
        }

        if (key is null)
        {
            return new NotificationCheck.Refused("unknown-key");
        }

        if (!IsSigned(key, header, body.Span, bytes))
        {
            return new NotificationCheck.Refused("bad-signature");
        }

        return Claim(body) is { } state
            ? new NotificationCheck.Genuine(state)
            : new NotificationCheck.Refused("malformed");
    }

    public void Dispose() => _refreshing.Dispose();

    /// <summary>What a body says, whoever wrote it; null where it says nothing.</summary>
    internal static GatewayState? Claim(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<GatewayState>(body.Span, LawJson.Options);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// Header, nothing, signature; only ES256 and no critical extensions, whatever the header asks for.
    /// </summary>
    private static (string Header, string KeyId, byte[] Signature)? Parse(string signature)
    {
        var parts = signature.Split('.');
        if (parts is not [{ Length: > 0 } header, "", { Length: > 0 } value])
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(header));
            var root = json.RootElement;
            return
                root.GetProperty("alg").GetString() == Es256
                && !root.TryGetProperty("crit", out _)
                && root.GetProperty("kid").GetString() is { } keyId
                ? (header, keyId, Base64UrlEncoder.DecodeBytes(value))
                : null;
        }
        catch (Exception e)
            when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsSigned(JsonWebKey key, string header, ReadOnlySpan<byte> body, byte[] signature)
    {
        try
        {
            using var ecdsa = ECDsa.Create(
                new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new() { X = Base64UrlEncoder.DecodeBytes(key.X), Y = Base64UrlEncoder.DecodeBytes(key.Y) },
                }
            );
            var signed = Encoding.ASCII.GetBytes($"{header}.{Base64UrlEncoder.Encode(body.ToArray())}");
            return ecdsa.VerifyData(signed, signature, HashAlgorithmName.SHA256);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            return false;
        }
    }

    private async Task<JsonWebKey?> FindKeyAsync(string keyId, CancellationToken cancel)
    {
        if (In(_keys, keyId) is { } known)
        {
            return known;
        }

        await _refreshing.WaitAsync(cancel);
        try
        {
            if (_keys is null || clock.GetElapsedTime(_refreshedAt) > RefreshAtMost)
            {
                using var http = clients.CreateClient(nameof(PaymentGateway));
                http.Timeout = TimeSpan.FromSeconds(5);
                var json = await http.GetStringAsync(settings.AddressOf("payments") + "/.well-known/jwks.json", cancel);
                (_keys, _refreshedAt) = (new JsonWebKeySet(json), clock.GetTimestamp());
            }

            return In(_keys, keyId);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private static JsonWebKey? In(JsonWebKeySet? keys, string keyId) =>
        keys?.Keys.FirstOrDefault(k =>
            k.Kid == keyId && k.Kty == JsonWebAlgorithmsKeyTypes.EllipticCurve && k.Crv == JsonWebKeyECTypes.P256
        );
}
