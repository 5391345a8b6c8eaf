using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Civic.Shared.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Civic.Shared.Storage;

/// <summary>Assemblies whose embedded numbered SQL files make up the schema, the shared one first.</summary>
internal sealed record MigrationSources(params Assembly[] Assemblies);

/// <summary>
/// Applies numbered SQL files once each, in order, every file in one transaction. A file that changed after it was
/// applied stops the host: history is not rewritten.
/// </summary>
internal sealed class MigrateAtStart(DatabaseAddress database, MigrationSources sources, TimeProvider clock)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (database.IsPostgres)
        {
            await CreateDatabaseAsync(cancellationToken);
        }

        await using DbConnection connection = database.IsPostgres
            // One of its own: were it lent again after a failure, it would still hold the lock.
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }
                .ConnectionString)
            : new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await PrepareAsync(connection, cancellationToken);
        foreach (var assembly in sources.Assemblies.Distinct())
        {
            foreach (var file in FilesOf(assembly))
            {
                await ApplyOnceAsync(connection, assembly, file, cancellationToken);
            }
        }

        if (database.IsPostgres)
        {
            await ExecuteAsync(connection, null, "SELECT pg_advisory_unlock(20260101)", cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrepareAsync(DbConnection connection, CancellationToken cancellation)
    {
        // Two replicas may start at once: the second waits until the first has applied what was missing.
        await ExecuteAsync(
            connection,
            null,
            database.IsPostgres ? "SELECT pg_advisory_lock(20260101)" : "PRAGMA journal_mode=WAL",
            cancellation
        );
        await ExecuteAsync(
            connection,
            null,
            "CREATE TABLE IF NOT EXISTS schema_migrations ("
                + "source varchar(100) NOT NULL, name varchar(200) NOT NULL, sha256 varchar(64) NOT NULL, "
                + "applied_at bigint NOT NULL, PRIMARY KEY (source, name))",
            cancellation
        );
    }

    private IEnumerable<string> FilesOf(Assembly assembly)
    {
        var folder = database.IsPostgres ? "migrations/Postgres/" : "migrations/Sqlite/";
        return assembly
            .GetManifestResourceNames()
            .Where(n => n.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    private async Task ApplyOnceAsync(DbConnection connection, Assembly assembly, string file, CancellationToken cancel)
    {
        using var stream = assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var sql = await reader.ReadToEndAsync(cancel);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
        var source = assembly.GetName().Name!;
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var applied = await ScalarAsync(
            connection,
            transaction,
            "SELECT sha256 FROM schema_migrations WHERE source = @source AND name = @name",
            [("@source", source), ("@name", file)],
            cancel
        );
        if (applied is string known)
        {
            if (known != hash)
            {
                throw new StartupRefusal($"migration {file} of {source} changed after it was applied; add a new one.");
            }

            return;
        }

        await ExecuteAsync(connection, transaction, sql, cancel);
        await ScalarAsync(
            connection,
            transaction,
            "INSERT INTO schema_migrations VALUES (@source, @name, @hash, @at)",
            [("@source", source), ("@name", file), ("@hash", hash), ("@at", clock.GetUtcNow().UtcTicks)],
            cancel
        );
        await transaction.CommitAsync(cancel);
    }

    private async Task CreateDatabaseAsync(CancellationToken cancellation)
    {
        var target = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var name = target.Database!;
        target.Database = "postgres";
        await using var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync(cancellation);
        var exists = await ScalarAsync(
            connection,
            null,
            "SELECT 1 FROM pg_database WHERE datname = @name",
            [("@name", name)],
            cancellation
        );
        if (exists is not null)
        {
            return;
        }

        try
        {
            await ExecuteAsync(connection, null, $"CREATE DATABASE \"{name}\"", cancellation);
        }
        catch (PostgresException e)
            when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another replica made it in the same moment.
        }
    }

    private static async Task ExecuteAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string sql,
        CancellationToken cancellation
    ) => await ScalarAsync(connection, transaction, sql, [], cancellation);

    private static async Task<object?> ScalarAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string sql,
        (string, object)[] values,
        CancellationToken cancel
    )
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        // Only this assembly's numbered files and the constants above reach this line.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return await command.ExecuteScalarAsync(cancel);
    }
}

internal sealed class DatabaseHealth(CivicDbContext database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        await database.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database does not answer.");
}
