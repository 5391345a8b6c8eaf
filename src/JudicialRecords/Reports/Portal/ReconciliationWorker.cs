using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.JudicialRecords.Reports.Portal;

/// <summary>Compares with the national portal every night, and whenever somebody asked for it (đối soát).</summary>
internal sealed partial class ReconciliationWorker(
    IServiceScopeFactory scopes, WorkersStart start, TimeProvider clock, ILogger<ReconciliationWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Begins the night's run where it is due, and goes on until no run can go on.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellation)
    {
        bool goesOn;
        do
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<BeginRun>().NightAsync(cancellation);
            goesOn = await scope.ServiceProvider.GetRequiredService<CompareDossiers>().RunAsync(cancellation);
        }
        while (goesOn);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await start.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e.GetType().Name, e);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Error, "Comparing with the portal failed ({Kind}); it goes on where it was")]
    private partial void LogFailed(string kind, Exception e);
}

internal static class ReconciliationRegistration
{
    internal static void AddReconciliation(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(ReconciliationOptions.From(builder.Configuration));
        builder.Services.AddHttpClient(nameof(AskPortal));
        builder.Services.AddSingleton<AskPortal>();
        builder.Services.AddScoped<BeginRun>();
        builder.Services.AddScoped<WriteFindings>();
        builder.Services.AddScoped<CompareDossiers>();
        builder.Services.AddSingleton<ReconciliationWorker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ReconciliationWorker>());
    }
}
