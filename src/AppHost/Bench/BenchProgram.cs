using System.Diagnostics;
using System.Text.Json;
using Civic.AppHost.House;

namespace Civic.AppHost.Bench;

/// <summary>A load tool below bench/, run in a process of its own that writes what it measured.</summary>
internal static class BenchProgram
{
    /// <summary>What ./civic sets so that ten hosts start sooner; it makes code that runs long slower.</summary>
    private static readonly string[] ForTheStart = ["DOTNET_TieredPGO", "DOTNET_TC_CallCountingDelayMs"];

    /// <summary>Whatever is started from here on runs as in production.</summary>
    internal static void RunAsInProduction()
    {
        foreach (var variable in ForTheStart)
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    internal static Task BuildAsync(string name, CancellationToken cancellation) => MustRunAsync(
        $"bench/{name} can't be built.", Repository.Sdk,
        ["build", Path.Combine(Repository.Root, "bench", name), "-c", "Release", "-v", "q", "--nologo",
            "-clp:NoSummary"],
        Repository.Root, cancellation);

    /// <param name="name">The folder's and the program's.</param>
    /// <param name="arguments">Without the last one, the file for the rows.</param>
    /// <param name="data">Where that file may lie.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <exception cref="HouseFailure">The program failed or wrote no rows.</exception>
    internal static async Task<IReadOnlyList<BenchRow>> MeasureAsync(
        string name, string[] arguments, string data, CancellationToken cancellation)
    {
        var result = Path.Combine(data, "rows.json");
        await RunAsync(name, [.. arguments, result], cancellation);
        await using var rows = File.OpenRead(result);
        return await JsonSerializer.DeserializeAsync<List<BenchRow>>(rows, JsonSerializerOptions.Web, cancellation)
            ?? throw new HouseFailure("The measurement has no result.");
    }

    /// <exception cref="HouseFailure">The program failed.</exception>
    internal static Task RunAsync(string name, string[] arguments, CancellationToken cancellation)
    {
        var program = Path.Combine(
            Repository.Root, "bench", name, "bin", "Release", "net10.0", $"Civic.{name}.Bench.dll");
        return MustRunAsync("The measurement broke off; what it wrote above says why.", Repository.Sdk,
            [program, .. arguments], Repository.Root, cancellation);
    }

    /// <exception cref="HouseFailure">With the given words, where the program ends with a code but 0.</exception>
    internal static async Task MustRunAsync(
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
