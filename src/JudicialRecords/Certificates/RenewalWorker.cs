using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.JudicialRecords.Certificates;

/// <summary>Looks every hour for certificates whose proof comes to its end.</summary>
internal sealed partial class RenewalWorker(IServiceScopeFactory scopes, ILogger<RenewalWorker> logger)
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
                var renewed = await scope.ServiceProvider.GetRequiredService<CertificateRenewal>()
                    .RunAsync(stoppingToken);
                if (renewed > 0)
                {
                    LogRenewed(renewed);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The next round tries again; half a year is left for it.
                LogFailed(e.GetType().Name, e);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} certificates were given a fresh archive time stamp")]
    private partial void LogRenewed(int count);

    [LoggerMessage(LogLevel.Error, "Certificates could not be renewed: {Kind}")]
    private partial void LogFailed(string kind, Exception e);
}
