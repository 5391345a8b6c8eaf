using Civic.IdentityBridge.Misuse;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Sessions;

/// <summary>
/// Goes on telling services of ended sessions and misused accounts, whoever asked and wherever it broke off.
/// </summary>
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
                await scope.ServiceProvider.GetRequiredService<Freezes>().EndLeftOverAsync(stoppingToken);
                await scope.ServiceProvider.GetRequiredService<LogoutNotices>().TellDueAsync(stoppingToken);
                await scope.ServiceProvider.GetRequiredService<SecurityEvents>().TellDueAsync(stoppingToken);
            }
            catch (Exception e) when (e is System.Data.Common.DbException or DbUpdateException)
            {
                LogPostponed(logger, e);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Services are told in the next round")]
    private static partial void LogPostponed(ILogger logger, Exception e);
}
