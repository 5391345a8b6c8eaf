using Civic.Shared.Hosting;
using Civic.JudicialRecords.Decisions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.JudicialRecords.Certificates;

/// <summary>
/// Has approved certificates signed and sealed, row by row, at once after an action and otherwise every second.
/// </summary>
internal sealed partial class CertificateWorker(
    IServiceScopeFactory scopes,
    WorkersStart start,
    WorkSignal signal,
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
                while (await WorkOnOneAsync(stoppingToken))
                {
                    stoppingToken.ThrowIfCancellationRequested();
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (DbUpdateConcurrencyException)
            {
                // Somebody changed the dossier meanwhile, such as by withdrawing it: the next round sees it as it is.
            }
            catch (Exception e)
            {
                // One dossier must not stop all others; its claim runs out and it is tried again.
                LogFailed(e.GetType().Name, e);
            }

            await signal.WaitAsync(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> WorkOnOneAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<WorkQueue>().ClaimAsync(cancellation) is not { } id)
        {
            return false;
        }

        await scope.ServiceProvider.GetRequiredService<CertificateSteps>().RunAsync(id, cancellation);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "A certificate could not be worked on: {Kind}")]
    private partial void LogFailed(string kind, Exception e);
}
