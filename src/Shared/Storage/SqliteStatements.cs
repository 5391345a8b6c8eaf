using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Civic.Shared.Storage;

/// <summary>
/// Statements of one SQLite connection that change rows, prepared once and run without the objects that the client
/// library makes for each: those took as long as SQLite itself. Values are kept in the library's forms.
/// </summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, (sqlite3_stmt Statement, int[] Places)> _prepared =
        new(StringComparer.Ordinal);

    /// <summary>How many rows it changed.</summary>
    /// <exception cref="SqliteException">As the library throws it.</exception>
    internal int Execute(string sql, object?[] values)
    {
        var database = connection.Handle
            ?? throw new InvalidOperationException("The connection is closed.");
        var (statement, places) = Prepared(database, sql, values.Length);
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                Check(database, Bind(statement, places[i], values[i]));
            }

            var code = raw.sqlite3_step(statement);
            if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
            {
                Check(database, code);
            }

            return raw.sqlite3_changes(database);
        }
        finally
        {
            // Its code repeats the step's.
            _ = raw.sqlite3_reset(statement);
        }
    }

    public void Dispose()
    {
        foreach (var (statement, _) in _prepared.Values)
        {
            statement.Dispose();
        }
    }

    /// <summary>Its values are named, and SQLite numbers names as they appear in the text.</summary>
    private (sqlite3_stmt Statement, int[] Places) Prepared(sqlite3 database, string sql, int values)
    {
        if (!_prepared.TryGetValue(sql, out var prepared))
        {
            Check(database, raw.sqlite3_prepare_v3(
                database, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
            prepared = (statement, [.. Enumerable.Range(0, values)
                .Select(i => raw.sqlite3_bind_parameter_index(
                    statement, string.Create(CultureInfo.InvariantCulture, $"@{i}")))]);
            _prepared[sql] = prepared;
        }

        return prepared;
    }

    private static int Bind(sqlite3_stmt statement, int place, object? value) => value switch
    {
        null or DBNull => raw.sqlite3_bind_null(statement, place),
        string text => raw.sqlite3_bind_text(statement, place, text),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        bool yes => raw.sqlite3_bind_int64(statement, place, yes ? 1 : 0),
        DateTimeOffset moment => raw.sqlite3_bind_int64(statement, place, moment.UtcTicks),
        Guid id => raw.sqlite3_bind_text(statement, place, id.ToString().ToUpperInvariant()),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        _ => throw new ArgumentException($"No form is known for a {value.GetType().Name}.", nameof(value)),
    };

    private static void Check(sqlite3 database, int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException(
                raw.sqlite3_errmsg(database).utf8_to_string(), code, raw.sqlite3_extended_errcode(database));
        }
    }
}
