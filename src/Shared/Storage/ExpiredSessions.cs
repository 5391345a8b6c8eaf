using Civic.Shared.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.Shared.Storage;

/// <summary>Removes sign-in sessions and replay marks that have ended, at the start and every ten minutes.</summary>
internal sealed partial class ExpiredSessions(
    IServiceScopeFactory scopes, WorkersStart start, TimeProvider clock, ILogger<ExpiredSessions> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await start.WaitAsync(stoppingToken);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await RemoveAsync(stoppingToken);
                await Task.Delay(Pause, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task RemoveAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var database = scope.ServiceProvider.GetRequiredService<CivicDbContext>();
            await database.SignInSessions.Where(s => s.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
            await database.Database.ExecuteSqlAsync(
                $"DELETE FROM replay_marks WHERE expires_at < {now.UtcTicks}", cancellation);
        }
        catch (System.Data.Common.DbException e)
        {
            LogNotRemoved(logger, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Ended sign-in sessions could not be removed; the next round tries again")]
    private static partial void LogNotRemoved(ILogger logger, Exception e);
}
