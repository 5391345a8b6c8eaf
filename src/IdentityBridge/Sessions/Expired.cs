using Civic.IdentityBridge.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Sessions;

/// <summary>Forgets what has run out: requests, logins with what they knew of a person, codes, tokens.</summary>
internal sealed partial class Expired(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Expired> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

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
        // A login that came from one may still be under way.
        var over = now - TimeSpan.FromMinutes(15);
        await database.PushedRequests.Where(r => r.ExpiresAt < over).ExecuteDeleteAsync(cancellation);
        await database.LoginTransactions.Where(t => t.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
        await database.AuthorizationGrants.Where(g => g.KeptUntil < now).ExecuteDeleteAsync(cancellation);
        await database.RefreshTokens.Where(t => t.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
        await database.RevokedTokens.Where(t => t.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
    }

    [LoggerMessage(LogLevel.Warning, "Expired rows stay until the next round")]
    private static partial void LogPostponed(ILogger logger, Exception e);
}
