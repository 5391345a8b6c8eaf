using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Signing.Statements;

internal static class PublishedKeys
{
    /// <summary>The P-256 key of a JWK's coordinates; the caller disposes of it.</summary>
    /// <exception cref="CryptographicException">They are no point of the curve.</exception>
    /// <exception cref="FormatException">They are no base64url.</exception>
    internal static ECDsa KeyOf(string x, string y) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(x), Y = Base64UrlEncoder.DecodeBytes(y) },
    });

    internal static Func<string, ECDsa?> Of(IEnumerable<StatementKeyRecord> keys)
    {
        var known = keys.ToDictionary(k => k.Kid);
        return kid => known.TryGetValue(kid, out var key) ? KeyOf(key.X, key.Y) : null;
    }
}
