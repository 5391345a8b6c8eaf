using Civic.AppHost.House;
using Civic.Sandbox;

namespace Civic.AppHost.Bench.Crash;

/// <summary>The house with several replicas of what is to be killed; mocks run on.</summary>
internal sealed class CrashHouse : IAsyncDisposable
{
    private static readonly HouseHost[] Hosts =
        [.. HouseHost.All.Where(h => h.Name is "identity" or "judicial" or "signing")];

    private readonly RunningHouse _house;
    private readonly List<Replica> _replicas = [];
    private readonly List<Balancer> _balancers = [];
    private readonly List<Task> _starting = [];
    private readonly HttpClient _http = new();

    private CrashHouse(RunningHouse house) => _house = house;

    internal IReadOnlyDictionary<string, string> Addresses => _house.Addresses;

    internal static async Task<CrashHouse> StartAsync(
        string data, string? postgres, int replicas, CancellationToken cancellation)
    {
        var configuration = new[] { "login", "tracking", "verification" }
            .ToDictionary(n => $"Civic:RateLimits:{n}", _ => "1000000");
        var house = new CrashHouse(await RunningHouse.StartAsync(
            new HouseSettings
            {
                Data = data,
                Postgres = postgres,
                Configuration = configuration,
                Elsewhere = new HashSet<string>(["health", .. Hosts.Select(h => h.Name)]),
            },
            cancellation));
        try
        {
            // One of each first: it makes the keys and tables that the others find.
            for (var round = 0; round < replicas; round++)
            {
                await house.StartRoundAsync(round, replicas, cancellation);
            }
        }
        catch
        {
            await house.DisposeAsync();
            throw;
        }

        return house;
    }

    /// <summary>
    /// After a while kills a replica, ready or still starting, and starts it again without waiting for it.
    /// </summary>
    internal async Task<string> KillOneAsync(Dice dice, CancellationToken cancellation)
    {
        if (dice.Below(4) > 0)
        {
            // Were all of them always starting, nothing would happen that a kill could break.
            await AllReadyAsync();
        }

        await Task.Delay(200 + dice.Below(2300), cancellation);
        var ready = _replicas.FindAll(r => r.IsReady);
        var among = ready.Count == 0 || dice.Below(5) == 0 ? _replicas : ready;
        var victim = among[dice.Below(among.Count)];
        await victim.KillAsync();
        _starting.Add(victim.StartAsync(_http, cancellation));
        return victim.Name;
    }

    /// <exception cref="HouseFailure">One did not start again by itself.</exception>
    internal async Task AllReadyAsync()
    {
        await Task.WhenAll(_starting);
        _starting.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_replicas.Select(r => r.DisposeAsync().AsTask()));
        foreach (var balancer in _balancers)
        {
            await balancer.DisposeAsync();
        }

        await _house.DisposeAsync();
        _http.Dispose();
    }

    private async Task StartRoundAsync(int round, int replicas, CancellationToken cancellation)
    {
        var starting = new List<Task>();
        foreach (var host in Hosts)
        {
            if (round == 0)
            {
                var ports = Enumerable.Range(0, replicas).Select(_ => FreePorts.Next()).ToArray();
                _balancers.Add(new Balancer(new Uri(Addresses[host.Name]).Port, ports));
                _replicas.AddRange(ports.Select((port, i) => Make(host, i, port)));
            }

            starting.Add(_replicas.Single(r => r.Name == $"{host.Name}-{round + 1}").StartAsync(_http, cancellation));
        }

        await Task.WhenAll(starting);
    }

    private Replica Make(HouseHost host, int number, int port)
    {
        var configuration = _house.ConfigurationOf(host);
        configuration["Civic:WorkersAfterSeconds"] = "0";
        return new Replica(
            host with { Name = $"{host.Name}-{number + 1}" }, $"http://127.0.0.1:{port}", configuration,
            Path.Combine(_house.Settings.Data, "logs"));
    }
}
