using System.Globalization;
using Civic.AppHost.Audit;
using Civic.AppHost.House;
using Civic.Sandbox;

namespace Civic.AppHost.Bench.Crash;

/// <summary>Kills hosts at random moments under a load and looks whether anything was lost or done twice.</summary>
internal static class CrashBench
{
    internal const int DefaultKills = 300;
    private const int Seed = 20261122;

    internal static async Task<int> RunAsync(
        int kills, bool postgres, bool sqlite, CancellationToken cancellation)
    {
        BenchProgram.RunAsInProduction();
        var rows = new List<BenchRow>();
        if (postgres || !sqlite)
        {
            rows.AddRange(await MeasureAsync("postgres", 2, kills, cancellation));
        }

        if (sqlite || !postgres)
        {
            rows.AddRange(await MeasureAsync("sqlite", 1, kills, cancellation));
        }

        var report = BenchReport.Of("crash", rows);
        await report.PublishAsync(cancellation);
        return report.Rows.All(r => r.Met != false) ? 0 : 1;
    }

    private static async Task<List<BenchRow>> MeasureAsync(
        string kind, int replicas, int kills, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("civic-crash-");
        var server = kind == "postgres" ? ServerOfItsOwn() : null;
        Console.WriteLine($"{kind}: {replicas} of each host, {kills} kills, seed {Seed}; logs in {data.FullName}/logs");
        var result = await new CrashRun(
            new CrashPlan(data.FullName, server, replicas, kills, Seed), Console.WriteLine).RunAsync(cancellation);
        foreach (var found in result.Found)
        {
            Console.WriteLine($"{kind}: {found}");
        }

        var audit = await AuditVerifyCommand.RunAsync(data.FullName, server, cancellation);
        if (result.Found.Count == 0 && audit == 0)
        {
            data.Delete(recursive: true);
        }

        return
        [
            Count($"{kind}-kills", result.Kills), Count($"{kind}-requests", result.Requests),
            Count($"{kind}-ledger-lines", result.Payments), Count($"{kind}-issuances", result.Certificates),
            Count($"{kind}-messages", result.Messages), Count($"{kind}-interruptions", result.Interruptions),
            new($"{kind}-seconds-of-killing", Math.Round(result.Killing.TotalSeconds), "s", "lower", 1, null, null),
            new($"{kind}-seconds-to-rest", Math.Round(result.Draining.TotalSeconds), "s", "lower", 1, null, null),
            BenchRow.Lower($"{kind}-lost-or-twice", result.Found.Count, "findings", 0),
            BenchRow.Lower($"{kind}-broken-audit-chains", audit, "chains", 0),
        ];
    }

    private static string ServerOfItsOwn()
    {
        try
        {
            return PostgresCluster.ConnectionString;
        }
        catch (InvalidOperationException e)
        {
            throw new HouseFailure(e.Message);
        }
    }

    private static BenchRow Count(string id, double value) => new(id, value, "count", "higher", 1, null, null);
}
