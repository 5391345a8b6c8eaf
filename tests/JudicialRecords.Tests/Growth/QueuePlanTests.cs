using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.JudicialRecords.Web.Staff;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Growth;

/// <summary>
/// A work queue shows its first hundred however many wait: it is read in its order by an index, and nothing is sorted.
/// PostgreSQL plans by what is in the tables; it is measured by `./civic bench dossiers`.
/// </summary>
public sealed class QueuePlanTests
{
    public static TheoryData<string> Turns => [.. Queues.OfRoles.Select(q => q.Turn.ToString())];

    [Theory, MemberData(nameof(Turns))]
    public async Task QueueOf_Sqlite_IsReadInItsOrder(string turn)
    {
        await using var house = await StaffHouse.StartAsync(DatabaseKind.Sqlite);

        var plan = await house.QueryAsync(d => PlanAsync(
            d, IndexModel.QueueOf(d, Enum.Parse<Turn>(turn), "me").ToQueryString()));

        plan.ShouldHaveSingleItem().ShouldContain("USING INDEX dossiers_");
    }

    private static async Task<IReadOnlyList<string>> PlanAsync(DbContext database, string query)
    {
        // Parameters come first, a line each, for SQLite's own shell.
        var lines = query.Split('\n').Where(l => !l.StartsWith(".param", StringComparison.Ordinal));
        var sql = string.Join('\n', lines).Replace("@me", "'me'", StringComparison.Ordinal)
            .Replace("@p", "100", StringComparison.Ordinal);
        await database.Database.OpenConnectionAsync();
        await using var explain = database.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The statement is what the page asks.
        explain.CommandText = "EXPLAIN QUERY PLAN " + sql;
#pragma warning restore CA2100
        await using var reader = await explain.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(3));
        }

        return plan;
    }
}
