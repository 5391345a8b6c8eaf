using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Civic.Shared.Storage;

/// <summary>
/// SQLite's own waiting for its one writer begins with a millisecond; the client library's is 150, which a person at
/// their phone feels. And 8 MB of log are gathered before they are written back to the file: what many commits change
/// in between goes there once. Who writes most has it done beside the commits (<see cref="LogWriteBack"/>).
/// </summary>
internal sealed class SqlitePatience : DbConnectionInterceptor
{
    internal const string Pragma = "PRAGMA busy_timeout=15000; PRAGMA wal_autocheckpoint=2000";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragma;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // The library has nothing asynchronous here: a setting of a file in the same process.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
