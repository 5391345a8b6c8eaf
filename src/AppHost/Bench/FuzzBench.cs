using System.Diagnostics;
using System.Text.Json;
using Civic.AppHost.House;

namespace Civic.AppHost.Bench;

/// <summary>A million mutated inputs over everything that reads strangers' files: bench/Fuzz in a process.</summary>
internal static class FuzzBench
{
    private const string Seed = "1";
    private const string Inputs = "1000000";

    internal static async Task<int> RunAsync(CancellationToken cancellation)
    {
        var rows = Path.GetTempFileName();
        try
        {
            string[] arguments =
                ["run", "--project", Path.Combine(Repository.Root, "bench", "Fuzz"), "-c", "Release", "--",
                    Seed, Inputs, rows];
            using var fuzz = Process.Start(new ProcessStartInfo(Repository.Sdk, arguments))!;
            await fuzz.WaitForExitAsync(cancellation);
            await using var read = File.OpenRead(rows);
            var report = BenchReport.Of("fuzz",
                await JsonSerializer.DeserializeAsync<List<BenchRow>>(read, JsonSerializerOptions.Web, cancellation)
                ?? throw new HouseFailure("The fuzz run has no result."));
            await report.PublishAsync(cancellation);
            return fuzz.ExitCode == 0 && report.Rows.All(r => r.Met != false) ? 0 : 1;
        }
        finally
        {
            File.Delete(rows);
        }
    }
}
