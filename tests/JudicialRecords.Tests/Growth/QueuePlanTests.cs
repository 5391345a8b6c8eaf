using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.JudicialRecords.Web.Staff;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Growth;

/// <summary>
/// A work queue shows its first hundred however many wait: it is read in its order by an index, and nothing is sorted.
/// </summary>
public sealed class QueuePlanTests
{
    private static readonly string?[] Officers = [null, "me", "a-colleague", "another"];
    private static readonly DateOnly Day = new(2026, 3, 2);

    public static TheoryData<string> Turns => [.. Queues.OfRoles.Select(q => q.Turn.ToString())];

    [Theory, MemberData(nameof(Turns))]
    public async Task QueueOf_Sqlite_IsReadInItsOrder(string turn)
    {
        await using var house = await StaffHouse.StartAsync(DatabaseKind.Sqlite);

        var plans = await house.QueryAsync(async d =>
        {
            var read = new List<IReadOnlyList<string>>();
            foreach (var part in IndexModel.PartsOf(d, Enum.Parse<Turn>(turn), "me"))
            {
                read.Add(await PlanAsync(d, "EXPLAIN QUERY PLAN " + WithValues(part.ToQueryString())));
            }

            return read;
        });

        plans.ShouldAllBe(p => p.Single().Contains("USING INDEX dossiers_", StringComparison.Ordinal));
        if (turn == nameof(Turn.CaseOfficer))
        {
            plans.ShouldAllBe(p => p.Single().Contains("case_officer=?", StringComparison.Ordinal), "no colleague's");
        }
    }

    /// <summary>
    /// PostgreSQL plans by what is in the tables, and sorts what is small: told to rather do anything else, it sorts
    /// only where no index has the order.
    /// </summary>
    [Theory, MemberData(nameof(Turns))]
    public async Task QueueOf_Postgres_NeedsNoSort(string turn)
    {
        await using var house = await StaffHouse.StartAsync(DatabaseKind.Postgres);

        var plans = await house.QueryAsync(async d =>
        {
            await d.Database.OpenConnectionAsync();
            await d.Database.ExecuteSqlAsync(
                $"SET enable_sort = off; SET enable_incremental_sort = off; SET enable_bitmapscan = off;");
            var read = new List<string>();
            foreach (var part in IndexModel.PartsOf(d, Enum.Parse<Turn>(turn), "me"))
            {
                read.Add(string.Join('\n', await PlanAsync(d, "EXPLAIN " + WithValues(part.ToQueryString()))));
            }

            return read;
        });

        plans.ShouldAllBe(p => p.Contains("Index Scan using dossiers_", StringComparison.Ordinal));
        plans.ShouldAllBe(p => !p.Contains("Sort", StringComparison.Ordinal));
    }

    /// <summary>Whoever has taken them: the first hundred of nobody's and one's own, the most urgent first.</summary>
    [Theory, ClassData(typeof(Databases))]
    public async Task QueueAsync_ColleaguesHaveSome_IsNobodysAndOnesOwnInOneOrder(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        await FillTests.FillAsync(house, 400);
        await house.QueryAsync(async d => await ToBePreparedAsync(d));

        var queue = await house.QueryAsync(d => IndexModel.QueueAsync(d, Turn.CaseOfficer, "me", default));

        var dossiers = await house.QueryAsync(d => d.Dossiers.AsNoTracking().ToListAsync());
        var seen = dossiers.Where(d => d.CaseOfficer is null or "me").ToList();
        seen.Count.ShouldBe(200, "half of them are colleagues'");
        queue.Select(d => d.Id).ShouldBe(
            seen.OrderBy(d => d.DueDate ?? DateOnly.MaxValue).ThenBy(d => d.SubmittedAt).Take(100).Select(d => d.Id));
    }

    /// <summary>All of them wait for a case officer, in turn nobody's, one's own and two colleagues'.</summary>
    private static async Task<int> ToBePreparedAsync(JudicialDbContext database)
    {
        var ids = await database.Dossiers.OrderBy(d => d.Id).Select(d => d.Id).ToListAsync();
        foreach (var (i, id) in ids.Index())
        {
            var (officer, due) = (Officers[i % 4], i % 5 == 0 ? (DateOnly?)null : Day.AddDays(i * 7 % 60));
            await database.Dossiers.Where(d => d.Id == id).ExecuteUpdateAsync(set => set
                .SetProperty(d => d.State, DossierState.InProgress)
                .SetProperty(d => d.PreparedAt, (DateTimeOffset?)null)
                .SetProperty(d => d.IsOpen, true)
                .SetProperty(d => d.PersonNumber, CitizenId.Parse($"001090{i:D6}"))
                .SetProperty(d => d.CaseOfficer, officer)
                .SetProperty(d => d.DueDate, due));
        }

        return ids.Count;
    }

    /// <summary>The parameters, which come first, a line each for the database's own shell, in their places.</summary>
    private static string WithValues(string query)
    {
        var lines = query.Split('\n').Where(l => !l.StartsWith(".param", StringComparison.Ordinal)
            && !l.StartsWith("--", StringComparison.Ordinal));
        return string.Join('\n', lines).Replace("@me", "'me'", StringComparison.Ordinal)
            .Replace("@p", "100", StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> PlanAsync(DbContext database, string question)
    {
        await database.Database.OpenConnectionAsync();
        await using var explain = database.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The statement is what the page asks.
        explain.CommandText = question;
#pragma warning restore CA2100
        await using var reader = await explain.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(reader.FieldCount - 1));
        }

        return plan;
    }
}
