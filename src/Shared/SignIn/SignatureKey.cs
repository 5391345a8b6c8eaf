using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Shared.SignIn;

/// <summary>
/// A public key that was read once and checks many signatures: ES256 by P-256, PS256 by RSA of 2048 bits or more
/// (FAPI 2.0 security profile §5.4.1). The platform's key objects are not made for several threads, so each caller
/// borrows one.
/// </summary>
public sealed class SignatureKey
{
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];
    private readonly ECParameters? _ec;
    private readonly RSAParameters? _rsa;

    private SignatureKey(ECParameters? ec, RSAParameters? rsa) => (_ec, _rsa) = (ec, rsa);

    /// <summary>Null where it is no key of an accepted kind.</summary>
    public static SignatureKey? Of(SecurityKey key) => key switch
    {
        ECDsaSecurityKey { ECDsa: { KeySize: 256 } ec } => new(ec.ExportParameters(false), null),
        RsaSecurityKey { Rsa: { KeySize: >= 2048 } rsa } => new(null, rsa.ExportParameters(false)),
        RsaSecurityKey { Rsa: null, KeySize: >= 2048 } given => new(null, given.Parameters),
        JsonWebKey { Kty: "EC", Crv: "P-256" } jwk => OfPoint(jwk.X, jwk.Y),
        JsonWebKey { Kty: "RSA", KeySize: >= 2048 } jwk => new(null, new RSAParameters
        {
            Modulus = Base64UrlEncoder.DecodeBytes(jwk.N),
            Exponent = Base64UrlEncoder.DecodeBytes(jwk.E),
        }),
        _ => null,
    };

    /// <summary>A point of P-256 in base64url.</summary>
    /// <exception cref="FormatException">A coordinate is no base64url.</exception>
    internal static SignatureKey OfPoint(string x, string y) => new(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(x), Y = Base64UrlEncoder.DecodeBytes(y) },
    }, null);

    /// <summary>Whether this key made the signature, with the algorithm that goes with its kind.</summary>
    public bool Verifies(StrictJws jws)
    {
        var algorithm = StrictJws.TextOf(jws.Header, "alg");
        if (algorithm != (_ec is null ? SecurityAlgorithms.RsaSsaPssSha256 : SecurityAlgorithms.EcdsaSha256))
        {
            return false;
        }

        try
        {
            var key = _idle.TryTake(out var known) ? known : Create();
            var good = key is ECDsa ec
                ? ec.VerifyData(jws.SignedBytes, jws.Signature, HashAlgorithmName.SHA256)
                : ((RSA)key).VerifyData(
                    jws.SignedBytes, jws.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
            _idle.Add(key);
            return good;
        }
        catch (CryptographicException)
        {
            // No point of the curve, or no such modulus.
            return false;
        }
    }

    private AsymmetricAlgorithm Create() => _ec is { } ec ? ECDsa.Create(ec) : RSA.Create(_rsa!.Value);
}
