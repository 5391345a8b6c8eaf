namespace Civic.IdentityBridge.Sessions;

/// <summary>Goes on telling services of ended sessions, whoever asked for the end and wherever it broke off.</summary>
internal sealed partial class LogoutWorker(
    IServiceScopeFactory scopes, TimeProvider clock, ILogger<LogoutWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<LogoutNotices>().TellDueAsync(stoppingToken);
            }
            catch (System.Data.Common.DbException e)
            {
                LogPostponed(logger, e);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Services are told of ended sessions in the next round")]
    private static partial void LogPostponed(ILogger logger, Exception e);
}
