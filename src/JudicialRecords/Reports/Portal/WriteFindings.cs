using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Reports.Portal;

/// <summary>
/// Compares what the portal said with what each dossier is by then, keeps what differs, has it told anew, and notes
/// what earlier comparisons found and is the same now.
/// </summary>
internal sealed class WriteFindings(JudicialDbContext database, TimeProvider clock)
{
    /// <param name="run">In hand.</param>
    /// <param name="items">Its bite.</param>
    /// <param name="answers">Of the portal.</param>
    /// <param name="began">Before the first question: what was sent since may have been in no answer.</param>
    /// <param name="givesUp">What is left could not be reached.</param>
    /// <param name="cancellation">Ends the work.</param>
    internal async Task RunAsync(
        PortalRun run, List<PortalFinding> items, PortalAnswers answers, DateTimeOffset began, bool givesUp,
        CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var asked = items.Where(i => answers.Said.ContainsKey(i.DossierId)).ToList();
        var sides = await ReadAsync(asked, began, cancellation);
        var same = new List<Guid>();
        foreach (var item in asked.Where(i => !sides.Moved.Contains(i.DossierId)))
        {
            var standing = PortalComparison.Of(
                sides.Ours[item.DossierId], answers.Said[item.DossierId],
                sides.Waiting.GetValueOrDefault(item.DossierId));
            if (standing is Standing.Same)
            {
                same.Add(item.DossierId);
                database.PortalFindings.Remove(item);
            }
            else if (standing is not Standing.Unreachable || !answers.BrokenOff || givesUp)
            {
                Keep(item, standing, sides.Ours[item.DossierId]);
            }
        }

        run.Same += same.Count;
        await database.SaveChangesAsync(cancellation);
        await FollowAsync(run, same, givesUp, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private void Keep(PortalFinding item, Standing standing, OurSide ours)
    {
        item.FoundAt = clock.GetUtcNow();
        item.Ours = (int)ours.State;
        (item.Standing, item.Theirs) = standing switch
        {
            Standing.OtherState(var state) => (FindingKind.OtherState, state),
            Standing.OtherResult(var result) => (FindingKind.OtherResult, result),
            Standing.NotKnown => (FindingKind.NotKnown, null),
            Standing.Unreachable(var code) => (FindingKind.Unreachable, code),
            Standing.OnItsWay(_, var state) => (FindingKind.OnItsWay, state),
            _ => throw new System.Diagnostics.UnreachableException("What is the same is not kept."),
        };
        if (standing is Standing.OnItsWay(var word, _))
        {
            (item.WaitingSince, item.Attempts, item.LastAnswer) = (word.Since, word.Attempts, word.LastAnswer);
        }

        if (standing.NeedsTelling())
        {
            database.ResultDeliveries.Add(new ResultDelivery
            {
                DossierId = item.DossierId,
                Target = ResultTarget.NationalPortal,
                Kind = ResultKind.Anew,
                CreatedAt = clock.GetUtcNow(),
            });
        }
    }

    private async Task FollowAsync(PortalRun run, List<Guid> same, bool givesUp, CancellationToken cancellation)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        if (same.Count > 0)
        {
            await database.PortalFindings
                .Where(f => same.Contains(f.DossierId) && f.Standing > FindingKind.ToCompare && f.RepairedAt == null)
                .ExecuteUpdateAsync(f => f.SetProperty(x => x.RepairedAt, now), cancellation);
        }

        var left = database.PortalFindings.Where(f => f.RunId == run.Id && f.Standing == FindingKind.ToCompare);
        if (givesUp)
        {
            await left.ExecuteUpdateAsync(
                f => f.SetProperty(x => x.Standing, FindingKind.Unreachable).SetProperty(x => x.FoundAt, now),
                cancellation);
        }

        if (!await left.AnyAsync(cancellation))
        {
            (run.FinishedAt, run.ClaimedUntil) = (now, null);
            await database.SaveChangesAsync(cancellation);
        }
    }

    private async Task<Sides> ReadAsync(
        List<PortalFinding> asked, DateTimeOffset began, CancellationToken cancellation)
    {
        var ids = asked.Select(i => i.DossierId).ToList();
        var dossiers = await database.Dossiers.AsNoTracking().Where(d => ids.Contains(d.Id))
            .ToListAsync(cancellation);
        var results = await PortalSubjects.ResultsAsync(database, dossiers, cancellation);
        var words = await database.ResultDeliveries.AsNoTracking()
            .Where(r => ids.Contains(r.DossierId) && r.Target == ResultTarget.NationalPortal
                && (r.SentAt == null || r.SentAt > began))
            .Select(r => new { r.DossierId, r.CreatedAt, r.SentAt, r.Attempts, r.LastAnswer })
            .ToListAsync(cancellation);
        // Not even written down as a word yet.
        var untold = await database.StateChanges.AsNoTracking()
            .Where(c => ids.Contains(c.DossierId) && c.ToldAt == null)
            .Select(c => new { c.DossierId, c.At }).ToListAsync(cancellation);
        return new(
            dossiers.ToDictionary(d => d.Id, d => new OurSide(d.State, results.GetValueOrDefault(d.Id)?.Name)),
            words.Where(w => w.SentAt is null)
                .Select(w => (w.DossierId, Word: new WaitingWord(w.CreatedAt, w.Attempts, w.LastAnswer)))
                .Concat(untold.Select(c => (c.DossierId, Word: new WaitingWord(c.At, 0, null))))
                .GroupBy(w => w.DossierId)
                .ToDictionary(g => g.Key, g => g.Select(w => w.Word).OrderBy(w => w.Since).First()),
            [.. words.Where(w => w.SentAt is not null).Select(w => w.DossierId)]);
    }

    /// <param name="Ours">As they are now.</param>
    /// <param name="Waiting">The first word that was not taken yet.</param>
    /// <param name="Moved">Told while the portal was asked: asked about again.</param>
    private sealed record Sides(
        Dictionary<Guid, OurSide> Ours, Dictionary<Guid, WaitingWord> Waiting, HashSet<Guid> Moved);
}
