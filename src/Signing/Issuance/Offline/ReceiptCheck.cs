using System.Security.Cryptography;
using System.Text.Json;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Statements;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Signing.Issuance.Offline;

/// <summary>What a receipt proves. Everything in it is checked.</summary>
internal abstract record ReceiptProof
{
    private ReceiptProof()
    {
    }

    /// <param name="Head">The signed tree head.</param>
    /// <param name="Leaves">Everything that the log said of the document up to that head.</param>
    /// <param name="Status">At that head.</param>
    /// <param name="WitnessedSize">
    /// Entries of the head that the witness countersigned, by its own key; null where there is none.
    /// </param>
    internal sealed record Proven(
        TreeHead Head, IReadOnlyList<LogLeaf> Leaves, string Status, long? WitnessedSize) : ReceiptProof
    {
        /// <summary>The log's published keys.</summary>
        internal required Func<string, ECDsa?> KeyOf { get; init; }

        /// <summary>What the log says that the QR of the document must say; null where it says nothing.</summary>
        internal Statement? Statement =>
            Leaves.FirstOrDefault(l => l.Type == "issued") is { IssueDate: { } date, ContentDigest: { } digest } issued
                ? new Statement(issued.Number, date, digest)
                : null;
    }

    /// <param name="Why">What does not hold, as a whole sentence.</param>
    internal sealed record Broken(string Why) : ReceiptProof;

    internal sealed record Unreadable : ReceiptProof;
}

/// <summary>Checks a receipt with nothing but itself: the keys in it are what whoever saved it trusts.</summary>
internal static class ReceiptCheck
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private sealed record Saved(string? Format, string? Log, string? Number, string? TreeHead, string? Status,
        IReadOnlyList<ReceiptEntry>? Entries, ReceiptWitness? Witness, IReadOnlyList<SavedKey>? Keys,
        string? TrustRoots);

    /// <returns>The proof, and the roots that the receipt names.</returns>
    /// <param name="text">The file.</param>
    /// <param name="witness">The witness's keys, known from elsewhere; null for those that the receipt names.</param>
    internal static (ReceiptProof Proof, string TrustRoots) Check(string text, Func<string, ECDsa?>? witness = null)
    {
        try
        {
            return JsonSerializer.Deserialize<Saved>(text, Json) is
            { Format: "civic-receipt-1", Entries.Count: > 0, Keys: not null, TrustRoots: { } roots } saved
                ? (Check(saved, witness), roots)
                : (new ReceiptProof.Unreadable(), "");
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or CryptographicException)
        {
            return (new ReceiptProof.Unreadable(), "");
        }
    }

    private static ReceiptProof Check(Saved saved, Func<string, ECDsa?>? witness)
    {
        var keyOf = SavedKey.Of(saved.Keys!);
        var head = CompactJws.Verify<TreeHead>(TreeHead.Type, saved.TreeHead, keyOf);
        if (head is null || head.Log != saved.Log)
        {
            return new ReceiptProof.Broken("The tree head is not signed by the log.");
        }

        var root = Base64UrlEncoder.DecodeBytes(head.Root);
        if (!saved.Entries!.All(e => MerkleProofs.IsIncluded(
            LogLeaf.HashOf(e.Leaf), e.Index, head.Size, Decode(e.Proof), root)))
        {
            return new ReceiptProof.Broken("An entry is not in the log that the tree head signs.");
        }

        var leaves = saved.Entries!.Select(e => LogLeaf.Read(e.Leaf)).OfType<LogLeaf>().ToList();
        if (leaves.Count != saved.Entries!.Count || leaves.Any(l => l.Number != saved.Number))
        {
            return new ReceiptProof.Broken("An entry speaks of another document.");
        }

        var status = CompactJws.Verify<StatusStatement>(StatusStatement.Type, saved.Status, keyOf);
        if (status is null || status.Number != saved.Number || status.Size != head.Size || status.Log != head.Log
            || !status.Entries.SequenceEqual(saved.Entries!.Select(e => e.Index))
            || status.Status != (leaves.LastOrDefault(l => l.Type == "status")?.Status ?? "valid"))
        {
            return new ReceiptProof.Broken("The status is not signed by the log, or not what its entries say.");
        }

        return WitnessCheck.Check(saved.Witness, head, keyOf, witness) switch
        {
            Witnessed.By(var size) =>
                new ReceiptProof.Proven(head, leaves, status.Status, size) { KeyOf = keyOf },
            Witnessed.Not(var why) => new ReceiptProof.Broken(why),
            _ => new ReceiptProof.Proven(head, leaves, status.Status, null) { KeyOf = keyOf },
        };
    }

    private static List<byte[]> Decode(IEnumerable<string> hashes) => [.. hashes.Select(Base64UrlEncoder.DecodeBytes)];
}
