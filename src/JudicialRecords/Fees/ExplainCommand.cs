using System.Data.Common;
using Civic.Shared.Identity;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Civic.JudicialRecords.Fees;

/// <summary>
/// `policy explain DOSSIER DATA [POSTGRES]`: reads a dossier's fee from this service's database, changing nothing, also
/// while the host runs.
/// </summary>
internal static class ExplainCommand
{
    internal static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var code, var data, .. var rest])
        {
            await Console.Error.WriteLineAsync("Name a dossier and the data folder.");
            return FeeExplanation.CannotTell;
        }

        try
        {
            await using var connection = await OpenAsync(data, rest is [var server, ..] ? server : null);
            if (connection is not null && await ReadAsync(connection, code) is { } stored)
            {
                return FeeExplanation.Write(code, stored, Console.Out);
            }
        }
        catch (DbException e)
        {
            await Console.Error.WriteLineAsync($"The justice service's database cannot be read: {e.Message}");
            return FeeExplanation.CannotTell;
        }

        await Console.Error.WriteLineAsync($"No dossier {code} is in {data}; name the data folder with --data.");
        return FeeExplanation.CannotTell;
    }

    private static async Task<DbConnection?> OpenAsync(string data, string? postgres)
    {
        const string Service = "judicial";
        var file = Path.Combine(data, Service, $"{Service}.db");
        if (postgres is null && !File.Exists(file))
        {
            return null;
        }

        DbConnection connection = postgres is not null
            ? new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(postgres)
                {
                    Database = $"civic_{Service}",
                    Pooling = false,
                }.ConnectionString
            )
            : new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = file,
                    Mode = SqliteOpenMode.ReadOnly,
                    Pooling = false,
                }.ConnectionString
            );
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<StoredFee?> ReadAsync(DbConnection connection, string code)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT fee_trace_json, fee_decided, fee_list, fee_waived, fee_city, fee_citizen
            FROM dossiers WHERE code = @code
            """;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@code", code);
        command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? new StoredFee(
                reader.GetString(0),
                Convert.ToBoolean(reader.GetValue(1), System.Globalization.CultureInfo.InvariantCulture),
                new Money(reader.GetInt64(2)),
                new Money(reader.GetInt64(3)),
                new Money(reader.GetInt64(4)),
                new Money(reader.GetInt64(5))
            )
            : null;
    }
}
