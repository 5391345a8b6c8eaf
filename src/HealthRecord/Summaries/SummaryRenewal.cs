using Civic.HealthRecord.Storage;
using Civic.Shared.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.HealthRecord.Summaries;

/// <summary>
/// Has stored summaries given a fresh archive time stamp before the last one ends. The key of a call is made from the
/// stored file, so that two workers get the same successor.
/// </summary>
internal sealed class SummaryRenewal(HealthDatabase database, SigningClient signing, TimeProvider clock)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(180);
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);
    private const int Batch = 50;

    /// <returns>How many were renewed.</returns>
    internal async Task<int> RunAsync(CancellationToken cancellation)
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

/// <summary>Looks every hour for summaries whose proof comes to its end.</summary>
internal sealed partial class SummaryRenewalWorker(IServiceScopeFactory scopes, ILogger<SummaryRenewalWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<SummaryRenewal>().RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The next round tries again; half a year is left for it.
                LogFailed(e.GetType().Name, e);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Error, "Summaries could not be renewed: {Kind}")]
    private partial void LogFailed(string kind, Exception e);
}
