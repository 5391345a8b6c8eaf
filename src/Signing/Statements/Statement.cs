using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Signing.Statements;

/// <summary>
/// What the QR on a document says: its number, issue date and the salted digest of its content. A compact JWS
/// (RFC 7515), ES256.
/// </summary>
internal sealed record Statement(
    [property: JsonPropertyName("num")] string Number,
    [property: JsonPropertyName("iat_date")] string IssueDate,
    [property: JsonPropertyName("dig")] string ContentDigest)
{
    internal const string Type = "civic-statement+jwt";

    private const string Algorithm = SecurityAlgorithms.EcdsaSha256;

    /// <summary>Longer texts are no statement; a QR could not hold them.</summary>
    private const int MaxLength = 2000;

    /// <summary>A plus sign stays one character: the text goes into a QR, never into HTML.</summary>
    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string DateText(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal string Sign(string kid, ECDsa key)
    {
        var header = new Dictionary<string, string> { ["alg"] = Algorithm, ["kid"] = kid, ["typ"] = Type };
        var signed = Part(header) + "." + Part(this);
        // RFC 7518 3.4: r and s side by side, which is the form of IEEE P1363.
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return signed + "." + Base64UrlEncoder.Encode(signature);
    }

    /// <returns>The statement of a JWS that one of the keys has signed; else null.</returns>
    internal static Statement? Verify(string? jws, Func<string, ECDsa?> keyOf)
    {
        if (jws is null or { Length: > MaxLength } || jws.Split('.') is not [var header, var payload, var signature])
        {
            return null;
        }

        try
        {
            using var head = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(header));
            if (Text(head, "alg") != Algorithm || Text(head, "typ") != Type
                || head.RootElement.TryGetProperty("crit", out _)
                || Text(head, "kid") is not { } kid || keyOf(kid) is not { } key)
            {
                return null;
            }

            using (key)
            {
                return key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{payload}"),
                    Base64UrlEncoder.DecodeBytes(signature),
                    HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
                    ? JsonSerializer.Deserialize<Statement>(Base64UrlEncoder.DecodeBytes(payload))
                    : null;
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    private static string? Text(JsonDocument json, string name) =>
        json.RootElement.ValueKind == JsonValueKind.Object
        && json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Part<T>(T value) =>
        Base64UrlEncoder.Encode(JsonSerializer.SerializeToUtf8Bytes(value, Plain));
}
