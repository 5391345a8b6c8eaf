using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Civic.JudicialRecords.Certificates;

/// <summary>
/// The one form of a content that everybody computes alike: JSON with sorted members, no white space, NFC text, no
/// nulls; and its salted SHA-256. The salt keeps the digest from being a test for guessed contents.
/// </summary>
internal static class CanonicalContent
{
    private static readonly JsonSerializerOptions Names = new(JsonSerializerDefaults.Web);

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = false,
    };

    internal static string Of<T>(T content) =>
        Sorted(JsonSerializer.SerializeToNode(content, Names))!.ToJsonString(Plain);

    internal static CertificateContent Read(string canonical) =>
        JsonSerializer.Deserialize<CertificateContent>(canonical, Names)
        ?? throw new InvalidOperationException("A stored certificate content is empty.");

    internal static string NewSalt() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <param name="salt">base64url; its bytes come before those of the content.</param>
    /// <returns>base64url of the SHA-256.</returns>
    internal static string Digest(string canonical, string salt) => Base64Url.EncodeToString(
        SHA256.HashData([.. Base64Url.DecodeFromChars(salt), .. Encoding.UTF8.GetBytes(canonical)]));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .Where(m => m.Value is not null)
            .OrderBy(m => m.Key, StringComparer.Ordinal)
            .Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        JsonValue value when value.TryGetValue<string>(out var text) =>
            JsonValue.Create(text.Normalize(NormalizationForm.FormC)),
        _ => node?.DeepClone(),
    };
}
