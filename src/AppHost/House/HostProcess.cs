using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Civic.AppHost.House;

/// <summary>A host running as its own process; what it writes goes to its log file.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private readonly Process _process;
    private readonly TextWriter _log;
    private readonly TaskCompletionSource _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _lastError = "";

    private HostProcess(HouseHost host, string address, Process process, string logFile)
    {
        Host = host;
        Address = address;
        LogFile = logFile;
        _process = process;
        _log = TextWriter.Synchronized(new StreamWriter(logFile, append: true) { AutoFlush = true });
    }

    internal HouseHost Host { get; }

    internal string Address { get; }

    internal string LogFile { get; }

    internal static HostProcess Start(
        HouseHost host, string address, IReadOnlyDictionary<string, string> configuration, string logFolder)
    {
        var assembly = Repository.AssemblyOf(host.Project);
        if (!File.Exists(assembly))
        {
            throw new HouseFailure($"{host.Name} cannot start: it is not built; run './civic up', which builds it.");
        }

        var start = new ProcessStartInfo(Repository.Runtime, [assembly])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (key, value) in configuration)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        start.Environment["URLS"] = address;
        var process = new HostProcess(
            host, address, new Process { StartInfo = start }, Path.Combine(logFolder, $"{host.Name}.log"));
        process.Run();
        return process;
    }

    /// <summary>Completes once /health/ready answers 200.</summary>
    /// <exception cref="HouseFailure">The process ended, or was not ready in time.</exception>
    internal async Task WaitUntilReadyAsync(HttpClient http, TimeSpan limit, CancellationToken cancellation)
    {
        var started = Stopwatch.StartNew();
        // Asking a host that does not listen yet takes processor time from those that start.
        await Task.WhenAny(_listens.Task, EndedAsync(cancellation), Task.Delay(2000, cancellation));
        while (!await IsReadyAsync(http, cancellation))
        {
            if (_process.HasExited)
            {
                // The last line may still be on its way.
                await _process.WaitForExitAsync(cancellation);
                throw new HouseFailure(_lastError.Length > 0
                    ? _lastError
                    : $"{Host.Name} cannot start: it ended with code {_process.ExitCode}; {LogFile} says more.");
            }

            if (started.Elapsed > limit)
            {
                throw new HouseFailure(
                    $"{Host.Name} cannot start: not ready after {limit.TotalSeconds:0} s; {LogFile} says more.");
            }

            await Task.Delay(100, cancellation);
        }
    }

    /// <summary>Completes when the process ends by itself.</summary>
    internal Task EndedAsync(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    /// <summary>Ends it as a power failure would: nothing of it runs on, not a line.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = Signal(_process.Id, Terminate);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(12));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
        await _log.DisposeAsync();
    }

    private void Run()
    {
        _process.OutputDataReceived += (_, line) => Write(line.Data);
        _process.ErrorDataReceived += (_, line) =>
        {
            Write(line.Data);
            _lastError = string.IsNullOrWhiteSpace(line.Data) ? _lastError : line.Data.Trim();
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Write(string? line)
    {
        if (line is not null)
        {
            _log.WriteLine(line);
            if (line.Contains("Now listening on", StringComparison.Ordinal))
            {
                _listens.TrySetResult();
            }
        }
    }

    private async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync($"{Address}/health/ready", cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);
}
