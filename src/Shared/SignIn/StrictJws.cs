using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Civic.Shared.SignIn;

/// <summary>
/// A compact JWS read without any tolerance (RFC 7515, RFC 8725): three parts, canonical base64url, members named
/// once, no critical extensions. Nothing of it is proved yet.
/// </summary>
public sealed record StrictJws(JsonElement Header, JsonElement Payload, byte[] SignedBytes, byte[] Signature)
{
    private const int Longest = 16_384;

    private static readonly JsonDocumentOptions NoDuplicates = new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = 16
    };

    /// <summary>Members of a header that would let the token choose its own key (RFC 8725 §3.10).</summary>
    private static readonly string[] KeysInHeader = ["jwk", "jku", "x5u", "x5c"];

    /// <summary>Null where it is no such JWS.</summary>
    public static StrictJws? TryRead(string token)
    {
        var text = token.AsSpan();
        Span<Range> parts = stackalloc Range[4];
        if (text.Length > Longest || text.Split(parts, '.') != 3
            || Decode(text[parts[0]]) is not { } header || Decode(text[parts[1]]) is not { } payload
            || Decode(text[parts[2]]) is not { Length: > 0 } signature)
        {
            return null;
        }

        try
        {
            var (head, body) = (Parse(header), Parse(payload));
            return head.ValueKind == JsonValueKind.Object && body.ValueKind == JsonValueKind.Object
                && !head.TryGetProperty("crit", out _) && !head.TryGetProperty("b64", out _)
                ? new(head, body, Encoding.ASCII.GetBytes(token, 0, parts[1].End.Value), signature)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the token leaves the choice of the key to whoever checks it.</summary>
    internal bool NamesNoKeyOfItsOwn => KeysInHeader.All(member => !Header.TryGetProperty(member, out _));

    /// <summary>The key that the header names; null where it names none.</summary>
    public string? KeyId => TextOf(Header, "kid");

    public string? Text(string member) => TextOf(Payload, member);

    public long? Number(string member) => NumberOf(Payload, member);

    internal static long? NumberOf(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var number) ? number : null;

    internal static string? TextOf(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    internal static JsonElement Parse(byte[] json) => JsonElement.Parse(json, NoDuplicates);

    /// <summary>Null where it is not base64url, or not the one way to write its bytes.</summary>
    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            var again = ArrayPool<char>.Shared.Rent(text.Length);
            var same = Base64Url.TryEncodeToChars(bytes, again, out var length)
                && text.SequenceEqual(again.AsSpan(0, length));
            ArrayPool<char>.Shared.Return(again);
            return same ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
