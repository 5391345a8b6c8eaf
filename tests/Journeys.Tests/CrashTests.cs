using Civic.AppHost.Audit;
using Civic.AppHost.Bench.Crash;
using Civic.Sandbox;
using Shouldly;
using Xunit;

namespace Civic.Journeys.Tests;

/// <summary>
/// Hosts killed at random moments while people ask, pay, approve and seal: two of each on PostgreSQL, one on SQLite,
/// 30 kills together. ./civic bench crash does it at length.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("postgres", 2, 20, 20261122)]
    [InlineData("sqlite", 1, 10, 20261123)]
    public async Task Hosts_KilledAtRandomMoments_LoseNothingAndDoNothingTwice(
        string kind, int replicas, int kills, int seed)
    {
        var server = kind == "postgres" ? PostgresCluster.ConnectionString : null;
        var data = Directory.CreateTempSubdirectory("civic-crash-").FullName;
        var plan = new CrashPlan(data, server, replicas, kills, seed);

        var result = await new CrashRun(plan, output.WriteLine).RunAsync(TestContext.Current.CancellationToken);

        result.Found.ShouldBeEmpty($"logs in {data}/logs");
        result.Requests.ShouldBeGreaterThan(0);
        (await AuditVerifyCommand.RunAsync(data, server, TestContext.Current.CancellationToken)).ShouldBe(0);
        Directory.Delete(data, recursive: true);
    }
}
