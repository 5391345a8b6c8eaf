using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.Shared.Hosting;

/// <summary>What a service does to its own store once an hour, such as renewing what comes to its end.</summary>
public interface IHourlyWork
{
    /// <returns>How many rows were dealt with.</returns>
    Task<int> RunAsync(CancellationToken cancellation);
}

/// <summary>Runs one such work, at the start and every hour; a round that fails only waits for the next.</summary>
internal sealed partial class HourlyWorker<TWork>(
    IServiceScopeFactory scopes, WorkersStart start, ILogger<HourlyWorker<TWork>> logger)
    : BackgroundService
    where TWork : IHourlyWork
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await start.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var dealt = await scope.ServiceProvider.GetRequiredService<TWork>().RunAsync(stoppingToken);
                if (dealt > 0)
                {
                    LogDone(typeof(TWork).Name, dealt);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(typeof(TWork).Name, e.GetType().Name, e);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Work} dealt with {Count}")]
    private partial void LogDone(string work, int count);

    [LoggerMessage(LogLevel.Error, "{Work} could not run and tries again in an hour: {Kind}")]
    private partial void LogFailed(string work, string kind, Exception e);
}

public static class HourlyWorkRegistration
{
    /// <summary>Registers the work and the worker that runs it.</summary>
    public static IServiceCollection AddHourly<TWork>(this IServiceCollection services)
        where TWork : class, IHourlyWork =>
        services.AddScoped<TWork>().AddHostedService<HourlyWorker<TWork>>();
}
