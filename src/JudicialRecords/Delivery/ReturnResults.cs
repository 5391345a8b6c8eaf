using Civic.JudicialRecords.Certificates;
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
    private const int AtOnce = 200;

    // Written out, so that the plan is made for this state, in which few are, and not for any.
    private static readonly string Due = $"""
        SELECT d.* FROM dossiers d WHERE d.state = {(int)DossierState.Done} AND EXISTS
        (SELECT 1 FROM stored_documents s
            WHERE s.dossier_id = d.id AND s.kind = {(int)DocumentKind.CertificateSealed})
        ORDER BY d.submitted_at LIMIT {AtOnce}
        """;

    /// <returns>Whether there may be more than one bite takes.</returns>
    internal async Task<bool> RunAsync(CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var done = await database.Dossiers.FromSqlRaw(address.SkipLocked(Due)).ToListAsync(cancellation);
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
        return done.Count == AtOnce;
    }
}
