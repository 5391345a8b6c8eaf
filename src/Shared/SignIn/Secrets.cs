using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Shared.SignIn;

/// <summary>Unguessable values and their comparison.</summary>
public static class Secrets
{
    /// <summary>256 random bits, base64url.</summary>
    public static string New() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    /// <summary>base64url(SHA-256(ASCII(value))): RFC 7636 §4.2, and how secrets are kept at rest.</summary>
    public static string Hash(string value) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(value)));

    public static bool AreEqual(string? one, string? other) => one is not null && other is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
