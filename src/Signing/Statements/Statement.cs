using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Civic.Signing.Statements;

/// <summary>What the QR on a document says: its number, issue date and the salted digest of its content.</summary>
internal sealed record Statement(
    [property: JsonPropertyName("num")] string Number,
    [property: JsonPropertyName("iat_date")] string IssueDate,
    [property: JsonPropertyName("dig")] string ContentDigest)
{
    internal const string Type = "civic-statement+jwt";

    internal static string DateText(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <returns>The statement of a JWS that one of the keys has signed; else null.</returns>
    internal static Statement? Verify(string? jws, Func<string, ECDsa?> keyOf) =>
        CompactJws.Verify<Statement>(Type, jws, keyOf);
}
