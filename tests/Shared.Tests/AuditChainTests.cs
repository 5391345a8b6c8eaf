using System.Data.Common;
using Civic.Shared.Audit;
using Civic.Shared.Storage;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.Shared.Tests;

public sealed class AuditChainTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Verify_NothingTouched_ChainHoldsAndNamesItsHead(DatabaseKind kind)
    {
        await using var host = await SmallHost.StartAsync(kind);
        await WriteAsync(host, 5);

        var verdict = await VerifyAsync(host);

        var intact = verdict.ShouldBeOfType<AuditVerdict.Intact>();
        intact.Events.ShouldBe(5);
        intact.Waiting.ShouldBe(0);
        intact.Head.Length.ShouldBe(64);
    }

    [Theory]
    [InlineData("UPDATE audit_events SET actor = 'nobody' WHERE sequence = 3", 3)]
    [InlineData("UPDATE audit_events SET outcome = 'denied' WHERE sequence = 3", 3)]
    [InlineData("UPDATE audit_events SET at = at + 1 WHERE sequence = 4", 4)]
    [InlineData("UPDATE audit_events SET detail = '{\"a\":1}' WHERE sequence = 1", 1)]
    [InlineData("UPDATE audit_events SET correlation = 'x' WHERE sequence = 5", 5)]
    [InlineData("DELETE FROM audit_events WHERE sequence = 2", 2)]
    [InlineData("DELETE FROM audit_events WHERE sequence = 1", 1)]
    [InlineData("UPDATE audit_events SET sequence = 9 WHERE sequence = 5", 5)]
    [InlineData("UPDATE audit_events SET hash = 'f' WHERE sequence = 2", 2)]
    public async Task Verify_RowTamperedWith_FirstBreakIsNamed(string tampering, long firstBreak)
    {
        foreach (var kind in Enum.GetValues<DatabaseKind>())
        {
            await using var host = await SmallHost.StartAsync(kind);
            await WriteAsync(host, 5);
            await ExecuteAsync(host, tampering);

            var verdict = await VerifyAsync(host);

            verdict.ShouldBeOfType<AuditVerdict.Broken>().Sequence.ShouldBe(firstBreak);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Stop_EventsStillWaiting_AreJoinedBeforeTheHostGoes(DatabaseKind kind)
    {
        var settings = Databases.Settings(kind);
        var data = Directory.CreateTempSubdirectory("civic-test-").FullName;
        await using (var first = await SmallHost.StartAsync(kind, settings, dataFolder: data))
        {
            await WriteAsync(first, 3, waitUntilJoined: false);
        }

        await using var second = await SmallHost.StartAsync(kind, settings, dataFolder: data);
        var verdict = await VerifyAsync(second);

        verdict.ShouldBeOfType<AuditVerdict.Intact>().Events.ShouldBe(3);
    }

    private static async Task WriteAsync(TestHost host, int count, bool waitUntilJoined = true)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<SmallDbContext>();
        for (var i = 0; i < count; i++)
        {
            database.Audit(TimeProvider.System, "someone", "thing.done", $"thing-{i}",
                detail: new Dictionary<string, string> { ["note"] = "một, hai" });
        }

        await database.SaveChangesAsync(TestContext.Current.CancellationToken);
        while (waitUntilJoined && await database.AuditEvents.AnyAsync(
            e => e.Sequence == null, TestContext.Current.CancellationToken))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<AuditVerdict> VerifyAsync(TestHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await AuditChain.VerifyAsync(await OpenAsync(scope), TestContext.Current.CancellationToken);
    }

    private static async Task ExecuteAsync(TestHost host, string sql)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await using var command = (await OpenAsync(scope)).CreateCommand();
#pragma warning disable CA2100 // The statements stand in this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    private static async Task<DbConnection> OpenAsync(AsyncServiceScope scope)
    {
        var database = scope.ServiceProvider.GetRequiredService<SmallDbContext>().Database;
        await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return database.GetDbConnection();
    }
}
