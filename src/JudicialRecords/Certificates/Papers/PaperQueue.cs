using Civic.JudicialRecords.Storage;
using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates.Papers;

/// <summary>
/// The paper's row is the queue. One worker at a time has a row, until a moment that passes by itself: a crash leaves
/// a row that the next round picks up.
/// </summary>
internal sealed class PaperQueue(JudicialDbContext database, DatabaseAddress address, TimeProvider clock)
{
    /// <summary>11 is the first kind that the competent person signs.</summary>
    private const string Free = """
        WITH free AS MATERIALIZED (
            SELECT id FROM papers
            WHERE issued_at IS NULL AND closed_at IS NULL AND (approved_at IS NOT NULL OR kind < 11)
                AND (rendered_at IS NULL OR (person_signed_at IS NULL AND kind >= 11) OR seal_ordered_at IS NOT NULL)
                AND (retry_at IS NULL OR retry_at <= {1}) AND (claimed_until IS NULL OR claimed_until <= {1})
            ORDER BY asked_at LIMIT {2}
        """;

    private const string Take = """
        )
        UPDATE papers SET claimed_until = {0} WHERE id IN (SELECT id FROM free) RETURNING id AS "Value"
        """;

    /// <returns>The papers that are now this worker's, in no order.</returns>
    internal Task<List<Guid>> ClaimAsync(int most, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var claim = address.SkipLocked(Free) + Take;
        return database.Database.SqlQueryRaw<Guid>(
            claim, (now + WorkQueue.Hold).UtcTicks, now.UtcTicks, most).ToListAsync(cancellation);
    }
}
