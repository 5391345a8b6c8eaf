using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Shared.SignIn.Dpop;

/// <summary>What a sound proof says: whose key, which id, for which nonce and token.</summary>
public sealed record DpopProof(string Thumbprint, string Id, string? Nonce, string? TokenHash, DateTimeOffset Until)
{
    /// <summary>A proof may come from a clock a little ahead, and travels for a while.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Old = TimeSpan.FromSeconds(60);

    /// <summary>Signature algorithms (FAPI 2.0 Security Profile §5.4.1).</summary>
    public static readonly string[] Algorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    /// <summary>
    /// RFC 9449 §4.3, all but nonce and replay: null where the proof is not sound for this request.
    /// </summary>
    /// <param name="proof">The one DPoP header.</param>
    /// <param name="method">HTTP method of the request.</param>
    /// <param name="address">Its public address without query.</param>
    /// <param name="now">The moment of the check.</param>
    public static DpopProof? TryRead(string proof, string method, Uri address, DateTimeOffset now)
    {
        if (StrictJws.TryRead(proof) is not { } jws || StrictJws.TextOf(jws.Header, "typ") != "dpop+jwt"
            || !jws.Header.TryGetProperty("jwk", out var jwk) || PublicKey(jwk) is not { } key
            || !IsSignedBy(jws, key))
        {
            return null;
        }

        var issuedAt = jws.Number("iat") is { } seconds and >= 0 and < 1L << 36
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : (DateTimeOffset?)null;
        return jws.Text("jti") is { Length: > 0 and <= 200 } id && jws.Text("htm") == method
            && IsFor(jws.Text("htu"), address)
            && issuedAt is { } at && at <= now + Ahead && at > now - Old
            && !(jws.Number("exp") <= now.ToUnixTimeSeconds())
            && !(jws.Number("nbf") > (now + Ahead).ToUnixTimeSeconds())
            ? new(Base64UrlEncoder.Encode(key.ComputeJwkThumbprint()), id, jws.Text("nonce"), jws.Text("ath"),
                at + Old + Ahead)
            : null;
    }

    /// <summary>Whether the proof was made for this access token (ath, RFC 9449 §4.2).</summary>
    public bool IsFor(string accessToken) => Secrets.AreEqual(TokenHash, Secrets.Hash(accessToken));

    /// <summary>A public key of an accepted kind; a private or symmetric one proves nothing.</summary>
    private static JsonWebKey? PublicKey(JsonElement jwk)
    {
        try
        {
            var key = new JsonWebKey(jwk.GetRawText());
            return key is { HasPrivateKey: false, K: null } && key switch
            {
                { Kty: "EC", Crv: "P-256", X.Length: > 0, Y.Length: > 0 } => true,
                { Kty: "RSA", N.Length: > 0, E.Length: > 0 } => key.KeySize is >= 2048 and <= 4096,
                _ => false,
            } ? key : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static bool IsSignedBy(StrictJws jws, JsonWebKey key)
    {
        var algorithm = StrictJws.TextOf(jws.Header, "alg");
        try
        {
            if (key.Kty == "EC" && algorithm == SecurityAlgorithms.EcdsaSha256)
            {
                using var ec = ECDsa.Create(new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = Bytes(key.X), Y = Bytes(key.Y) },
                });
                return ec.VerifyData(jws.SignedBytes, jws.Signature, HashAlgorithmName.SHA256);
            }

            if (key.Kty == "RSA" && algorithm == SecurityAlgorithms.RsaSsaPssSha256)
            {
                using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key.N), Exponent = Bytes(key.E) });
                return rsa.VerifyData(
                    jws.SignedBytes, jws.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
            }

            return false;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }

    private static byte[] Bytes(string text) => Base64UrlEncoder.DecodeBytes(text);

    /// <summary>Scheme, host and path; query and fragment don't count (RFC 9449 §4.3 step 9).</summary>
    private static bool IsFor(string? htu, Uri address) =>
        Uri.TryCreate(htu, UriKind.Absolute, out var named)
        && named.Scheme == address.Scheme && named.Authority == address.Authority
        && Uri.UnescapeDataString(named.AbsolutePath) == Uri.UnescapeDataString(address.AbsolutePath);
}
