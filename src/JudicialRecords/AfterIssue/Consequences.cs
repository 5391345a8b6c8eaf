using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.AfterIssue;

/// <summary>
/// What follows from a decision once it is issued: a revocation or cancellation is told to VNeID and the national
/// portal as thuhoi, a new certificate is begun where the decision says so. The decision's row is the queue.
/// </summary>
internal sealed class Consequences(JudicialDbContext database, Reissue reissue, TimeProvider clock)
{
    private const int AtOnce = 20;

    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        var issued = await database.Papers
            .Where(p => p.IssuedAt != null && p.EffectiveAt == null && p.Kind >= PaperKind.Supplement
                && p.Kind <= PaperKind.Cancellation)
            .OrderBy(p => p.IssuedAt).Take(AtOnce).ToListAsync(cancellation);
        var done = 0;
        foreach (var paper in issued)
        {
            done += await FollowAsync(paper, cancellation) ? 1 : 0;
        }

        database.ChangeTracker.Clear();
        return done;
    }

    private async Task<bool> FollowAsync(Paper paper, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (paper.WithNewCertificate && paper.NewDossierId is null
            && !await reissue.BeginAsync(paper, cancellation))
        {
            // The person has another request under way: only one may be open, so this waits for its end.
            return false;
        }

        if (paper.Kind is PaperKind.Revocation or PaperKind.Cancellation)
        {
            foreach (var target in Enum.GetValues<ResultTarget>())
            {
                database.ResultDeliveries.Add(new ResultDelivery
                {
                    DossierId = paper.DossierId!.Value,
                    PaperId = paper.Id,
                    Target = target,
                    Kind = ResultKind.Revocation,
                    CreatedAt = clock.GetUtcNow(),
                });
            }
        }

        paper.EffectiveAt = clock.GetUtcNow();
        paper.Version++;
        database.Audit(clock, "system", "decision.effective", paper.AddressNumber!);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
