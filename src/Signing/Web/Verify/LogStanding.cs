using Civic.Signing.Issuance;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.Signing.Web.Verify;

/// <summary>
/// Whether the log proves what the page says: every entry about the document leads to the log's root, and the rows say
/// the same as the entries. False unless proven.
/// </summary>
/// <param name="IsProven">Whether it does.</param>
/// <param name="Index">Place of the document's first entry.</param>
/// <param name="Size">Entries in the log.</param>
/// <param name="WitnessedAt">When the witness countersigned a head that holds the first entry; null so far.</param>
internal sealed record LogStanding(bool IsProven, long Index, long Size, DateTimeOffset? WitnessedAt)
{
    internal static async Task<LogStanding> OfAsync(IssuedDocument document, IReadOnlyList<StatusDecision> decisions,
        SigningDatabase database, IssuanceLog log, CancellationToken cancellation)
    {
        var size = await log.SizeAsync(cancellation);
        var entries = await database.LogEntries.AsNoTracking()
            .Where(e => e.Number == document.Number && e.Index < size).OrderBy(e => e.Index)
            .ToListAsync(cancellation);
        if (entries.Count == 0)
        {
            return new LogStanding(false, 0, size, null);
        }

        var root = await log.RootAsync(size, cancellation);
        var isProven = RowsAgree(document, decisions, entries);
        foreach (var entry in entries)
        {
            isProven &= MerkleProofs.IsIncluded(LogLeaf.HashOf(entry.Leaf), entry.Index, size,
                await log.InclusionAsync(entry.Index, size, cancellation), root);
        }

        var first = entries[0].Index;
        var witnessed = await database.WitnessedHeads.AsNoTracking().Where(h => h.Size > first)
            .OrderBy(h => h.Size).FirstOrDefaultAsync(cancellation);
        return new LogStanding(isProven, first, size, witnessed?.WitnessedAt);
    }

    private static bool RowsAgree(
        IssuedDocument document, IReadOnlyList<StatusDecision> decisions, List<LogEntry> entries)
    {
        var expected = decisions.Select(d => LogLeaf.Changed(document, d).ToText())
            .Prepend(LogLeaf.Issued(document).ToText());
        var told = entries.Where(e => LogLeaf.Read(e.Leaf) is not { Type: "successor" }).Select(e => e.Leaf);
        var status = decisions.Count == 0 ? IssuanceStatus.Valid : decisions[^1].Status;
        return expected.SequenceEqual(told) && document.Status == status;
    }
}
