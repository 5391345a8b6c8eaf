using System.Text.Json.Serialization;
using Civic.Shared.SignIn;
using Civic.Signing.Statements;

namespace Civic.Signing.Issuance.MerkleLog;

/// <param name="Index">Its place in the log.</param>
/// <param name="Leaf">The text whose bytes were hashed.</param>
/// <param name="Proof">The way up to the root of the receipt's tree head, base64url.</param>
internal sealed record ReceiptEntry(long Index, string Leaf, IReadOnlyList<string> Proof);

/// <param name="TreeHead">The log's signed head that the witness saw.</param>
/// <param name="Cosignature">The witness's own JWS.</param>
/// <param name="Consistency">That the receipt's head continues it, base64url.</param>
internal sealed record ReceiptWitness(string TreeHead, string Cosignature, IReadOnlyList<string> Consistency)
{
    /// <summary>
    /// The witness's own keys as the log knows them. Whoever does not want to take the log's word for them gets them
    /// from the witness.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SavedKey>? Keys { get; init; }
}

/// <summary>
/// A small file to keep beside a document: everything that the log says of it, with proofs up to one signed tree head.
/// With it a file is checked without asking anybody (./civic verify --head).
/// </summary>
internal sealed record Receipt(
    string Log, string Number, string TreeHead, string Status, IReadOnlyList<ReceiptEntry> Entries,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReceiptWitness? Witness,
    IReadOnlyList<PublicJwk> Keys, string TrustRoots)
{
    /// <summary>Name of the format and its version.</summary>
    public string Format { get; init; } = "civic-receipt-1";
}
