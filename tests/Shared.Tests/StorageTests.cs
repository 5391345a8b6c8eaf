using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.Storage;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.Shared.Tests;

public sealed class StorageTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Start_OnEitherDatabase_SchemaIsThereAndHostIsReady(DatabaseKind kind)
    {
        await using var host = await SmallHost.StartAsync(kind);

        using var scope = host.Services.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<SmallDbContext>();
        database.Audit(TimeProvider.System, "somebody", "thing.done", "thing-1");
        await database.SaveChangesAsync(TestContext.Current.CancellationToken);

        (await database.AuditEvents.CountAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        var ready = await host.Http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken);
        ready.ShouldBe("Healthy");
    }

    /// <summary>The client library alone tries again only after 150 ms, however short the wait.</summary>
    [Fact]
    public async Task Write_WhileAnotherOneWritesToSqlite_IsTriedAgainBySqliteItself()
    {
        await using var host = await SmallHost.StartAsync(DatabaseKind.Sqlite);
        using var scope = host.Services.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<SmallDbContext>().Database;

        for (var opened = 0; opened < 2; opened++)
        {
            await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using (var command = database.GetDbConnection().CreateCommand())
            {
                command.CommandText = "PRAGMA busy_timeout";
                (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(15000L);
            }

            await database.CloseConnectionAsync();
        }
    }
}
