using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Settlement;

/// <summary>
/// Books what changed since the last time: the dossier's version says whether anything did. Hourly, and before anybody
/// reads the ledger. Two at once: one of them books, the other's lines are refused with its mark.
/// </summary>
internal sealed class LedgerBooking(JudicialDbContext database, PolicyPack pack, TimeProvider clock) : IHourlyWork
{
    private const int AtOnce = 200;
    private const int Attempts = 5;

    /// <returns>How many lines were added.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var added = 0;
        for (var failures = 0; ;)
        {
            try
            {
                var (seen, lines) = await BookAsync(cancellation);
                added += lines;
                if (seen == 0)
                {
                    break;
                }
            }
            catch (DbUpdateException) when (++failures < Attempts)
            {
                // Another booked the same meanwhile: what is left is seen in the next round.
            }
        }

        database.ChangeTracker.Clear();
        return added;
    }

    private async Task<(int Seen, int Lines)> BookAsync(CancellationToken cancellation)
    {
        database.ChangeTracker.Clear();
        var changed = await (
            from d in database.Dossiers.Include(d => d.History)
            join m in database.LedgerMarks on d.Id equals m.DossierId into marks
            from mark in marks.DefaultIfEmpty()
            where mark == null || mark.Version != d.Version
            orderby d.SubmittedAt
            select new { Dossier = d, Mark = mark }).Take(AtOnce).ToListAsync(cancellation);
        var ids = changed.Select(c => c.Dossier.Id).ToList();
        var booked = (await database.LedgerEntries.AsNoTracking()
            .Where(e => ids.Contains(e.DossierId)).ToListAsync(cancellation)).ToLookup(e => e.DossierId);
        var lines = 0;
        foreach (var (dossier, mark) in changed.Select(c => (c.Dossier, c.Mark)))
        {
            var entries = booked[dossier.Id].ToList();
            Position? sum = entries.Count == 0
                ? null
                : entries.Aggregate(default(Position), (total, e) => total + e.Position);
            var missing = Ledger.Missing(dossier, sum, pack, clock.GetUtcNow());
            database.LedgerEntries.AddRange(missing);
            lines += missing.Count;
            if (mark is null)
            {
                database.LedgerMarks.Add(new LedgerMark { DossierId = dossier.Id, Version = dossier.Version });
            }
            else
            {
                mark.Version = dossier.Version;
            }
        }

        await database.SaveChangesAsync(cancellation);
        return (changed.Count, lines);
    }
}
