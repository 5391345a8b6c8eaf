using System.Collections.Concurrent;
using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Reports.Portal;

/// <param name="Said">By dossier; what was not asked is not there.</param>
/// <param name="BrokenOff">Nothing but silence came at last, so that the rest is better left for a while.</param>
internal sealed record PortalAnswers(IReadOnlyDictionary<Guid, TheirSide> Said, bool BrokenOff);

/// <summary>
/// Goes on with a comparison, bite by bite: asks the portal, then writes down what came of it. A bite is one
/// transaction, so a crash repeats its questions only.
/// </summary>
internal sealed class CompareDossiers(
    JudicialDbContext database, WriteFindings findings, AskPortal portal, ReconciliationOptions options,
    TimeProvider clock)
{
    private const int AtOnce = 100;

    /// <summary>Bites in a row without the portal, after which what is left could not be reached.</summary>
    private const int MostFailures = 3;

    /// <summary>Longer than the questions of a bite take.</summary>
    private static readonly TimeSpan Lease = (AtOnce * AskPortal.Limit) + TimeSpan.FromMinutes(1);

    internal static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    /// <returns>Whether a bite was taken: there may be more.</returns>
    internal async Task<bool> RunAsync(CancellationToken cancellation)
    {
        database.ChangeTracker.Clear();
        try
        {
            if (await ClaimAsync(cancellation) is not { } run)
            {
                return false;
            }

            var items = await database.PortalFindings
                .Where(f => f.RunId == run.Id && f.Standing == FindingKind.ToCompare)
                .OrderBy(f => f.DossierId).Take(AtOnce).ToListAsync(cancellation);
            var began = clock.GetUtcNow();
            var answers = await AskAsync(items, cancellation);
            run.Failures = answers.BrokenOff ? run.Failures + 1 : 0;
            var givesUp = run.Failures >= MostFailures;
            run.ClaimedUntil = answers.BrokenOff && !givesUp ? clock.GetUtcNow() + Rest : null;
            run.Version++;
            await findings.RunAsync(run, items, answers, began, givesUp, cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another replica has it in hand.
            return false;
        }
    }

    /// <summary>The oldest that nobody has in hand.</summary>
    private async Task<PortalRun?> ClaimAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var run = await database.PortalRuns
            .Where(r => r.FinishedAt == null && (r.ClaimedUntil == null || r.ClaimedUntil < now))
            .OrderBy(r => r.BegunAt).FirstOrDefaultAsync(cancellation);
        if (run is not null)
        {
            run.ClaimedUntil = now + Lease;
            run.Version++;
            await database.SaveChangesAsync(cancellation);
        }

        return run;
    }

    private async Task<PortalAnswers> AskAsync(List<PortalFinding> items, CancellationToken cancellation)
    {
        var ids = items.Select(i => i.DossierId).ToList();
        var codes = await database.Dossiers.AsNoTracking().Where(d => ids.Contains(d.Id))
            .Select(d => new { d.Id, d.Code }).ToListAsync(cancellation);
        var said = new ConcurrentDictionary<Guid, TheirSide>();
        var inARow = 0;
        await Parallel.ForEachAsync(
            codes,
            new ParallelOptions { MaxDegreeOfParallelism = options.CallsAtOnce, CancellationToken = cancellation },
            async (dossier, stop) =>
            {
                if (Volatile.Read(ref inARow) >= options.CallsAtOnce)
                {
                    return;
                }

                var answer = said[dossier.Id] = await portal.RunAsync(dossier.Code, stop);
                if (answer is TheirSide.Unreachable)
                {
                    Interlocked.Increment(ref inARow);
                }
                else
                {
                    Volatile.Write(ref inARow, 0);
                }
            });
        return new(
            said,
            inARow >= options.CallsAtOnce
                || (!said.IsEmpty && said.Values.All(a => a is TheirSide.Unreachable)));
    }
}
