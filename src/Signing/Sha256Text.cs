using System.Security.Cryptography;

namespace Civic.Signing;

/// <summary>SHA-256 as lower-case hexadecimal, the form in which digests are kept and compared.</summary>
internal static class Sha256Text
{
    internal static string Of(ReadOnlySpan<byte> data) => Convert.ToHexStringLower(SHA256.HashData(data));

    internal static bool IsValid(string? text) =>
        text is { Length: 64 } && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
