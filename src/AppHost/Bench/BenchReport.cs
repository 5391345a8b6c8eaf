using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Civic.AppHost.House;
using Spectre.Console;

namespace Civic.AppHost.Bench;

/// <summary>One measured figure; peer fields are empty where nothing comparable was measured in the same run.</summary>
internal sealed record BenchRow(
    string Id, double Value, string Unit, string Better, int Threads, double? Target, bool? Met)
{
    public string? Peer { get; init; }

    public double? PeerValue { get; init; }

    public double? Ratio { get; init; }

    /// <summary>A figure that is good when small.</summary>
    internal static BenchRow Lower(string id, double value, string unit, double target) =>
        new(id, Math.Round(value, 3), unit, "lower", 1, target, value <= target);
}

internal sealed record BenchReport(string Name, string Machine, string Commit, IReadOnlyList<BenchRow> Rows)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static BenchReport Of(string name, IReadOnlyList<BenchRow> rows) => new(name,
        $"{Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, " +
        $".NET {Environment.Version}", CurrentCommit(), rows);

    /// <summary>Writes artifacts/bench/NAME.json and the same as a table.</summary>
    internal async Task PublishAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "bench")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, $"{Name}.json"), JsonSerializer.Serialize(this, Json) + "\n", cancellation);
        var table = new Table().AddColumns("figure", "value", "unit", "target", "met");
        foreach (var row in Rows)
        {
            table.AddRow(row.Id, Text(row.Value), row.Unit, Text(row.Target), row.Met switch
            {
                true => "yes",
                false => "no",
                null => "",
            });
        }

        AnsiConsole.Write(table);
    }

    private static string Text(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture) ?? "";

    private static string CurrentCommit()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", Repository.Root, "rev-parse", "HEAD"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var commit = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return commit.Length > 0 ? commit : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
