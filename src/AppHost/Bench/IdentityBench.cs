using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
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
            var bench = Path.Combine(Repository.Root, "bench", "Identity");
            await MustRunAsync("bench/Identity can't be built.", "dotnet",
                ["build", bench, "-c", "Release", "-v", "q", "--nologo", "-clp:NoSummary"], bench, cancellation);
            await MustRunAsync("npm could not install the peer.", "npm",
                ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],
                Path.Combine(bench, "peer"), cancellation);
            var result = Path.Combine(data.FullName, "rows.json");
            await MustRunAsync("The measurement broke off; what it wrote above says why.", "dotnet",
            [
                Path.Combine(bench, "bin", "Release", "net10.0", "Civic.Identity.Bench.dll"), data.FullName,
                Repository.Root, string.Join(',', Enumerable.Range(0, 5).Select(_ => FreePorts.Next())),
                SliceSeconds.ToString(CultureInfo.InvariantCulture), result,
            ], Repository.Root, cancellation);
            await using var rows = File.OpenRead(result);
            var report = BenchReport.Of("identity",
                await JsonSerializer.DeserializeAsync<List<BenchRow>>(rows, JsonSerializerOptions.Web, cancellation)
                ?? throw new HouseFailure("The measurement has no result."));
            await report.PublishAsync(cancellation);
            return report.Rows.All(r => r.Met != false) ? 0 : 1;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task MustRunAsync(
        string otherwise, string program, string[] arguments, string folder, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder })!;
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        if (process.ExitCode != 0)
        {
            throw new HouseFailure(otherwise);
        }
    }
}
