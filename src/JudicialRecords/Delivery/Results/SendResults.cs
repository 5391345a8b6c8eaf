using System.Text.Json.Nodes;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Delivery.Results;

/// <summary>
/// Sends what is due. A row is leased first, so that a crash while sending only delays it; sending twice does no harm,
/// because both sides keep the last word on a dossier; which is why nothing is sent while an earlier word to the same
/// side still waits: a result that comes late must not undo its revocation, nor this what a dossier begun anew says to
/// VNeID under the same code.
/// </summary>
internal sealed class SendResults(
    JudicialDbContext database, DatabaseAddress address, ResultText text, PortalText portal, ResultChannels channels,
    TimeProvider clock)
{
    private const int AtOnce = 10;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        var due = await LeaseAsync(cancellation);
        foreach (var delivery in due)
        {
            var body = await BodyAsync(delivery, cancellation);
            var answer = await channels.SendAsync(delivery.Target, body, cancellation);
            delivery.LastAnswer = answer.Code;
            delivery.SentAt = answer.Taken ? clock.GetUtcNow() : null;
            delivery.RetryAt = answer.Taken ? null : clock.GetUtcNow() + WaitAfter(delivery.Attempts);
            delivery.Version++;
            await database.SaveChangesAsync(cancellation);
        }

        database.ChangeTracker.Clear();
        return due.Count;
    }

    private Task<JsonObject> BodyAsync(ResultDelivery delivery, CancellationToken cancellation) =>
        delivery.Target == ResultTarget.Vneid
            ? text.ForVneidAsync(delivery, cancellation)
            : portal.SentAsync(delivery, cancellation);

    private static TimeSpan WaitAfter(int attempts)
    {
        var wait = TimeSpan.FromSeconds(5 * Math.Pow(2, Math.Min(attempts, 12)));
        return wait < LongestWait ? wait : LongestWait;
    }

    private async Task<List<ResultDelivery>> LeaseAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var due = await database.ResultDeliveries.FromSqlRaw(
                address.SkipLocked(
                    """
                    SELECT r.* FROM result_deliveries r
                    WHERE r.sent_at IS NULL AND (r.retry_at IS NULL OR r.retry_at <= {0}) AND NOT EXISTS
                        (SELECT 1 FROM result_deliveries e WHERE e.dossier_id = r.dossier_id AND e.target = r.target
                            AND e.sent_at IS NULL AND e.created_at < r.created_at)
                        AND NOT EXISTS (SELECT 1 FROM papers p JOIN result_deliveries e ON e.dossier_id = p.dossier_id
                            WHERE p.new_dossier_id = r.dossier_id AND r.target = {2} AND e.target = {2}
                            AND e.sent_at IS NULL)
                    ORDER BY r.created_at LIMIT {1}
                    """),
                now.UtcTicks, AtOnce, (int)ResultTarget.Vneid)
            .ToListAsync(cancellation);
        foreach (var delivery in due)
        {
            delivery.Attempts++;
            delivery.RetryAt = now + Lease;
            delivery.Version++;
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return due;
    }
}
