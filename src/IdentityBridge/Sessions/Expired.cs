using Civic.IdentityBridge.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Sessions;

/// <summary>Forgets what has run out: requests, logins with what they knew of a person, codes, replay marks.</summary>
internal sealed partial class Expired(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Expired> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    /// <summary>A used code stays recognisable for longer than its tokens live.</summary>
    private static readonly TimeSpan GrantsKept = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ForgetAsync(stoppingToken);
            }
            catch (System.Data.Common.DbException e)
            {
                LogPostponed(logger, e);
            }
        }
    }

    private async Task ForgetAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<IdentityDbContext>();
        var now = clock.GetUtcNow();
        var grants = now - GrantsKept;
        await database.PushedRequests.Where(r => r.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
        await database.LoginTransactions.Where(t => t.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
        await database.AuthorizationGrants.Where(g => g.ExpiresAt < grants).ExecuteDeleteAsync(cancellation);
        await database.Database.ExecuteSqlAsync(
            $"DELETE FROM assertion_replays WHERE expires_at < {now.UtcTicks}", cancellation);
    }

    [LoggerMessage(LogLevel.Warning, "Expired rows stay until the next round")]
    private static partial void LogPostponed(ILogger logger, Exception e);
}
