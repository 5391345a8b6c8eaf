using Civic.Shared.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.JudicialRecords.Certificates.Papers;

/// <summary>Has papers rendered, signed, sealed and entered, row by row, every second.</summary>
internal sealed partial class PaperWorker(
    IServiceScopeFactory scopes, WorkersStart start, ILogger<PaperWorker> logger) : BackgroundService
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
                // Somebody ordered its seal meanwhile: the next round sees the paper as it is.
            }
            catch (Exception e)
            {
                // One paper must not stop all others; its claim runs out and it is tried again.
                LogFailed(e.GetType().Name, e);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> WorkOnOneAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<PaperQueue>().ClaimAsync(cancellation) is not { } id)
        {
            return false;
        }

        await scope.ServiceProvider.GetRequiredService<PaperSteps>().RunAsync(id, cancellation);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "A paper could not be worked on: {Kind}")]
    private partial void LogFailed(string kind, Exception e);
}
