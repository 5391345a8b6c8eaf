using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Settlement;

/// <summary>
/// Books what changed since the last time: the dossier's version says whether anything did. Hourly, and before anybody
/// reads the ledger. Two at once: one of them books, the other takes its lines back with its mark.
/// </summary>
internal sealed class LedgerBooking(JudicialDbContext database, PolicyPack pack, TimeProvider clock) : IHourlyWork
{
    private const int AtOnce = 200;
    private const int Attempts = 5;

    /// <returns>How many lines were added.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var added = 0;
        for (var collisions = 0; collisions < Attempts;)
        {
            switch (await BookAsync(cancellation))
            {
                case null:
                    // Another booked the same meanwhile: what is left is seen in the next round.
                    database.ChangeTracker.Clear();
                    collisions++;
                    break;
                case { Dossiers: 0 }:
                    return added;
                case { Lines: var lines }:
                    added += lines;
                    break;
            }
        }

        return added;
    }

    /// <returns>Null where another booked one of these dossiers at the same time; nothing was kept then.</returns>
    private async Task<Round?> BookAsync(CancellationToken cancellation)
    {
        database.ChangeTracker.Clear();
        var changed = await database.Dossiers.AsNoTracking().Include(d => d.History)
            .Where(d => d.BookedVersion != d.Version)
            .OrderBy(d => d.SubmittedAt).Take(AtOnce).ToListAsync(cancellation);
        var ids = changed.Select(d => d.Id).ToList();
        var booked = (await database.LedgerEntries.AsNoTracking()
            .Where(e => ids.Contains(e.DossierId)).ToListAsync(cancellation)).ToLookup(e => e.DossierId);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var lines = 0;
        foreach (var dossier in changed)
        {
            if (!await TryMarkAsync(dossier, cancellation))
            {
                return null;
            }

            var entries = booked[dossier.Id].ToList();
            Position? sum = entries.Count == 0
                ? null
                : entries.Aggregate(default(Position), (total, e) => total + e.Position);
            var missing = Ledger.Missing(dossier, sum, pack, clock.GetUtcNow());
            database.LedgerEntries.AddRange(missing);
            lines += missing.Count;
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        database.ChangeTracker.Clear();
        return new(changed.Count, lines);
    }

    /// <summary>The dossier's own version is not touched: who works on it is not told of a change.</summary>
    private async Task<bool> TryMarkAsync(Dossier dossier, CancellationToken cancellation) =>
        await database.Dossiers
            .Where(d => d.Id == dossier.Id && d.BookedVersion == dossier.BookedVersion)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.BookedVersion, dossier.Version), cancellation) == 1;

    private sealed record Round(int Dossiers, int Lines);
}
