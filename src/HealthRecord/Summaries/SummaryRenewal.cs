using Civic.HealthRecord.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Summaries;

/// <summary>
/// Has stored summaries given a fresh archive time stamp before the last one ends. The key of a call is made from the
/// stored file, so that two workers get the same successor.
/// </summary>
internal sealed class SummaryRenewal(HealthDatabase database, SigningClient signing, TimeProvider clock)
    : IHourlyWork
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(180);
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);
    private const int Batch = 50;

    /// <returns>How many were renewed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (ends, tried) = (now + Ahead, now - Pause);
        var due = await database.Summaries
            .Where(s => s.State == SummaryState.Ready && s.VerifiableUntil < ends
                && (s.RenewalTriedAt == null || s.RenewalTriedAt < tried))
            .OrderBy(s => s.VerifiableUntil).Take(Batch).ToListAsync(cancellation);
        var renewed = 0;
        foreach (var summary in due)
        {
            var answer = await signing.ExtendAsync(summary, cancellation);
            summary.RenewalTriedAt = clock.GetUtcNow();
            if (answer.Value is { } successor)
            {
                (summary.Sealed, summary.VerifiableUntil) = (successor.Content, successor.VerifiableUntil);
                renewed++;
            }

            database.Audit(clock, "system", "summary.renewed", summary.Number, answer.Trouble ?? "ok");
            await database.SaveChangesAsync(cancellation);
        }

        return renewed;
    }
}
