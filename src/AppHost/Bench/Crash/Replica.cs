using Civic.AppHost.House;

namespace Civic.AppHost.Bench.Crash;

/// <summary>One process of a host, which is killed and started again.</summary>
internal sealed class Replica(HouseHost host, string address, Dictionary<string, string> configuration, string logs)
    : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private HostProcess? _process;

    internal string Name => host.Name;

    internal bool IsReady { get; private set; }

    /// <exception cref="HouseFailure">It did not get ready, and nobody had killed it.</exception>
    internal async Task StartAsync(HttpClient http, CancellationToken cancellation)
    {
        var process = HostProcess.Start(host, address, configuration, logs);
        _process = process;
        try
        {
            await process.WaitUntilReadyAsync(http, Patience, cancellation);
            IsReady = ReferenceEquals(_process, process);
        }
        catch (Exception) when (!ReferenceEquals(_process, process))
        {
            // Killed before it was ready: whoever did so starts another.
        }
    }

    internal async Task KillAsync()
    {
        IsReady = false;
        if (Interlocked.Exchange(ref _process, null) is { } process)
        {
            await process.KillAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
