using System.Data.Common;
using System.Globalization;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Civic.JudicialRecords.Fees;

/// <summary>
/// Dossiers' fees read from this service's database by its command line, changing nothing, also while the host runs.
/// </summary>
internal sealed class FeeRows : IAsyncDisposable
{
    private const string Service = "judicial";
    private const string Columns = "fee_trace_json, fee_decided, fee_list, fee_waived, fee_city, fee_citizen, "
        + "state, is_open";
    private readonly DbConnection _connection;

    private FeeRows(DbConnection connection) => _connection = connection;

    /// <param name="data">Folder that holds the services' data.</param>
    /// <param name="postgres">Connection string of the server; SQLite where null.</param>
    /// <returns>Null where there is no database yet.</returns>
    internal static async Task<FeeRows?> OpenAsync(string data, string? postgres)
    {
        var file = Path.Combine(data, Service, $"{Service}.db");
        if (postgres is null && !File.Exists(file))
        {
            return null;
        }

        DbConnection connection = postgres is not null
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres)
            {
                Database = $"civic_{Service}",
                Pooling = false,
            }.ConnectionString)
            : new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ConnectionString);
        await connection.OpenAsync();
        return new(connection);
    }

    internal async Task<StoredFee?> FindAsync(string code)
    {
        await foreach (var past in ReadAsync($"SELECT {Columns} FROM dossiers WHERE code = @a", ("@a", code)))
        {
            return past.Fee;
        }

        return null;
    }

    /// <summary>The text of a pack kept under that digest, or null.</summary>
    internal Task<string?> TextAsync(string digest) =>
        ContentAsync("SELECT content FROM policy_texts WHERE digest = @a", digest);

    /// <summary>The text that was put in force under that ordinal, or null.</summary>
    internal Task<string?> ChangeAsync(long ordinal) =>
        ContentAsync("SELECT content FROM policy_changes WHERE ordinal = @a", ordinal);

    /// <summary>Those submitted from the first moment up to, and not with, the second; one after another.</summary>
    internal IAsyncEnumerable<PastFee> BetweenAsync(DateTimeOffset from, DateTimeOffset until) => ReadAsync(
        $"SELECT {Columns} FROM dossiers WHERE submitted_at >= @a AND submitted_at < @b ORDER BY submitted_at",
        ("@a", from.UtcTicks), ("@b", until.UtcTicks));

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<string?> ContentAsync(string sql, object key)
    {
        await using var command = Command(sql, [("@a", key)]);
        return (string?)await command.ExecuteScalarAsync();
    }

    private DbCommand Command(string sql, (string Name, object Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        // Every text is one of those above; values come as parameters.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private async IAsyncEnumerable<PastFee> ReadAsync(string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            yield return new PastFee(
                FeeOf(reader),
                (DossierState)reader.GetInt32(6),
                Convert.ToBoolean(reader.GetValue(7), CultureInfo.InvariantCulture));
        }
    }

    private static StoredFee FeeOf(DbDataReader reader) => new(
        PackedText.Read(reader.GetFieldValue<byte[]>(0)),
        Convert.ToBoolean(reader.GetValue(1), CultureInfo.InvariantCulture),
        new Money(reader.GetInt64(2)),
        new Money(reader.GetInt64(3)),
        new Money(reader.GetInt64(4)),
        new Money(reader.GetInt64(5)));
}
