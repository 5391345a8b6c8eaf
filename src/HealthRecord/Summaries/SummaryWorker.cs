using Civic.Shared.Hosting;
using Civic.HealthRecord.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.HealthRecord.Summaries;

/// <summary>Takes due summaries one by one and does their next step; several replicas may do so side by side.</summary>
internal sealed partial class SummaryWorker(
    IServiceScopeFactory scopes,
    WorkersStart start,
    SummarySignal signal,
    TimeProvider clock,
    ILogger<SummaryWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await start.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await AdvanceOneAsync(stoppingToken))
                {
                    await signal.WaitAsync(Pause, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailed(logger, e.GetType().Name, e);
                await signal.WaitAsync(Pause, stoppingToken);
            }
        }
    }

    private async Task<bool> AdvanceOneAsync(CancellationToken cancellation)
    {
        using var scope = scopes.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<HealthDatabase>();
        var now = clock.GetUtcNow();
        var number = await database
            .Summaries.AsNoTracking()
            .Where(s =>
                s.State != SummaryState.Ready && s.NextTryAt <= now && (s.LeasedUntil == null || s.LeasedUntil < now)
            )
            .OrderBy(s => s.NextTryAt)
            .Select(s => s.Number)
            .FirstOrDefaultAsync(cancellation);
        if (number is null)
        {
            return false;
        }

        // Whoever changes the row first has it; the other worker changes nothing and looks for the next.
        var taken = await database
            .Summaries.Where(s => s.Number == number && (s.LeasedUntil == null || s.LeasedUntil < now))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.LeasedUntil, now + Lease), cancellation);
        if (taken == 1)
        {
            await scope.ServiceProvider.GetRequiredService<SummarySteps>().AdvanceAsync(number, cancellation);
        }

        return true;
    }

    [LoggerMessage(LogLevel.Error, "A step of a summary failed unexpectedly: {Kind}")]
    private static partial void LogFailed(ILogger logger, string kind, Exception e);
}
