using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Civic.Journeys.Tests;
using Civic.Visiting;
using Xunit;

[assembly: AssemblyFixture(typeof(KeptHouse))]

namespace Civic.Journeys.Tests;

/// <summary>The house as `./civic demo --keep` leaves it: its files, and every host still up.</summary>
public sealed partial class KeptHouse : IAsyncLifetime
{
    private static readonly string[] Order =
    [
        "identity", "judicial", "health", "signing", "vneid", "registers", "portal", "payments", "messages", "trust",
    ];

    private readonly List<string> _said = [];
    private Process? _process;

    public static string Root => Visitor.Root;

    /// <summary>The command line, built the same way as these tests.</summary>
    internal static string Program { get; } = Path.Combine(Root, "src", "AppHost", "bin", Path.GetFileName(
        Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!,
        "net10.0", "Civic.AppHost.dll");

    public string Folder { get; } = Directory.CreateTempSubdirectory("civic-journey-").FullName;

    public Dictionary<string, string> Addresses { get; } = [];

    public string Data { get; private set; } = "";

    public JsonElement Report { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [Program, "demo", "--out", Folder, "--keep"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            Keep(line);
            if (line == "kept")
            {
                Report = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "demo.json"))).RootElement;
                return;
            }
        }

        throw new InvalidOperationException($"The demo did not end well: {string.Join(Environment.NewLine, _said)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
        {
            return;
        }

        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Runs a foreign program and returns its exit code and all it says.</summary>
    public static async Task<(int Code, string Says)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var says = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(says));
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _said.Add(line);
        if (Address().Match(line) is { Success: true } address && Addresses.Count < Order.Length)
        {
            Addresses[Order[Addresses.Count]] = address.Value;
        }

        if (line.StartsWith("Data and logs: ", StringComparison.Ordinal))
        {
            Data = line["Data and logs: ".Length..];
        }
    }

    [GeneratedRegex(@"http://localhost:\d+")]
    private static partial Regex Address();
}
