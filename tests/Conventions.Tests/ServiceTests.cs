using System.Data.Common;
using Civic.HealthRecord;
using Civic.IdentityBridge;
using Civic.JudicialRecords;
using Civic.Shared.Hosting;
using Civic.Shared.Storage;
using Civic.Signing;
using Civic.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace Civic.Conventions.Tests;

/// <summary>What holds for every service once it is put together.</summary>
public sealed class ServiceTests
{
    private static readonly Dictionary<string, ServiceDescription> Services = new[]
    {
        IdentityBridgeHost.Service,
        JudicialRecordsHost.Service,
        HealthRecordHost.Service,
        SigningHost.Service,
    }.ToDictionary(s => s.Name);

    private static readonly string[] Hosts =
    [
        "identity",
        "judicial",
        "health",
        "signing",
        "vneid",
        "registers",
        "portal",
        "payments",
        "messages",
        "trust",
    ];

    public static TheoryData<string> Names => [.. Services.Keys];

    public static MatrixTheoryData<string, DatabaseKind> NamesOnBoth =>
        new(Services.Keys, Enum.GetValues<DatabaseKind>());

    [Theory, MemberData(nameof(Names))]
    public async Task Endpoints_OfAService_EachSayWhoMay(string name)
    {
        await using var app = Build(name, DatabaseKind.Sqlite);

        ((IEndpointRouteBuilder)app)
            .DataSources.SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(e =>
                e.Metadata.GetMetadata<IAllowAnonymous>() is null
                && e.Metadata.GetMetadata<IAuthorizeData>() is null
                && e.Metadata.GetMetadata<AuthorizationPolicy>() is null
            )
            .Select(e => $"{e.RoutePattern.RawText} ({e.DisplayName})")
            .ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(NamesOnBoth))]
    public async Task Model_OfAService_MatchesItsSchema(string name, DatabaseKind kind)
    {
        await using var app = Build(name, kind);
        if (app.Services.GetService<DatabaseAddress>() is null)
        {
            // A service without a database has no schema to differ from.
            return;
        }

        // The first hosted service is the one that migrates; the others would talk to hosts that are not there.
        await app.Services.GetServices<IHostedService>().First().StartAsync(TestContext.Current.CancellationToken);
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CivicDbContext>();
        await database.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (
            var table in database
                .Model.GetEntityTypes()
                .Where(e => e.GetTableName() is not null)
                .GroupBy(e => e.GetTableName()!)
        )
        {
            var inSchema = await ColumnsAsync(database.Database.GetDbConnection(), table.Key, kind);
            inSchema.ShouldBe(ColumnsOf(table), ignoreOrder: true, $"table {table.Key} of {name} on {kind}");
        }
    }

    private static IEnumerable<string> ColumnsOf(IEnumerable<IEntityType> entities) =>
        entities
            .SelectMany(e =>
                e.GetProperties()
                    .Select(p =>
                        p.GetColumnName(StoreObjectIdentifier.Table(e.GetTableName()!, e.GetSchema()))
                        ?? p.GetColumnName()
                    )
            )
            .Distinct();

    private static async Task<List<string>> ColumnsAsync(DbConnection connection, string table, DatabaseKind kind)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            kind == DatabaseKind.Postgres
                ? "SELECT column_name FROM information_schema.columns WHERE table_name = @table"
                : "SELECT name FROM pragma_table_info(@table)";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@table", table);
        command.Parameters.Add(parameter);
        var columns = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            columns.Add(rows.GetString(0));
        }

        return columns;
    }

    private static WebApplication Build(string name, DatabaseKind kind)
    {
        var configuration = Databases.Settings(kind);
        configuration["Civic:Data"] = Directory.CreateTempSubdirectory("civic-test-").FullName;
        foreach (var (host, address) in TestHost.FreeAddresses(Hosts))
        {
            configuration[$"Civic:Addresses:{host}"] = address;
        }

        return CivicHost.Build([], Services[name], b => b.Configuration.AddInMemoryCollection(configuration));
    }
}
