using System.Data.Common;

namespace Civic.Shared.Storage;

/// <summary>
/// SQLite's log is written back to the file beside the commits, on a connection of its own, so that no group waits for
/// it. The writer only does the rest at the end: a log that is wholly in the file is begun anew by the next commit.
/// </summary>
internal sealed class LogWriteBack(DatabaseAddress database) : IAsyncDisposable
{
    /// <summary>8 MB: what many commits change goes to the file once.</summary>
    private const int Enough = 2000;

    /// <summary>So few that the writer does them itself.</summary>
    private const int Rest = 200;

    private const int MostRounds = 5;

    /// <summary>For the writer: no commit of it writes back by itself.</summary>
    internal const string Pragma = "PRAGMA wal_autocheckpoint=0";

    private PreparedConnection? _connection;
    private Task? _beside;
    private int _logged;

    /// <summary>Called by the one writer, between two groups.</summary>
    internal async ValueTask AfterCommitAsync(PreparedConnection writer)
    {
        _logged += writer.TakePagesLogged();
        if (_beside is { IsCompleted: true } done)
        {
            (_beside, _logged) = (null, 0);
            await done;
            await writer.WriteBackAsync();
        }
        else if (_beside is null && _logged >= Enough)
        {
            // The disk is waited for on a thread that serves no request.
            _beside = Task.Factory.StartNew(
                WriteBackAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                .Unwrap();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_beside is { } beside)
        {
            await beside;
        }

        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task WriteBackAsync()
    {
        try
        {
            _connection ??= await PreparedConnection.OpenAsync(database);
            var (inFile, moved) = (0, int.MaxValue);
            for (var round = 0; round < MostRounds && moved > Rest; round++)
            {
                var (_, now) = await _connection.WriteBackAsync();
                (inFile, moved) = (now, now - inFile);
            }
        }
        catch (DbException)
        {
            // The disk is full or somebody else is at it: the log is whole, and the next time is soon.
            if (_connection is { } failed)
            {
                _connection = null;
                await failed.DisposeAsync();
            }
        }
    }
}
