using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Delivery.Results;

/// <summary>
/// Sends what is due to one side. Sending twice does no harm, because both sides keep the last word on a dossier; which
/// is why nothing is sent while an earlier word to the same side still waits: a result that comes late must not undo
/// its revocation, nor this what a dossier begun anew says to VNeID under the same code. So no bite holds two words
/// about one dossier, and its calls may be made in any order.
/// </summary>
internal sealed class SendResults(
    JudicialDbContext database, Outbox outbox, ResultText text, PortalLists portal, ResultChannels channels)
{
    /// <summary>Their files for VNeID are in memory together; to the portal as many go in one call.</summary>
    private const int AtOnce = 100;

    private static readonly string Due = $$"""
        SELECT r.id FROM result_deliveries r
        WHERE r.sent_at IS NULL AND r.target = {1} AND COALESCE(r.retry_at, r.created_at) <= {0}
            AND NOT EXISTS (SELECT 1 FROM result_deliveries e
                WHERE e.dossier_id = r.dossier_id AND e.target = r.target AND e.sent_at IS NULL
                    AND (e.created_at, e.id) < (r.created_at, r.id))
            AND NOT (r.target = {{(int)ResultTarget.Vneid}} AND EXISTS (SELECT 1 FROM papers p
                WHERE p.new_dossier_id = r.dossier_id AND EXISTS (SELECT 1 FROM result_deliveries e
                    WHERE e.dossier_id = p.dossier_id AND e.target = r.target AND e.sent_at IS NULL)))
        ORDER BY COALESCE(r.retry_at, r.created_at), r.id LIMIT {{AtOnce}}
        """;

    /// <returns>Whether to go on at once.</returns>
    internal async Task<bool> RunAsync(ResultTarget target, CancellationToken cancellation)
    {
        var due = await outbox.LeaseAsync<ResultDelivery>(Due, (int)target, cancellation);
        if (due.Count == 0)
        {
            return false;
        }

        var tell = target == ResultTarget.Vneid
            ? await TellVneidAsync(due, cancellation)
            : await portal.ReadAsync(due, cancellation);
        var goesOn = await outbox.SendAsync(
            due,
            due.Select(d => new[] { d }),
            async (delivery, stop) =>
            {
                var answer = await tell(delivery, stop);
                delivery.LastAnswer = answer.Code;
                return answer.Taken;
            },
            cancellation);
        await PutOffAsync(target, due, cancellation);
        return goesOn;
    }

    private async Task<Func<ResultDelivery, CancellationToken, Task<ResultAnswer>>> TellVneidAsync(
        List<ResultDelivery> due, CancellationToken cancellation)
    {
        var body = await text.ForVneidAsync(due, cancellation);
        return (delivery, stop) =>
        {
            stop.ThrowIfCancellationRequested();
            return channels.TellVneidAsync(body(delivery), stop);
        };
    }

    /// <summary>
    /// What follows a word that was not taken waits as long, so that not every bite finds it again.
    /// </summary>
    private async Task PutOffAsync(
        ResultTarget target, IEnumerable<ResultDelivery> sent, CancellationToken cancellation)
    {
        foreach (var refused in sent.Where(d => d.RetryAt is not null).GroupBy(d => d.RetryAt))
        {
            var (until, dossiers) = (refused.Key, refused.Select(d => d.DossierId).ToList());
            await database.ResultDeliveries
                .Where(r => dossiers.Contains(r.DossierId) && r.Target == target && r.SentAt == null
                    && (r.RetryAt == null || r.RetryAt < until))
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.RetryAt, until), cancellation);
        }
    }
}
