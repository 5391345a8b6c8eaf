using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Civic.JudicialRecords.Inquiries;

/// <summary>What another system asks: one small JSON object, each member once.</summary>
internal static class Question
{
    private const int LargestBody = 4 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Null past the limit.</summary>
    internal static async Task<byte[]?> ReadAsync(HttpContext http)
    {
        var body = new byte[LargestBody + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(body, body.Length, false, http.RequestAborted);
        return length > LargestBody ? null : body[..length];
    }

    /// <summary>Null for anything else than such an object.</summary>
    internal static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
