using Civic.Shared.Hosting;
using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.Shared.Audit;

/// <summary>
/// Joins new audit events into the chain behind the requests, so that no change waits for another's event. One replica
/// at a time: an advisory lock on PostgreSQL, the write lock of the file on SQLite.
/// </summary>
internal sealed partial class AuditChainWorker(
    IServiceScopeFactory scopes, WorkersStart start, DatabaseAddress address, ILogger<AuditChainWorker> logger)
    : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // What the last requests wrote is joined before the host goes.
        await TryJoinAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await start.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Pause);
        while (await WaitAsync(timer, stoppingToken))
        {
            await TryJoinAsync(stoppingToken);
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task TryJoinAsync(CancellationToken cancellation)
    {
        try
        {
            while (await JoinAsync(cancellation) == Batch)
            {
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What is left is joined after the next start.
        }
        catch (Exception e) when (e is System.Data.Common.DbException or DbUpdateException or InvalidOperationException)
        {
            LogNotJoined(logger, e);
        }
    }

    /// <summary>Joins the oldest events that wait; returns how many.</summary>
    private async Task<int> JoinAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CivicDbContext>();
        if (!await database.AuditEvents.AnyAsync(e => e.Sequence == null, cancellation))
        {
            return 0;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (address.IsPostgres)
        {
            await database.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(20260102)", cancellation);
        }

        var last = await database.AuditEvents.AsNoTracking().Where(e => e.Sequence != null)
            .OrderByDescending(e => e.Sequence).FirstOrDefaultAsync(cancellation);
        var (sequence, hash) = (last?.Sequence ?? 0, last?.Hash ?? "");
        var waiting = await database.AuditEvents.Where(e => e.Sequence == null)
            .OrderBy(e => e.At).ThenBy(e => e.Id).Take(Batch).ToListAsync(cancellation);
        foreach (var next in waiting)
        {
            hash = AuditChain.HashOf(hash, ++sequence, next);
            (next.Sequence, next.Hash) = (sequence, hash);
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return waiting.Count;
    }

    [LoggerMessage(LogLevel.Warning, "Audit events could not be joined into the chain; they wait for the next attempt")]
    private static partial void LogNotJoined(ILogger logger, Exception e);
}
