using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Civic.AppHost.House;

/// <summary>The database of a service, to be looked into from outside.</summary>
internal static class ServiceDatabase
{
    /// <returns>Null where the service has none yet.</returns>
    internal static async Task<DbConnection?> OpenAsync(
        HouseHost host, string data, string? postgres, CancellationToken cancellation)
    {
        if (postgres is not null && !host.IsMock)
        {
            return await OpenPostgresAsync(host, postgres, cancellation);
        }

        var file = Path.Combine(data, host.Name, $"{host.Name}.db");
        if (!File.Exists(file))
        {
            return null;
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private static async Task<DbConnection?> OpenPostgresAsync(
        HouseHost host, string server, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server)
        {
            Database = $"civic_{host.Name}",
            Pooling = false,
        }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await connection.DisposeAsync();
            return null;
        }
        catch (NpgsqlException e)
        {
            await connection.DisposeAsync();
            throw new HouseFailure($"The PostgreSQL server cannot be reached: {e.Message}");
        }
    }
}
