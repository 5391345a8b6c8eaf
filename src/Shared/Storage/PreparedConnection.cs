using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Civic.Shared.Storage;

/// <summary>
/// A connection that keeps its statements prepared, for the few paths where an object mapper costs more than the work
/// itself. Parameters are @0, @1 and so on. One caller at a time.
/// </summary>
public sealed class PreparedConnection : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly SqliteStatements? _statements;
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    private PreparedConnection(DbConnection connection)
    {
        _connection = connection;
        _statements = connection is SqliteConnection sqlite ? new(sqlite) : null;
    }

    public bool IsPostgres => _statements is null;

    internal bool IsOpen => _connection.State == System.Data.ConnectionState.Open;

    internal static async Task<PreparedConnection> OpenAsync(DatabaseAddress database)
    {
        DbConnection connection = database.IsPostgres
            ? new NpgsqlConnection(database.ConnectionString)
            : new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync();
        var prepared = new PreparedConnection(connection);
        if (!database.IsPostgres)
        {
            await prepared.ExecuteAsync(SqlitePatience.Pragma);
        }

        return prepared;
    }

    /// <summary>How many rows it touched.</summary>
    public ValueTask<int> ExecuteAsync(string sql, params object?[] values) =>
        _statements is { } statements && values.Length > 0
            ? new(statements.Execute(sql, values))
            : new(Bound(sql, values).ExecuteNonQueryAsync());

    /// <summary>The first row as <paramref name="read"/> sees it; default where there is none.</summary>
    public async ValueTask<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, params object?[] values)
    {
        await using var rows = await Bound(sql, values).ExecuteReaderAsync();
        return await rows.ReadAsync() ? read(rows) : default;
    }

    public async ValueTask<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params object?[] values)
    {
        var all = new List<T>();
        await using var rows = await Bound(sql, values).ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            all.Add(read(rows));
        }

        return all;
    }

    /// <summary>Pages that SQLite has put into its log by this connection since this was last asked.</summary>
    internal int TakePagesLogged()
    {
        // SQLITE_DBSTATUS_CACHE_WRITE: while there is a log, exactly what goes into it.
        const int CacheWrite = 9;
        raw.sqlite3_db_status(((SqliteConnection)_connection).Handle, CacheWrite, out var pages, out _, resetFlg: 1);
        return pages;
    }

    /// <summary>
    /// Writes SQLite's log back to the file as far as no reader still needs the old; stops nobody who reads or writes.
    /// </summary>
    /// <returns>Pages of the log, and how many of them are in the file now.</returns>
    internal ValueTask<(int Logged, int InFile)> WriteBackAsync() =>
        FirstAsync("PRAGMA wal_checkpoint(PASSIVE)", row => (row.GetInt32(1), row.GetInt32(2)));

    public async ValueTask DisposeAsync()
    {
        _statements?.Dispose();
        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync();
        }

        await _connection.DisposeAsync();
    }

    private DbCommand Bound(string sql, object?[] values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            // Texts are constants of the program; values go in as parameters only.
#pragma warning disable CA2100
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@{i}";
                command.Parameters.Add(parameter);
            }

            _commands[sql] = command;
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] switch
            {
                null => DBNull.Value,
                DateTimeOffset moment => moment.UtcTicks,
                var value => value,
            };
        }

        return command;
    }
}

/// <summary>Prepared connections for reading, lent one at a time and kept open.</summary>
public sealed class PreparedConnections(DatabaseAddress database) : IAsyncDisposable
{
    private const int Kept = 16;
    private readonly System.Collections.Concurrent.ConcurrentBag<PreparedConnection> _idle = [];

    public async ValueTask<T> ReadAsync<T>(Func<PreparedConnection, ValueTask<T>> read)
    {
        var connection = _idle.TryTake(out var known) && known.IsOpen
            ? known : await PreparedConnection.OpenAsync(database);
        T result;
        try
        {
            result = await read(connection);
        }
        catch
        {
            // One that failed is not kept, and holds no place in the driver's pool either.
            await connection.DisposeAsync();
            throw;
        }

        if (_idle.Count < Kept)
        {
            _idle.Add(connection);
        }
        else
        {
            await connection.DisposeAsync();
        }

        return result;
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var connection))
        {
            await connection.DisposeAsync();
        }
    }
}
