using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Delivery;

/// <summary>
/// Rows on their way to others. They are leased first, so that a crash while sending only delays them, then sent, then
/// saved together: a crash in between sends them again under the same keys.
/// </summary>
internal sealed class Outbox(JudicialDbContext database, DatabaseAddress address, Calls calls, TimeProvider clock)
{
    /// <param name="due">A SELECT of ids with the present as {0} and a further value as {1}.</param>
    /// <param name="value">That value.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Rows that are now this worker's, in no order.</returns>
    internal Task<List<T>> LeaseAsync<T>(string due, object value, CancellationToken cancellation)
        where T : OutboxRow
    {
        var now = clock.GetUtcNow();
        var lease = $$"""
            WITH due AS MATERIALIZED ({{address.SkipLocked(due)}})
            UPDATE {{database.Model.FindEntityType(typeof(T))!.GetTableName()}}
            SET attempts = attempts + 1, retry_at = {2}, version = version + 1
            WHERE id IN (SELECT id FROM due) RETURNING *
            """;
        return database.Set<T>()
            .FromSqlRaw(lease, now.UtcTicks, value, (now + OutboxRow.Lease).UtcTicks)
            .AsNoTracking().ToListAsync(cancellation);
    }

    /// <summary>Sends what was leased and saves what came of it.</summary>
    /// <returns>Whether to go on at once: something was due, and the other side answers.</returns>
    internal async Task<bool> SendAsync<T>(
        IReadOnlyCollection<T> leased, IEnumerable<IEnumerable<T>> lines, Func<T, CancellationToken, Task<bool>> call,
        CancellationToken cancellation)
        where T : OutboxRow
    {
        var called = await calls.RunAsync(lines, call, cancellation);
        var now = clock.GetUtcNow();
        var isSent = leased.ToLookup(r => called.Taken.GetValueOrDefault(r));
        database.UpdateRange(isSent[false]);
        foreach (var row in leased)
        {
            row.Settle(called.Taken.TryGetValue(row, out var taken) ? taken : null, now);
        }

        // Also where the host stops: what was sent need not be sent again.
        foreach (var alike in isSent[true].GroupBy(r => r.Answer))
        {
            await SaveSentAsync(alike, now);
        }

        await SaveAsync();
        return leased.Count > 0 && !called.BrokenOff;
    }

    /// <summary>Most were taken: one statement says so of all. Whose lease was over is sent for everybody.</summary>
    private async Task SaveSentAsync<T>(IGrouping<string?, T> alike, DateTimeOffset now)
        where T : OutboxRow
    {
        var ids = alike.Select(r => r.Id).ToArray();
        await database.Set<T>().Where(r => ids.Contains(r.Id) && r.SentAt == null)
            .ExecuteUpdateAsync(
                set =>
                {
                    set.SetProperty(r => r.SentAt, now).SetProperty(r => r.RetryAt, (DateTimeOffset?)null)
                        .SetProperty(r => r.Version, r => r.Version + 1);
                    if (alike.Key is { } answer)
                    {
                        set.SetProperty(r => EF.Property<string?>(r, nameof(ResultDelivery.LastAnswer)), answer);
                    }
                },
                CancellationToken.None);
    }

    private async Task SaveAsync()
    {
        while (true)
        {
            try
            {
                await database.SaveChangesAsync(CancellationToken.None);
                database.ChangeTracker.Clear();
                return;
            }
            catch (DbUpdateConcurrencyException e) when (e.Entries.Count > 0)
            {
                // Its lease was over, and somebody else has it in hand now.
                foreach (var entry in e.Entries)
                {
                    entry.State = EntityState.Detached;
                }
            }
        }
    }
}
