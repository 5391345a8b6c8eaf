using System.Globalization;
using Civic.AppHost.House;
using Civic.Sandbox;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Civic.AppHost.Bench.Dossiers;

/// <summary>
/// Whether pages stay as fast when dossiers grow from ten thousand to a million: bench/Dossiers fills the database of a
/// running house, this measures its pages at each size.
/// </summary>
internal static class DossiersBench
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int Country = 5_000_000;

    /// <summary>What a dossier takes on the disk, with indexes: 9.4 KB were measured.</summary>
    private const long BytesEach = 10_400;

    /// <summary>The database's own log, which it keeps at 4 GB, and the cluster.</summary>
    private const long BytesBeside = 6_000_000_000;

    internal static async Task<int> RunAsync(DossiersPlan plan, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("civic-bench-");
        try
        {
            RefuseWithoutSpace(data.FullName, plan.Sizes[^1]);
            BenchProgram.RunAsInProduction();
            await BenchProgram.BuildAsync("Dossiers", cancellation);
            var report = BenchReport.Of("dossiers", await MeasureAsync(plan, data.FullName, cancellation));
            await report.PublishAsync(cancellation);
            return report.Rows.All(r => r.Met != false) ? 0 : 1;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    internal static DossiersPlan Plan(bool sqlite, bool large, int? most)
    {
        if (sqlite && large)
        {
            throw new HouseFailure("Five million are filled on PostgreSQL only; leave out --sqlite or --large.");
        }

        int[] sizes = [Few, Many, .. large ? [Country] : Array.Empty<int>()];
        return new(sqlite, most is { } limit ? [.. sizes.Where(s => s < limit), limit] : sizes);
    }

    private static void RefuseWithoutSpace(string folder, int dossiers)
    {
        var (need, free) = (((double)dossiers * BytesEach) + BytesBeside, new DriveInfo(folder).AvailableFreeSpace);
        if (free < need)
        {
            throw new HouseFailure(
                $"{dossiers:N0} dossiers need about {need / 1e9:N0} GB below {folder}, where {free / 1e9:N0} GB are "
                + "free. Nothing was filled. Make room, set TMPDIR to a larger disk, or leave out --large.");
        }
    }

    private static async Task<List<BenchRow>> MeasureAsync(
        DossiersPlan plan, string data, CancellationToken cancellation)
    {
        var server = plan.Sqlite ? null : PostgresCluster.DurableConnectionString;
        // Opened, because a bench asks more often in a minute than any person.
        var open = new[] { "login", "tracking", "verification" }
            .ToDictionary(n => $"Civic:RateLimits:{n}", _ => "1000000");
        await using var house = await RunningHouse.StartAsync(
            new HouseSettings
            {
                Data = data,
                RunsLong = true,
                Postgres = server,
                Configuration = open,
                Elsewhere = new HashSet<string> { "health" },
            },
            cancellation);
        using var pages = new DossierPages(house.Addresses["judicial"], data, server);
        var (rows, first, filled) = (new List<BenchRow>(), new Dictionary<string, double>(), 0);
        foreach (var size in plan.Sizes)
        {
            await FillAsync(data, server, filled, size, cancellation);
            filled = size;
            // Filling millions outlasts a session.
            await pages.SignInAsync(cancellation);
            foreach (var (page, p95) in await pages.MeasureAsync(cancellation))
            {
                var row = RowOf($"{plan.Kind}-{Named(size)}-{page}", page, p95, first.GetValueOrDefault(page, p95));
                rows.Add(row);
                first.TryAdd(page, p95);
                // What was measured stays, whatever becomes of the next size.
                await Console.Error.WriteLineAsync(
                    string.Create(CultureInfo.InvariantCulture, $"{row.Id}: {row.Value:0.0} ms"));
            }
        }

        return rows;
    }

    private static Task FillAsync(
        string data, string? server, int before, int after, CancellationToken cancellation)
    {
        var connection = server is null
            ? new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(data, "judicial", "judicial.db"),
                DefaultTimeout = 60,
            }.ConnectionString
            : new NpgsqlConnectionStringBuilder(server) { Database = "civic_judicial" }.ConnectionString;
        return BenchProgram.RunAsync("Dossiers",
        [
            server is null ? "sqlite" : "postgres", connection,
            before.ToString(CultureInfo.InvariantCulture), after.ToString(CultureInfo.InvariantCulture),
        ], cancellation);
    }

    /// <summary>
    /// Under 50 ms, the report under 5 s, and at most half as much again, or 5 ms more, as with the first size.
    /// </summary>
    private static BenchRow RowOf(string id, string page, double p95, double first)
    {
        var growth = Math.Max(first * 1.5, first + 5);
        return BenchRow.Lower(id, p95, "ms p95", page == DossierPages.Report ? 5000 : Math.Min(50, growth));
    }

    private static string Named(int size) => size switch
    {
        >= 1_000_000 => $"{size / 1_000_000}m",
        >= 1000 => $"{size / 1000}k",
        _ => size.ToString(CultureInfo.InvariantCulture),
    };
}

/// <param name="Sizes">How many dossiers there are at each measurement.</param>
internal sealed record DossiersPlan(bool Sqlite, IReadOnlyList<int> Sizes)
{
    internal string Kind => Sqlite ? "sqlite" : "postgres";
}
