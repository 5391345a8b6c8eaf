using Civic.Shared.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.JudicialRecords.Certificates.Papers;

/// <summary>Has papers rendered, signed, sealed and entered, every second, what waits together.</summary>
internal sealed partial class PaperWorker(
    IServiceScopeFactory scopes, StepRunner runner, WorkersStart start, TimeProvider clock,
    ILogger<PaperWorker> logger) : BackgroundService
{
    /// <summary>Each may hold a list of a month.</summary>
    private const int MostAtOnce = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await start.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await WorkAsync(stoppingToken))
                {
                    stoppingToken.ThrowIfCancellationRequested();
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailed(e.GetType().Name, e);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>False where nothing was to be done.</returns>
    private async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var ids = await scope.ServiceProvider.GetRequiredService<PaperQueue>().ClaimAsync(MostAtOnce, cancellation);
        if (ids.Count == 0)
        {
            return false;
        }

        var made = await scope.ServiceProvider.GetRequiredService<PaperBatches>().SealAsync(ids, cancellation);
        await runner.RunAsync(
            ids, started,
            (services, some) => services.GetRequiredService<PaperSteps>().RunAsync(some, made, cancellation),
            cancellation);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "A round of papers failed: {Kind}")]
    private partial void LogFailed(string kind, Exception e);
}
