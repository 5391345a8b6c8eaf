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

    // 4 is InProgress, written out: behind a parameter SQLite would not see that the index of such rows serves.
    private const string Free = """
        WITH free AS MATERIALIZED (
            SELECT id FROM dossiers
            WHERE state = 4 AND approved_at IS NOT NULL AND sealed_at IS NULL
                AND (person_signed_at IS NULL OR seal_ordered_at IS NOT NULL)
                AND (retry_at IS NULL OR retry_at <= {1}) AND (claimed_until IS NULL OR claimed_until <= {1})
            ORDER BY approved_at LIMIT {2}
        """;

    private const string Take = """
        )
        UPDATE dossiers SET claimed_until = {0} WHERE id IN (SELECT id FROM free) RETURNING id AS "Value"
        """;

    /// <summary>Takes those that were approved first; SQLite has one writer, whose rows are its own as well.</summary>
    /// <returns>The dossiers that are now this worker's, in no order.</returns>
    internal Task<List<Guid>> ClaimAsync(int most, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var claim = address.SkipLocked(Free) + Take;
        return database.Database.SqlQueryRaw<Guid>(
            claim, (now + Hold).UtcTicks, now.UtcTicks, most).ToListAsync(cancellation);
    }
}
