using System.Text.Json.Serialization;
using Civic.Shared.SignIn;
using Civic.Signing.Keys;
using Civic.Signing.Statements;
using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

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

/// <summary>Makes receipts.</summary>
internal sealed class Receipts(
    SigningDatabase database, IssuanceLog log, TreeHeads heads, TrustAnchors anchors)
{
    /// <returns>Null where the log does not know the number.</returns>
    internal async Task<Receipt?> MakeAsync(string number, CancellationToken cancellation)
    {
        var size = await log.SizeAsync(cancellation);
        var leaves = await database.LogEntries.AsNoTracking().Where(e => e.Number == number && e.Index < size)
            .OrderBy(e => e.Index).ToListAsync(cancellation);
        if (leaves.Count == 0)
        {
            return null;
        }

        var (head, signed) = await heads.SignAsync(size, cancellation);
        var entries = new List<ReceiptEntry>();
        foreach (var leaf in leaves)
        {
            var proof = await log.InclusionAsync(leaf.Index, size, cancellation);
            entries.Add(new ReceiptEntry(leaf.Index, leaf.Leaf, Encode(proof)));
        }

        var status = leaves.Select(l => LogLeaf.Read(l.Leaf)).LastOrDefault(l => l?.Type == "status")?.Status
            ?? IssuanceStatus.Valid.Name();
        var keys = await database.StatementKeys.AsNoTracking().OrderBy(k => k.Kid).ToListAsync(cancellation);
        return new Receipt(head.Log, number, signed,
            heads.SignStatus(number, status, [.. leaves.Select(l => l.Index)], size), entries,
            await WitnessAsync(size, cancellation), [.. keys.Select(k => new PublicJwk(k.Kid, k.X, k.Y))],
            anchors.Pem);
    }

    internal static IReadOnlyList<string> Encode(IEnumerable<byte[]> hashes) =>
        [.. hashes.Select(Base64UrlEncoder.Encode)];

    private async Task<ReceiptWitness?> WitnessAsync(long size, CancellationToken cancellation)
    {
        var seen = await database.WitnessedHeads.AsNoTracking().Where(h => h.Size <= size)
            .OrderByDescending(h => h.Size).FirstOrDefaultAsync(cancellation);
        if (seen is null)
        {
            return null;
        }

        var keys = await database.WitnessKeys.AsNoTracking().OrderBy(k => k.Kid)
            .Select(k => new SavedKey(k.Kid, k.X, k.Y)).ToListAsync(cancellation);
        var own = CompactJws.Verify<Cosignature>(Cosignature.Type, seen.Cosignature, SavedKey.Of(keys));
        return new ReceiptWitness(seen.TreeHead, seen.Cosignature,
            Encode(await log.ConsistencyAsync(seen.Size, size, cancellation)))
        {
            Keys = own is null ? null : keys,
        };
    }
}
