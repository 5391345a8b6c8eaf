using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Civic.Signing.Issuance.MerkleLog;

/// <summary>
/// What a leaf says, as JSON with the members in this order and without blanks; members that don't apply are left out.
/// No personal data: numbers, digests, dates, statuses.
/// </summary>
internal sealed record LogLeaf
{
    private static readonly JsonSerializerOptions Form = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>issued, status or successor.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("number")]
    public required string Number { get; init; }

    /// <summary>Client that issued it.</summary>
    [JsonPropertyName("issuer")]
    public required string Issuer { get; init; }

    [JsonPropertyName("kind")]
    public string? Kind { get; init; }

    [JsonPropertyName("issued")]
    public string? IssueDate { get; init; }

    /// <summary>Of the issued file, of the successor, or of the signed decision.</summary>
    [JsonPropertyName("sha256")]
    public required string Sha256 { get; init; }

    /// <summary>Salted digest of the content, as in the QR.</summary>
    [JsonPropertyName("content")]
    public string? ContentDigest { get; init; }

    /// <summary>Digest of the file that a successor extends.</summary>
    [JsonPropertyName("of")]
    public string? Of { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("decision")]
    public string? Decision { get; init; }

    [JsonPropertyName("decided")]
    public string? DecisionDate { get; init; }

    /// <summary>Number of the document that takes its place.</summary>
    [JsonPropertyName("newer")]
    public string? Newer { get; init; }

    /// <summary>When it was entered, seconds of Unix time.</summary>
    [JsonPropertyName("at")]
    public required long At { get; init; }

    internal static LogLeaf Issued(IssuedDocument document) => new()
    {
        Type = "issued",
        Number = document.Number,
        Issuer = document.Issuer,
        Kind = document.Kind,
        IssueDate = Statements.Statement.DateText(document.IssueDate),
        Sha256 = document.Sha256,
        ContentDigest = document.ContentDigest,
        At = document.RecordedAt.ToUnixTimeSeconds(),
    };

    internal static LogLeaf Changed(IssuedDocument document, StatusDecision decision) => new()
    {
        Type = "status",
        Number = document.Number,
        Issuer = document.Issuer,
        Sha256 = decision.Sha256,
        Status = decision.Status.Name(),
        Decision = decision.DecisionNumber,
        DecisionDate = Statements.Statement.DateText(decision.DecisionDate),
        Newer = decision.Newer,
        At = decision.RecordedAt.ToUnixTimeSeconds(),
    };

    /// <summary>A renewed file: the same document with a further archive time stamp.</summary>
    internal static LogLeaf Successor(IssuedDocument document, string of, string sha256, DateTimeOffset at) => new()
    {
        Type = "successor",
        Number = document.Number,
        Issuer = document.Issuer,
        Sha256 = sha256,
        Of = of,
        At = at.ToUnixTimeSeconds(),
    };

    internal string ToText() => JsonSerializer.Serialize(this, Form);

    /// <returns>Null where the text is no leaf of this form.</returns>
    internal static LogLeaf? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<LogLeaf>(text, Form);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static byte[] HashOf(string text) => MerkleTree.LeafHash(Encoding.UTF8.GetBytes(text));
}
