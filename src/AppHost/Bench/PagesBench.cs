using System.Diagnostics;
using Civic.AppHost.Demo;
using Civic.AppHost.House;

namespace Civic.AppHost.Bench;

/// <summary>
/// How long the house takes to stand, the demo's journey to be walked, and a warm page of each service to answer: one
/// caller, medians of five rounds.
/// </summary>
internal static class PagesBench
{
    private const int Rounds = 5;
    private const int Requests = 100;

    private static readonly (string Host, string Path)[] Pages =
    [
        ("identity", "/consent/00000000-0000-0000-0000-000000000000"), ("judicial", "/"), ("health", "/"),
        ("signing", "/v/2026-1-LLTP-STP"),
    ];

    internal static async Task<int> RunAsync(CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("civic-bench-");
        try
        {
            var report = BenchReport.Of("pages", await MeasureAsync(data.FullName, cancellation));
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
        // Opened, because a bench asks more often in a minute than any person.
        var open = new[] { "login", "tracking", "verification" }
            .ToDictionary(n => $"Civic:RateLimits:{n}", _ => "1000000");
        await using var house = await RunningHouse.StartAsync(
            new HouseSettings { Data = data, Configuration = open }, cancellation);
        var rows = new List<BenchRow> { BenchRow.Lower("up-ready", house.ReadyAfter.TotalSeconds, "s", 8) };
        var folder = Directory.CreateDirectory(Path.Combine(data, "demo")).FullName;
        var report = await DemoCommand.WalkAsync(house, folder, cancellation);
        rows.Add(BenchRow.Lower("demo-journey", report.Seconds["journey"], "s", 15));
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Accept", "text/html");
        foreach (var (host, path) in Pages)
        {
            var median = await MedianAsync(http, house.Addresses[host] + path, cancellation);
            rows.Add(BenchRow.Lower($"page-{host}", median, "ms", 50));
        }

        return rows;
    }

    private static async Task<double> MedianAsync(HttpClient http, string address, CancellationToken cancellation)
    {
        await RoundAsync(http, address, cancellation);
        var rounds = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            rounds.Add(await RoundAsync(http, address, cancellation));
        }

        return Median(rounds);
    }

    private static async Task<double> RoundAsync(HttpClient http, string address, CancellationToken cancellation)
    {
        var times = new List<double>();
        for (var i = 0; i < Requests; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(address, cancellation);
            _ = await answer.Content.ReadAsByteArrayAsync(cancellation);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return Median(times);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
