using Civic.AppHost.Audit;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Storage;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Issuance;

/// <summary>./civic audit verify finds whatever an insider does to the log, on both databases.</summary>
public sealed class IssuanceLogCheckTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Verify_EachKindOfTampering_FoundAndNamed(DatabaseKind kind)
    {
        await using var stage = await SigningStage.StartAsync(kind);
        var number = Some.Number();
        await stage.IssueAsync("a"u8.ToArray(), number);
        for (var i = 0; i < 4; i++)
        {
            await stage.IssueAsync("b"u8.ToArray(), Some.Number());
        }

        (await stage.ChangeStatusAsync(number, "corrected")).EnsureSuccessStatusCode();
        (await stage.Signing.Services.GetRequiredService<WitnessWorker>().TryShowAsync(
            stage.Trust.Address + "/witness", TestContext.Current.CancellationToken)).ShouldBeTrue();

        (await VerifyAsync(stage, null)).ShouldBeOfType<LogVerdict.Intact>().Entries.ShouldBe(6);
        await BrokenAsync("UPDATE log_entries SET leaf = leaf || ' ' WHERE idx = 2", "entry 2");
        await BrokenAsync("DELETE FROM log_entries WHERE idx = 3", "entry 3");
        await BrokenAsync("DELETE FROM log_entries WHERE idx = 5", "the witness saw 6 entries");
        await BrokenAsync("DELETE FROM log_nodes WHERE id = 4", "entry 4");
        await BrokenAsync(
            "UPDATE log_nodes SET hash = (SELECT hash FROM log_nodes WHERE id = 0) WHERE id = 281474976710657",
            "a kept hash");
        await BrokenAsync("UPDATE issuances SET sha256 = 'x' WHERE number = '" + number + "'", number);
        await BrokenAsync("UPDATE issuances SET status = 'valid' WHERE number = '" + number + "'", number);
        await BrokenAsync(
            "UPDATE witnessed_heads SET root = (SELECT hash FROM log_nodes WHERE id = 0) WHERE size = 6",
            "not those that the witness saw");

        async Task BrokenAsync(string sql, string expected) =>
            (await VerifyAsync(stage, sql)).ShouldBeOfType<LogVerdict.Broken>().Why.ShouldContain(expected);
    }

    /// <summary>Does the harm, looks, and takes it back.</summary>
    private static async Task<LogVerdict> VerifyAsync(SigningStage stage, string? harm)
    {
        await using var scope = stage.Signing.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<SigningDatabase>().Database;
        await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var connection = database.GetDbConnection();
        await RunAsync("BEGIN");
        if (harm is not null)
        {
            (await RunAsync(harm)).ShouldBe(1);
        }

        var verdict = await IssuanceLogCheck.VerifyAsync(connection, TestContext.Current.CancellationToken);
        await RunAsync("ROLLBACK");
        return verdict;

        async Task<int> RunAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }
}
