using System.Globalization;
using Civic.AppHost.House;
using Civic.Sandbox;

namespace Civic.AppHost.Bench;

/// <summary>
/// How many logins and tokens a second, beside npm's oidc-provider with the same features: bench/Identity is the load
/// tool and starts both providers, each as a process of its own.
/// </summary>
internal static class IdentityBench
{
    private static readonly double SliceSeconds = 1.5;

    internal static async Task<int> RunAsync(CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("civic-bench-");
        try
        {
            BenchProgram.RunAsInProduction();
            await BenchProgram.BuildAsync("Identity", cancellation);
            await BenchProgram.MustRunAsync("npm could not install the peer.", "npm",
                ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],
                Path.Combine(Repository.Root, "bench", "Identity", "peer"), cancellation);
            string[] arguments =
            [
                data.FullName, Repository.Root, string.Join(',', Enumerable.Range(0, 5).Select(_ => FreePorts.Next())),
                SliceSeconds.ToString(CultureInfo.InvariantCulture),
            ];
            var report = BenchReport.Of("identity",
                await BenchProgram.MeasureAsync("Identity", arguments, data.FullName, cancellation));
            await report.PublishAsync(cancellation);
            return report.Rows.All(r => r.Met != false) ? 0 : 1;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
