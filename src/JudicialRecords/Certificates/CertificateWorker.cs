using Civic.Shared.Hosting;
using Civic.JudicialRecords.Decisions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.JudicialRecords.Certificates;

/// <summary>
/// Has approved certificates signed and sealed, at once after an action and otherwise every second: what waits for the
/// same key together.
/// </summary>
internal sealed partial class CertificateWorker(
    IServiceScopeFactory scopes,
    StepRunner runner,
    WorkersStart start,
    WorkSignal signal,
    TimeProvider clock,
    ILogger<CertificateWorker> logger
) : BackgroundService
{
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

            await signal.WaitAsync(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>False where nothing was to be done.</returns>
    private async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var ids = await scope.ServiceProvider.GetRequiredService<WorkQueue>()
            .ClaimAsync(BatchSigning.MostDocuments, cancellation);
        if (ids.Count == 0)
        {
            return false;
        }

        var made = await scope.ServiceProvider.GetRequiredService<CertificateBatches>().SealAsync(ids, cancellation);
        await runner.RunAsync(
            ids, started,
            (services, some) => services.GetRequiredService<CertificateSteps>().RunAsync(some, made, cancellation),
            cancellation);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "A round of certificates failed: {Kind}")]
    private partial void LogFailed(string kind, Exception e);
}
