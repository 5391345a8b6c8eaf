using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Civic.Shared.Storage;

public static class DatabaseRegistration
{
    private static readonly SqlitePatience Patience = new();

    /// <summary>
    /// Registers the service's own database: SQLite (WAL) in its data folder, or PostgreSQL database civic_{name} where
    /// Civic:Postgres is set. Migrations run before the host listens; it is ready once the database answers.
    /// </summary>
    public static void AddCivicDatabase<TContext>(this WebApplicationBuilder builder, CivicSettings settings)
        where TContext : CivicDbContext
    {
        var connection = settings.Postgres is { } server
            ? new NpgsqlConnectionStringBuilder(server)
            {
                Database = $"{settings.PostgresPrefix}_{settings.Service}",
                // Compiling a plan takes longer than most of them run. And a disk without moving parts reads anywhere
                // almost as fast as in order: with the old price a month's report read five million dossiers in order.
                Options = $"{new NpgsqlConnectionStringBuilder(server).Options} -c jit=off -c random_page_cost=1.1"
                    .TrimStart(),
                // A service asks the same few hundred questions all day: they are parsed once a connection. Nothing
                // is kept in a session that would have to be reset: locks are the transaction's own, and a reset would
                // drop what is prepared.
                MaxAutoPrepare = 250,
                AutoPrepareMinUsages = 2,
                NoResetOnClose = true,
            }.ConnectionString
            : new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(settings.DataFolder, $"{settings.Service}.db"),
                DefaultTimeout = 15,
                ForeignKeys = true,
            }.ConnectionString;
        var database = new DatabaseAddress(connection, settings.Postgres is not null);
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton<GroupCommit>();
        builder.Services.AddSingleton<PreparedConnections>();
        builder.Services.AddDbContextPool<TContext>(options => _ = database.IsPostgres
            ? options.UseNpgsql(database.ConnectionString)
            : options.UseSqlite(database.ConnectionString).AddInterceptors(Patience));
        builder.Services.AddScoped<CivicDbContext>(s => s.GetRequiredService<TContext>());
        builder.Services.AddSingleton<ProtectionKeyStore>();
        builder.Services.AddDataProtection().SetApplicationName($"civic-{settings.Service}");
        builder.Services.AddSingleton(MasterKey.Load(settings, builder.Configuration));
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s =>
            new ConfigureOptions<KeyManagementOptions>(o =>
            {
                o.XmlRepository = s.GetRequiredService<ProtectionKeyStore>();
                o.XmlEncryptor = new ProtectionKeyWrapping(s.GetRequiredService<MasterKey>());
            }));
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        // Before anything else starts: hosted services may use the tables.
        builder.Services.AddSingleton(new MigrationSources(typeof(CivicDbContext).Assembly, typeof(TContext).Assembly));
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, MigrateAtStart>());
        builder.Services.Insert(1, ServiceDescriptor.Singleton<IHostedService, ProtectionKeyCheck>());
        builder.Services.AddHostedService<AuditChainWorker>();
        builder.Services.AddHostedService<ExpiredSessions>();
    }
}

/// <summary>Where the service's database is.</summary>
public sealed record DatabaseAddress(string ConnectionString, bool IsPostgres);
