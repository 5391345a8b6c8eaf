using Civic.Shared.Hosting;
using Civic.Shared.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.Shared.Audit;

/// <summary>
/// Joins new audit events into the chain behind the requests, so that no change waits for another's event. One replica
/// at a time: an advisory lock on PostgreSQL, the write lock of the file on SQLite.
/// </summary>
internal sealed partial class AuditChainWorker(
    GroupCommit commit, PreparedConnections reading, WorkersStart start, ILogger<AuditChainWorker> logger)
    : BackgroundService
{
    private const int Batch = 500;
    private const string AnyWaiting = "SELECT 1 FROM audit_events WHERE sequence IS NULL LIMIT 1";
    private const string Last =
        "SELECT sequence, hash FROM audit_events WHERE sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1";

    /// <summary>
    /// In the order of <see cref="AuditChain.Read"/>. Rows come in the order of the index: of many that wait, only so
    /// many are read.
    /// </summary>
    private const string Waiting =
        "SELECT sequence, hash, id, at, actor, action, subject, outcome, detail, correlation FROM audit_events "
        + "WHERE sequence IS NULL ORDER BY sequence LIMIT @0";

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
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException)
        {
            LogNotJoined(logger, e);
        }
    }

    /// <summary>Joins events that wait, as many as one batch takes; returns how many.</summary>
    private async Task<int> JoinAsync(CancellationToken cancellation) =>
        await reading.ReadAsync(c => c.FirstAsync(AnyWaiting, _ => 1)) == 0
            ? 0
            : await commit.RunAsync(JoinAsync, cancellation);

    private static async ValueTask<int> JoinAsync(PreparedConnection unit)
    {
        if (unit.IsPostgres)
        {
            await unit.ExecuteAsync("SELECT pg_advisory_xact_lock(20260102)");
        }

        var (sequence, hash) = await unit.FirstAsync(Last, row => (row.GetInt64(0), row.GetString(1)));
        List<AuditEvent> waiting =
            [.. (await unit.AllAsync(Waiting, AuditChain.Read, Batch)).OrderBy(e => e.At).ThenBy(e => e.Id)];
        var hashes = new string[waiting.Count];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = hash = AuditChain.HashOf(hash ?? "", sequence + i + 1, waiting[i]);
        }

        await JoinAsync(unit, waiting, hashes, sequence);
        return waiting.Count;
    }

    private static async ValueTask JoinAsync(
        PreparedConnection unit, List<AuditEvent> waiting, string[] hashes, long last)
    {
        if (unit.IsPostgres)
        {
            // One way over the wire for all of them.
            await unit.ExecuteAsync(
                "UPDATE audit_events AS e SET sequence = @0 + j.n, hash = j.hash "
                    + "FROM unnest(@1, @2) WITH ORDINALITY AS j (id, hash, n) WHERE e.id = j.id",
                last, waiting.Select(e => e.Id).ToArray(), hashes);
            return;
        }

        for (var i = 0; i < hashes.Length; i++)
        {
            await unit.ExecuteAsync(
                "UPDATE audit_events SET sequence = @0, hash = @1 WHERE id = @2", last + i + 1, hashes[i],
                waiting[i].Id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Audit events could not be joined into the chain; they wait for the next attempt")]
    private static partial void LogNotJoined(ILogger logger, Exception e);
}
