using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Civic.AppHost.House;
using Civic.Sandbox;

namespace Civic.AppHost.Bench;

/// <summary>
/// How fast documents are rendered, signed and validated: bench/Signing in one process, the trust services it asks in
/// another. This command starts both and publishes what the first one measured.
/// </summary>
internal static class SigningBench
{
    private static readonly double SliceSeconds = 1.5;

    internal static async Task<int> RunAsync(CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("civic-bench-");
        try
        {
            if (await RunAsync("dotnet", ["build", Path.Combine(Repository.Root, "bench", "Signing"), "-c", "Release",
                    "-v", "q", "--nologo", "-clp:NoSummary"], cancellation) != 0)
            {
                throw new HouseFailure("bench/Signing can't be built.");
            }

            var report = BenchReport.Of("signing", await MeasureAsync(data.FullName, cancellation));
            await report.PublishAsync(cancellation);
            return report.Rows.All(r => r.Met != false) ? 0 : 1;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<List<BenchRow>> MeasureAsync(string data, CancellationToken cancellation)
    {
        var address = $"http://localhost:{FreePorts.Next()}";
        await using var trust = HostProcess.Start(HouseHost.All.Single(h => h.Name == "trust"), address,
            new Dictionary<string, string> { ["Civic:Data"] = data, ["Civic:Addresses:trust"] = address }, data);
        using var http = new HttpClient();
        await trust.WaitUntilReadyAsync(http, TimeSpan.FromSeconds(60), cancellation);
        var result = Path.Combine(data, "rows.json");
        string[] arguments =
        [
            Path.Combine(Repository.Root, "bench", "Signing", "bin", "Release", "net10.0", "Civic.Signing.Bench.dll"),
            address, Path.Combine(data, "signing"), Repository.Root,
            SliceSeconds.ToString(CultureInfo.InvariantCulture), result,
        ];
        if (await RunAsync("dotnet", arguments, cancellation) != 0)
        {
            throw new HouseFailure("The measurement broke off; what it wrote above says why.");
        }

        await using var rows = File.OpenRead(result);
        return await JsonSerializer.DeserializeAsync<List<BenchRow>>(rows, JsonSerializerOptions.Web, cancellation)
            ?? throw new HouseFailure("The measurement has no result.");
    }

    private static async Task<int> RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root,
        })!;
        try
        {
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
