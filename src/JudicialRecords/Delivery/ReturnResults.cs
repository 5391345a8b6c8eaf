using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.PaperCopies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Delivery;

/// <summary>
/// State 9 to 10: the sealed certificate stands on the citizen's page, so the electronic result is returned; VNeID and
/// the national portal are sent it from here on until each has taken it.
/// </summary>
internal sealed class ReturnResults(JudicialDbContext database, DatabaseAddress address, TimeProvider clock)
{
    private const int AtOnce = 20;

    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var done = await database
            .Dossiers.FromSqlRaw(
                address.SkipLocked(
                    """
                    SELECT d.* FROM dossiers d WHERE d.state = {0} AND EXISTS
                    (SELECT 1 FROM stored_documents s WHERE s.dossier_id = d.id AND s.kind = {1})
                    ORDER BY d.submitted_at LIMIT {2}
                    """
                ),
                (int)DossierState.Done,
                (int)DocumentKind.CertificateSealed,
                AtOnce
            )
            .ToListAsync(cancellation);
        foreach (var dossier in done)
        {
            dossier.Must(DossierEvent.Returned, new("system", clock.GetUtcNow()));
            database.Audit(clock, "system", "result.returned", dossier.Code);
            if (PaperCopy.For(dossier, Declarations.Of(dossier), clock.GetUtcNow()) is { } copy)
            {
                database.PaperCopies.Add(copy);
            }

            foreach (var target in Enum.GetValues<ResultTarget>())
            {
                database.ResultDeliveries.Add(
                    new ResultDelivery
                    {
                        DossierId = dossier.Id,
                        Target = target,
                        Kind = ResultKind.Result,
                        CreatedAt = clock.GetUtcNow(),
                    }
                );
            }
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        database.ChangeTracker.Clear();
        return done.Count;
    }
}
