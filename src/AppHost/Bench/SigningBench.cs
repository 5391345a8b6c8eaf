using System.Globalization;
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
            BenchProgram.RunAsInProduction();
            await BenchProgram.BuildAsync("Signing", cancellation);
            var report = BenchReport.Of("signing", await MeasureAsync(data.FullName, cancellation));
            await report.PublishAsync(cancellation);
            return report.Rows.All(r => r.Met != false) ? 0 : 1;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(string data, CancellationToken cancellation)
    {
        var address = $"http://localhost:{FreePorts.Next()}";
        await using var trust = HostProcess.Start(HouseHost.All.Single(h => h.Name == "trust"), address,
            new Dictionary<string, string> { ["Civic:Data"] = data, ["Civic:Addresses:trust"] = address }, data);
        using var http = new HttpClient();
        await trust.WaitUntilReadyAsync(http, TimeSpan.FromSeconds(60), cancellation);
        string[] arguments =
        [
            address, Path.Combine(data, "signing"), Repository.Root,
            SliceSeconds.ToString(CultureInfo.InvariantCulture),
        ];
        return await BenchProgram.MeasureAsync("Signing", arguments, data, cancellation);
    }
}
