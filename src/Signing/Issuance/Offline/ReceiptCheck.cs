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
    /// <param name="WitnessedSize">Entries that the witness had seen; null where there is no such head.</param>
    internal sealed record Proven(
        TreeHead Head, IReadOnlyList<LogLeaf> Leaves, string Status, long? WitnessedSize) : ReceiptProof;

    /// <param name="Why">What does not hold, as a whole sentence.</param>
    internal sealed record Broken(string Why) : ReceiptProof;

    internal sealed record Unreadable : ReceiptProof;
}

/// <summary>Checks a receipt with nothing but itself: the keys in it are what whoever saved it trusts.</summary>
internal static class ReceiptCheck
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private sealed record SavedKey(string Kid, string X, string Y);

    private sealed record Saved(string? Format, string? Log, string? Number, string? TreeHead, string? Status,
        IReadOnlyList<ReceiptEntry>? Entries, ReceiptWitness? Witness, IReadOnlyList<SavedKey>? Keys,
        string? TrustRoots);

    /// <returns>The proof, and the roots that the receipt names.</returns>
    internal static (ReceiptProof Proof, string TrustRoots) Check(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Saved>(text, Json) is
            { Format: "civic-receipt-1", Entries.Count: > 0, Keys: not null, TrustRoots: { } roots } saved
                ? (Check(saved), roots)
                : (new ReceiptProof.Unreadable(), "");
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or CryptographicException)
        {
            return (new ReceiptProof.Unreadable(), "");
        }
    }

    private static ReceiptProof Check(Saved saved)
    {
        var known = saved.Keys!.ToDictionary(k => k.Kid);
        ECDsa? KeyOf(string kid) => known.TryGetValue(kid, out var key) ? PublishedKeys.KeyOf(key.X, key.Y) : null;
        var head = CompactJws.Verify<TreeHead>(TreeHead.Type, saved.TreeHead, KeyOf);
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

        var status = CompactJws.Verify<StatusStatement>(StatusStatement.Type, saved.Status, KeyOf);
        if (status is null || status.Number != saved.Number || status.Size != head.Size || status.Log != head.Log
            || !status.Entries.SequenceEqual(saved.Entries!.Select(e => e.Index))
            || status.Status != (leaves.LastOrDefault(l => l.Type == "status")?.Status ?? "valid"))
        {
            return new ReceiptProof.Broken("The status is not signed by the log, or not what its entries say.");
        }

        return Witnessed(saved.Witness, head, root, KeyOf) is (true, var size)
            ? new ReceiptProof.Proven(head, leaves, status.Status, size)
            : new ReceiptProof.Broken("The tree head does not continue the one that the witness saw.");
    }

    private static (bool Holds, long? Size) Witnessed(
        ReceiptWitness? witness, TreeHead head, byte[] root, Func<string, ECDsa?> keyOf)
    {
        if (witness is null)
        {
            return (true, null);
        }

        var seen = CompactJws.Verify<TreeHead>(TreeHead.Type, witness.TreeHead, keyOf);
        return seen is not null && MerkleProofs.IsConsistent(seen.Size, Base64UrlEncoder.DecodeBytes(seen.Root),
            head.Size, root, Decode(witness.Consistency))
                ? (true, seen.Size)
                : (false, null);
    }

    private static List<byte[]> Decode(IEnumerable<string> hashes) => [.. hashes.Select(Base64UrlEncoder.DecodeBytes)];
}
