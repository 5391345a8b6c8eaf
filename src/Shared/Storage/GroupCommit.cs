using System.Data.Common;
using System.Threading.Channels;

namespace Civic.Shared.Storage;

/// <summary>
/// Units of work that arrive together are committed together, each before its caller goes on: a disk is asked once for
/// many, and on SQLite, which has one writer anyway, nobody waits for a lock. A unit may be run a second time: where
/// one of a group fails, nothing of the group has happened and each is done again alone.
/// </summary>
public sealed class GroupCommit(DatabaseAddress database) : IAsyncDisposable
{
    private const int LargestGroup = 256;
    private readonly Channel<Unit> _waiting = Channel.CreateUnbounded<Unit>(new() { SingleReader = true });
    private readonly Lock _starting = new();
    private readonly LogWriteBack _writeBack = new(database);
    private PreparedConnection? _connection;
    private Task? _worker;

    /// <summary>
    /// What <paramref name="work"/> gave, once it is committed; what waits already is done even if its caller leaves.
    /// </summary>
    public Task<T> RunAsync<T>(
        Func<PreparedConnection, ValueTask<T>> work, CancellationToken cancellation = default)
    {
        lock (_starting)
        {
            _worker ??= Task.Run(WorkAsync, CancellationToken.None);
        }

        cancellation.ThrowIfCancellationRequested();
        var unit = new Unit<T>(work);
        return _waiting.Writer.TryWrite(unit)
            ? unit.Answer.Task
            : throw new ObjectDisposedException(nameof(GroupCommit));
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_worker is { } worker)
        {
            await worker;
        }

        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }

        await _writeBack.DisposeAsync();
    }

    private async Task WorkAsync()
    {
        var group = new List<Unit>(LargestGroup);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            // Requests that are in hand already come first: where there are many, they meet in one group.
            await Task.Yield();
            group.Clear();
            while (group.Count < LargestGroup && _waiting.Reader.TryRead(out var unit))
            {
                group.Add(unit);
            }

            if (await TryCommitAsync(group) is null)
            {
                await WriteBackAsync();
                continue;
            }

            foreach (var unit in group)
            {
                if (await TryCommitAsync([unit]) is { } failure)
                {
                    unit.Fail(failure);
                }
            }
        }
    }

    /// <summary>Null where all are committed; otherwise none is.</summary>
    private async Task<Exception?> TryCommitAsync(List<Unit> group)
    {
        try
        {
            _connection ??= await OpenAsync();
            await _connection.ExecuteAsync(_connection.IsPostgres ? "BEGIN" : "BEGIN IMMEDIATE");
            foreach (var unit in group)
            {
                await unit.DoAsync(_connection);
            }

            await _connection.ExecuteAsync("COMMIT");
        }
        // Whatever a unit throws is its caller's, and never ends the work of all others.
        catch (Exception e)
        {
            await StartAfreshAsync();
            return e;
        }

        foreach (var unit in group)
        {
            unit.Tell();
        }

        return null;
    }

    /// <summary>Whatever becomes of it, what was committed is.</summary>
    private async Task WriteBackAsync()
    {
        if (_connection is not { IsPostgres: false } connection)
        {
            return;
        }

        try
        {
            await _writeBack.AfterCommitAsync(connection);
        }
        // It must not end the work of all others either.
        catch (Exception)
        {
            await StartAfreshAsync();
        }
    }

    /// <summary>What it wrote stays good in its memory: on SQLite nobody else writes much.</summary>
    private async Task<PreparedConnection> OpenAsync()
    {
        var opened = await PreparedConnection.OpenAsync(database);
        if (!opened.IsPostgres)
        {
            await opened.ExecuteAsync($"PRAGMA cache_size=-16384; {LogWriteBack.Pragma}");
        }

        return opened;
    }

    /// <summary>Closing the connection takes back what was not committed, in whatever state it is.</summary>
    private async Task StartAfreshAsync()
    {
        try
        {
            if (_connection is { IsOpen: true } open)
            {
                await open.ExecuteAsync("ROLLBACK");
                return;
            }
        }
        catch (DbException)
        {
            // Closed below.
        }

        if (_connection is { } broken)
        {
            _connection = null;
            await broken.DisposeAsync();
        }
    }

    private abstract class Unit
    {
        internal abstract ValueTask DoAsync(PreparedConnection connection);

        internal abstract void Tell();

        internal abstract void Fail(Exception why);
    }

    private sealed class Unit<T>(Func<PreparedConnection, ValueTask<T>> work) : Unit
    {
        private T? _result;

        internal TaskCompletionSource<T> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal override async ValueTask DoAsync(PreparedConnection connection) => _result = await work(connection);

        internal override void Tell() => Answer.TrySetResult(_result!);

        internal override void Fail(Exception why) => Answer.TrySetException(why);
    }
}
