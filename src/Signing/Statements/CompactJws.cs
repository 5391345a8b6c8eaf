using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Signing.Statements;

/// <summary>Compact JWS (RFC 7515) by ES256, each kind with a type of its own (RFC 8725 3.11).</summary>
internal static class CompactJws
{
    private const string Algorithm = SecurityAlgorithms.EcdsaSha256;

    /// <summary>Longer texts are none of ours.</summary>
    private const int MaxLength = 4000;

    /// <summary>A plus sign stays one character: the text goes into QR codes and files, never into HTML.</summary>
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal static string Sign<T>(string type, T payload, string kid, ECDsa key)
    {
        var header = new Dictionary<string, string> { ["alg"] = Algorithm, ["kid"] = kid, ["typ"] = type };
        var signed = Part(header) + "." + Part(payload);
        // RFC 7518 3.4: r and s side by side, which is the form of IEEE P1363.
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return signed + "." + Base64UrlEncoder.Encode(signature);
    }

    /// <returns>The payload of a JWS of this type that one of the keys has signed; else null.</returns>
    internal static T? Verify<T>(string type, string? jws, Func<string, ECDsa?> keyOf) where T : class
    {
        if (jws is null or { Length: > MaxLength } || jws.Split('.') is not [var header, var payload, var signature])
        {
            return null;
        }

        try
        {
            using var head = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(header));
            if (Text(head, "alg") != Algorithm || Text(head, "typ") != type
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
                    ? JsonSerializer.Deserialize<T>(Base64UrlEncoder.DecodeBytes(payload))
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
