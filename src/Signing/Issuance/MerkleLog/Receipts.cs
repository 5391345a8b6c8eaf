using Civic.Shared.SignIn;
using Civic.Signing.Keys;
using Civic.Signing.Statements;
using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Signing.Issuance.MerkleLog;

/// <summary>Makes receipts, all that are asked for at once up to the same signed head.</summary>
internal sealed class Receipts(SigningDatabase database, IssuanceLog log, TreeHeads heads, TrustAnchors anchors)
{
    /// <returns>Null where the log does not know the number.</returns>
    internal async Task<Receipt?> MakeAsync(string number, CancellationToken cancellation) =>
        (await MakeAsync([number], cancellation)).GetValueOrDefault(number);

    /// <returns>By number; what the log does not know is left out.</returns>
    internal async Task<IReadOnlyDictionary<string, Receipt>> MakeAsync(
        IReadOnlyCollection<string> numbers, CancellationToken cancellation)
    {
        var size = await log.SizeAsync(cancellation);
        var leaves = await database.LogEntries.AsNoTracking()
            .Where(e => numbers.Contains(e.Number) && e.Index < size).OrderBy(e => e.Index).ToListAsync(cancellation);
        if (leaves.Count == 0)
        {
            return new Dictionary<string, Receipt>();
        }

        var seen = await database.WitnessedHeads.AsNoTracking().Where(h => h.Size <= size)
            .OrderByDescending(h => h.Size).FirstOrDefaultAsync(cancellation);
        var continued = seen is null or { Size: 0 } ? [] : MerkleTree.ConsistencyPath(seen.Size, size);
        var hashes = await log.ReadAsync([
            new LeafRange(0, size), .. continued,
            .. leaves.SelectMany(l => MerkleTree.InclusionPath(l.Index, size))], cancellation);
        var (head, signed) = heads.Sign(size, MerkleTree.Root(size, hashes));
        var frame = new Receipt(head.Log, "", signed, "", [],
            seen is null ? null : await WitnessAsync(seen, Hashes(continued, hashes), cancellation),
            await KeysAsync(cancellation), anchors.Pem);
        return leaves.GroupBy(l => l.Number)
            .ToDictionary(l => l.Key, l => Fill(frame, size, [.. l], hashes), StringComparer.Ordinal);
    }

    internal static IReadOnlyList<string> Encode(IEnumerable<byte[]> hashes) =>
        [.. hashes.Select(Base64UrlEncoder.Encode)];

    /// <param name="frame">What all receipts at this head have in common.</param>
    /// <param name="size">Of the tree.</param>
    /// <param name="leaves">What the log says of one document, in order.</param>
    /// <param name="hashes">Enough of them for the way up from each leaf.</param>
    private Receipt Fill(
        Receipt frame, long size, List<LogEntry> leaves, IReadOnlyDictionary<Subtree, byte[]> hashes)
    {
        var number = leaves[0].Number;
        var status = leaves.Select(l => LogLeaf.Read(l.Leaf)).LastOrDefault(l => l?.Type == "status")?.Status
            ?? IssuanceStatus.Valid.Name();
        return frame with
        {
            Number = number,
            Status = heads.SignStatus(number, status, [.. leaves.Select(l => l.Index)], size),
            Entries = [.. leaves.Select(l => new ReceiptEntry(
                l.Index, l.Leaf, Hashes(MerkleTree.InclusionPath(l.Index, size), hashes)))],
        };
    }

    private static IReadOnlyList<string> Hashes(
        IEnumerable<LeafRange> path, IReadOnlyDictionary<Subtree, byte[]> hashes) =>
        Encode(path.Select(r => MerkleTree.Hash(r, hashes)));

    private async Task<IReadOnlyList<PublicJwk>> KeysAsync(CancellationToken cancellation)
    {
        var keys = await database.StatementKeys.AsNoTracking().OrderBy(k => k.Kid).ToListAsync(cancellation);
        return [.. keys.Select(k => new PublicJwk(k.Kid, k.X, k.Y))];
    }

    private async Task<ReceiptWitness> WitnessAsync(
        WitnessedHead seen, IReadOnlyList<string> consistency, CancellationToken cancellation)
    {
        var keys = await database.WitnessKeys.AsNoTracking().OrderBy(k => k.Kid)
            .Select(k => new SavedKey(k.Kid, k.X, k.Y)).ToListAsync(cancellation);
        var own = CompactJws.Verify<Cosignature>(Cosignature.Type, seen.Cosignature, SavedKey.Of(keys));
        return new ReceiptWitness(seen.TreeHead, seen.Cosignature, consistency)
        {
            Keys = own is null ? null : keys,
        };
    }
}
