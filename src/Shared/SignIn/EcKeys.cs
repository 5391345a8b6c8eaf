using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Shared.SignIn;

/// <summary>P-256 keys as JWKs; a key's id is its RFC 7638 thumbprint.</summary>
public static class EcKeys
{
    public static ECDsaSecurityKey Generate() => WithId(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public static ECDsaSecurityKey FromPkcs8(byte[] pkcs8)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return WithId(key);
    }

    /// <summary>The public half, as it is published.</summary>
    public static PublicJwk ToPublicJwk(this ECDsaSecurityKey key)
    {
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(key);
        return new PublicJwk(key.KeyId, jwk.X, jwk.Y);
    }

    private static ECDsaSecurityKey WithId(ECDsa ecdsa)
    {
        var key = new ECDsaSecurityKey(ecdsa);
        key.KeyId = Base64UrlEncoder.Encode(JsonWebKeyConverter.ConvertFromECDsaSecurityKey(key)
            .ComputeJwkThumbprint());
        return key;
    }
}

/// <summary>A P-256 signature key as RFC 7517 writes it.</summary>
public sealed record PublicJwk(string Kid, string X, string Y)
{
    public string Kty { get; } = "EC";

    public string Crv { get; } = "P-256";

    public string Use { get; } = "sig";

    public string Alg { get; } = SecurityAlgorithms.EcdsaSha256;
}

public sealed record PublicJwkSet(IReadOnlyList<PublicJwk> Keys);
