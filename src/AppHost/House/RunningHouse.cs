using System.Diagnostics;

namespace Civic.AppHost.House;

/// <summary>Every host and mock, each as its own process.</summary>
internal sealed class RunningHouse : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<HostProcess> _processes = [];

    private RunningHouse(HouseSettings settings, Dictionary<string, string> addresses, SandboxFiles files)
    {
        Settings = settings;
        Addresses = addresses;
        Files = files;
    }

    internal HouseSettings Settings { get; }

    internal IReadOnlyDictionary<string, string> Addresses { get; }

    internal SandboxFiles Files { get; }

    internal TimeSpan ReadyAfter { get; private set; }

    /// <summary>Starts all at once and completes when every one is ready.</summary>
    /// <exception cref="HouseFailure">One could not start; the others are stopped again.</exception>
    internal static async Task<RunningHouse> StartAsync(HouseSettings settings, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var addresses = Ports.Addresses(settings.PortBase);
        var house = new RunningHouse(settings, addresses, SandboxFiles.Write(settings, addresses));
        try
        {
            await house.StartHostsAsync(cancellation);
        }
        catch
        {
            await house.DisposeAsync();
            throw;
        }

        house.ReadyAfter = clock.Elapsed;
        return house;
    }

    /// <summary>Completes when one of the hosts ends by itself, which it should not.</summary>
    internal async Task<HostProcess> FirstEndedAsync(CancellationToken cancellation)
    {
        var endings = _processes.ToDictionary(p => p.EndedAsync(cancellation));
        return endings[await Task.WhenAny(endings.Keys)];
    }

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_processes.Select(p => p.DisposeAsync().AsTask()));

    private async Task StartHostsAsync(CancellationToken cancellation)
    {
        var logs = Directory.CreateDirectory(Path.Combine(Settings.Data, "logs")).FullName;
        foreach (var host in HouseHost.All.Where(h => !Settings.Elsewhere.Contains(h.Name)))
        {
            _processes.Add(HostProcess.Start(host, Addresses[host.Name], ConfigurationOf(host), logs));
        }

        using var http = new HttpClient();
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waits = _processes.Select(p => p.WaitUntilReadyAsync(http, Patience, others.Token)).ToList();
        while (waits.Count > 0)
        {
            var done = await Task.WhenAny(waits);
            waits.Remove(done);
            await done;
        }
    }

    internal Dictionary<string, string> ConfigurationOf(HouseHost host)
    {
        var configuration = new Dictionary<string, string>(Settings.Configuration)
        {
            ["Civic:Data"] = Settings.Data,
            ["Civic:Clients"] = Files.Clients,
            ["Civic:Directory"] = Files.Directory,
            // What was left undone is looked for once all hosts answer.
            ["Civic:WorkersAfterSeconds"] = "5",
            ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
            // Ten processes on a laptop: small heaps, and no profile-guided instrumentation while they start.
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_TieredPGO"] = "0",
        };
        if (!Settings.RunsLong)
        {
            // Nothing is compiled a second time before a host has been quiet for a second (by default a tenth of one),
            // which a busy one seldom is.
            configuration["DOTNET_TC_CallCountingDelayMs"] = "1000";
        }

        foreach (var (name, address) in Addresses)
        {
            configuration[$"Civic:Addresses:{name}"] = address;
        }

        if (Settings.Postgres is { } postgres && !host.IsMock)
        {
            configuration["Civic:Postgres"] = postgres;
        }

        return configuration;
    }
}
