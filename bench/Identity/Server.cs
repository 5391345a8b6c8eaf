using System.Diagnostics;
using System.Globalization;

namespace Civic.Identity.Bench;

/// <summary>A provider in a process of its own, with the processor time and memory it and its children took.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private Server(Process process) => _process = process;

    internal static async Task<Server> StartAsync(
        string program, string[] arguments, IReadOnlyDictionary<string, string> environment, string folder, int port,
        string log)
    {
        var quoted = string.Join(' ', arguments.Prepend(program).Select(a => $"'{a}'"));
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec {quoted} >'{log}' 2>&1 </dev/null"])
        {
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var server = new Server(Process.Start(start)!);
        using var http = new HttpClient();
        var started = Stopwatch.StartNew();
        while (!await IsUpAsync(http, port))
        {
            if (server._process.HasExited || started.Elapsed > Patience)
            {
                throw new InvalidOperationException($"{program} did not come up: {await File.ReadAllTextAsync(log)}");
            }

            await Task.Delay(100);
        }

        return server;
    }

    /// <summary>Processor time so far, of children too.</summary>
    internal double CpuSeconds() => Ids().Sum(id =>
    {
        var fields = Read(id, "stat") is { } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : null;
        return fields is null ? 0 : (Number(fields[11]) + Number(fields[12])) / 100;
    });

    internal double Megabytes() => Ids().Sum(id =>
        Read(id, "status")?.Split('\n').FirstOrDefault(l => l.StartsWith("VmRSS", StringComparison.Ordinal)) is { } line
            ? Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024 : 0);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string? Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<bool> IsUpAsync(HttpClient http, int port)
    {
        try
        {
            using var answer = await http.GetAsync(
                new Uri($"http://localhost:{port}/.well-known/openid-configuration"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private IEnumerable<int> Ids() =>
        (Read(_process.Id, $"task/{_process.Id}/children") ?? "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).Prepend(_process.Id);
}
