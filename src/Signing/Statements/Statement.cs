using System.Globalization;
using System.Text;
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

    /// <summary>Longer texts are no statement; a QR could not hold them.</summary>
    private const int MaxLength = 2000;

    internal static string DateText(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal string Sign(SigningCredentials credentials)
    {
        var header = new Dictionary<string, string>
        {
            ["alg"] = SecurityAlgorithms.EcdsaSha256,
            ["kid"] = credentials.Key.KeyId,
            ["typ"] = Type,
        };
        var signed = Part(header) + "." + Part(this);
        using var signer = credentials.CryptoProviderFactory.CreateForSigning(
            credentials.Key, SecurityAlgorithms.EcdsaSha256);
        return signed + "." + Base64UrlEncoder.Encode(signer.Sign(Encoding.ASCII.GetBytes(signed)));
    }

    /// <returns>The statement of a JWS that one of the keys has signed; else null.</returns>
    internal static Statement? Verify(string? jws, Func<string, SecurityKey?> keyOf)
    {
        if (jws is null or { Length: > MaxLength } || jws.Split('.') is not [var header, var payload, var signature])
        {
            return null;
        }

        try
        {
            using var head = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(header));
            if (Text(head, "alg") != SecurityAlgorithms.EcdsaSha256 || Text(head, "typ") != Type
                || head.RootElement.TryGetProperty("crit", out _)
                || Text(head, "kid") is not { } kid || keyOf(kid) is not { } key)
            {
                return null;
            }

            using var verifier = key.CryptoProviderFactory.CreateForVerifying(key, SecurityAlgorithms.EcdsaSha256);
            return verifier.Verify(Encoding.ASCII.GetBytes($"{header}.{payload}"), Base64UrlEncoder.DecodeBytes(signature))
                ? JsonSerializer.Deserialize<Statement>(Base64UrlEncoder.DecodeBytes(payload))
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static string? Text(JsonDocument json, string name) =>
        json.RootElement.ValueKind == JsonValueKind.Object
        && json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Part<T>(T value) => Base64UrlEncoder.Encode(JsonSerializer.SerializeToUtf8Bytes(value));
}
