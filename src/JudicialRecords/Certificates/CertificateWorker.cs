using Civic.Shared.Hosting;
using Civic.JudicialRecords.Decisions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.JudicialRecords.Certificates;

/// <summary>
/// Has approved certificates signed and sealed, at once after an action and otherwise every second: what waits for the
/// same key together, then each row by itself.
/// </summary>
internal sealed partial class CertificateWorker(
    IServiceScopeFactory scopes,
    WorkersStart start,
    WorkSignal signal,
    TimeProvider clock,
    ILogger<CertificateWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The last rows of a long batch are left to the next round before others may take them.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(25);

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
        var made = await scope.ServiceProvider.GetRequiredService<CertificateBatches>().SealAsync(ids, cancellation);
        foreach (var id in ids.TakeWhile(_ => clock.GetElapsedTime(started) < WorkQueue.Hold - Reserve))
        {
            await RunAsync(id, made.GetValueOrDefault(id), cancellation);
        }

        return ids.Count > 0;
    }

    private async Task RunAsync(Guid id, SigningReply<SealedPdf>? made, CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<CertificateSteps>().RunAsync(id, made, cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody changed the dossier meanwhile, such as by withdrawing it: the next round sees it as it is.
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // One dossier must not stop all others; its claim runs out and it is tried again.
            LogFailed(e.GetType().Name, e);
        }
    }

    [LoggerMessage(LogLevel.Error, "A certificate could not be worked on: {Kind}")]
    private partial void LogFailed(string kind, Exception e);
}
