using Civic.AppHost.House;
using Civic.Sandbox;

namespace Civic.AppHost.Bench.Sealed;

/// <summary>
/// How many certificates a second go the whole way, from the request in the VNeID application to the agency's seal: the
/// house on PostgreSQL with every mock, and whoever asks and works, on the same processors.
/// </summary>
internal static class SealedBench
{
    private const double Target = 40;
    private const int Warm = 1000;
    private const int Measured = 3000;

    internal static async Task<int> RunAsync(CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("civic-bench-");
        try
        {
            BenchProgram.RunAsInProduction();
            var open = new[] { "login", "tracking", "verification" }
                .ToDictionary(n => $"Civic:RateLimits:{n}", _ => "1000000");
            await using var house = await RunningHouse.StartAsync(
                new HouseSettings
                {
                    Data = data.FullName,
                    RunsLong = true,
                    Postgres = PostgresCluster.DurableConnectionString,
                    Configuration = open,
                    Elsewhere = new HashSet<string> { "health" },
                },
                cancellation);
            using var department = new Department(house.Addresses["judicial"]);
            await department.SignInAsync(cancellation);
            var way = new WholeWay(house.Addresses["vneid"], department);
            await way.RunAsync(0, Warm, cancellation);
            var rate = await way.RunAsync(Warm, Measured, cancellation);
            var report = BenchReport.Of("sealed",
            [
                new BenchRow("submit-to-sealed", Math.Round(rate, 1), "certificates/s", "higher",
                    Environment.ProcessorCount, Target, rate >= Target),
            ]);
            await report.PublishAsync(cancellation);
            return report.Rows.All(r => r.Met != false) ? 0 : 1;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
