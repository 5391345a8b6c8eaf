using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates;

/// <summary>
/// The dossier's row is the queue. One worker at a time has a row, until a moment that passes by itself: a crash leaves
/// a row that the next round picks up.
/// </summary>
internal sealed class WorkQueue(JudicialDbContext database, DatabaseAddress address, TimeProvider clock)
{
    /// <summary>Longer than every call that a step makes, together.</summary>
    internal static readonly TimeSpan Hold = TimeSpan.FromMinutes(2);

    /// <returns>The dossier that is now this worker's, or null where nothing is to be done.</returns>
    internal Task<Guid?> ClaimAsync(CancellationToken cancellation) =>
        address.IsPostgres ? ClaimOnPostgresAsync(cancellation) : ClaimOnSqliteAsync(cancellation);

    private async Task<Guid?> ClaimOnPostgresAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (at, until) = (now.UtcTicks, (now + Hold).UtcTicks);
        var state = (int)DossierState.InProgress;
        var claimed = await database.Database.SqlQuery<Guid>($"""
            UPDATE dossiers SET claimed_until = {until} WHERE id = (
                SELECT id FROM dossiers
                WHERE state = {state} AND approved_at IS NOT NULL AND sealed_at IS NULL
                    AND (person_signed_at IS NULL OR seal_ordered_at IS NOT NULL)
                    AND (retry_at IS NULL OR retry_at <= {at}) AND (claimed_until IS NULL OR claimed_until <= {at})
                ORDER BY approved_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id AS "Value"
            """).ToListAsync(cancellation);
        return claimed.Count > 0 ? claimed[0] : null;
    }

    /// <summary>SQLite has one writer: whoever's update finds the row still free has it.</summary>
    private async Task<Guid?> ClaimOnSqliteAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var free = database.Dossiers.Where(d => d.State == DossierState.InProgress && d.ApprovedAt != null
            && d.SealedAt == null && (d.PersonSignedAt == null || d.SealOrderedAt != null)
            && (d.RetryAt == null || d.RetryAt <= now) && (d.ClaimedUntil == null || d.ClaimedUntil <= now));
        var candidate = await free.AsNoTracking().OrderBy(d => d.ApprovedAt)
            .Select(d => new { d.Id, d.Version }).FirstOrDefaultAsync(cancellation);
        if (candidate is null)
        {
            return null;
        }

        var taken = await free.Where(d => d.Id == candidate.Id && d.Version == candidate.Version)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.ClaimedUntil, now + Hold), cancellation);
        return taken == 1 ? candidate.Id : null;
    }
}
