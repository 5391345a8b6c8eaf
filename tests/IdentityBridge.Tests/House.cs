using System.Collections.Concurrent;
using System.Text.Json;
using Civic.Sandbox;
using Civic.Testing;
using Civic.Vneid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Civic.IdentityBridge.Tests;

/// <summary>The bridge, the simulated VNeID, two services and a client written by hand, on real addresses.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("civic-house-").FullName;
    private readonly List<TestHost> _hosts = [];

    /// <summary>What the hosts go by: the manual clock, or the real one where foreign programs take part.</summary>
    private TimeProvider _time = TimeProvider.System;

    internal ManualClock Clock { get; private init; } =
        new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(7)));

    internal Dictionary<string, string> Addresses { get; } =
        TestHost.FreeAddresses("identity", "vneid", "judicial", "health", "portal");

    internal Lines Logged { get; } = new();

    internal HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    internal ByHand Client { get; private set; } = null!;

    internal ByHand OtherClient { get; private set; } = null!;

    internal TestHost Bridge { get; private set; } = null!;

    internal TestHost Vneid { get; private set; } = null!;

    /// <summary>In VNeID's place, where a test asks for it.</summary>
    internal ForeignUpstream? Foreign { get; private set; }

    /// <summary>Only where the bridge is told of the portal.</summary>
    internal TestHost? Portal { get; private set; }

    /// <summary>The population register; without it everybody is unmatched.</summary>
    internal TestHost? Registers { get; private set; }

    internal TestHost? Judicial { get; private set; }

    internal TestHost? Health { get; private set; }

    /// <summary>What a program needs to work on the bridge's database.</summary>
    internal Dictionary<string, string?> BridgeSettings { get; private set; } = [];

    internal string Issuer => Addresses["identity"];

    internal static async Task<House> StartAsync(
        DatabaseKind kind, bool services = false, Dictionary<string, string?>? more = null, string? redirect = null,
        DateTimeOffset? at = null, Func<ByHand, object>? client = null, bool live = false,
        bool foreign = false, bool registers = false, RegisterByHand? register = null,
        string? staff = null)
    {
        var house = at is { } moment ? new House { Clock = new ManualClock(moment) } : new House();
        house._time = live ? TimeProvider.System : house.Clock;
        house.Client = new ByHand("by-hand", house.Issuer, house._time, house.Http)
        {
            RedirectUri = redirect ?? ByHand.Redirect,
        };
        house.OtherClient = new ByHand("other", house.Issuer, house._time, house.Http);
        var settings = Databases.Settings(kind);
        foreach (var (key, value) in more ?? [])
        {
            settings[key] = value;
        }

        settings["Civic:Clients"] = house
            .Write("clients.json", new[]
            {
                client?.Invoke(house.Client) ?? house.Client.Metadata(), house.OtherClient.Metadata(),
            });
        settings["Civic:Directory"] = staff ?? house.Write("staff.json", StaffEntries());
        if (foreign)
        {
            house.Foreign = await ForeignUpstream.StartAsync(house.Addresses, house.Http);
        }
        else
        {
            house.Vneid = await house.StartAsync(VneidHost.Service, []);
        }

        // A machine that builds something else at the same time is no upstream that is down.
        settings["Civic:Upstreams:Timeout"] = "00:00:40";
        if (settings.ContainsKey("Civic:Upstreams:portal:Secret"))
        {
            house.Portal = await house.StartAsync(Civic.NationalPortal.NationalPortalHost.Service, []);
        }

        if (registers || register is not null)
        {
            house.Addresses.Add("registers", TestHost.FreeAddresses("registers")["registers"]);
            house.Registers = await house.StartAsync(
                register?.Service ?? Civic.NationalRegisters.NationalRegistersHost.Service, []);
            settings["Civic:Population:Timeout"] = "00:00:40";
        }

        settings["Civic:Data"] = Path.Combine(house._folder, "data");
        house.BridgeSettings = new(settings);
        house.Bridge = await house.StartAsync(IdentityBridgeHost.Service, settings);
        if (services)
        {
            house.Judicial = await house.StartAsync(TestService.Judicial, settings);
            house.Health = await house.StartAsync(TestService.Health, settings);
        }

        return house;
    }

    /// <summary>
    /// A second bridge behind the same public address and on the same database; gives its own address.
    /// </summary>
    internal async Task<string> StartReplicaAsync()
    {
        var address = TestHost.FreeAddresses("identity")["identity"];
        await StartAsync(
            IdentityBridgeHost.Service, new Dictionary<string, string?>(BridgeSettings) { ["urls"] = address });
        return address;
    }

    internal void Order(FaultKind kind, string route, TestHost? at = null, int count = 1) =>
        (at ?? Vneid).Services.GetRequiredService<ScenarioControl>().Add(
            new Scenario { Faults = [new Fault { Route = route, Kind = kind, Count = count }] });

    /// <summary>A browser that signed in to a service of the house.</summary>
    internal async Task<Browser> SignedInAsync(TestHost service, string persona, string returnUrl = "/me")
    {
        var browser = new Browser();
        await browser.SignInAsync(service.Address, persona, returnUrl);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.DisposeAsync();
        }

        if (Foreign is not null)
        {
            await Foreign.DisposeAsync();
        }

        Http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<Dictionary<string, object>> StaffEntries() =>
        from persona in Personas.All
        where persona.Staff is not null
        select new Dictionary<string, object>
        {
            ["national_id"] = persona.Number.Value,
            ["client_id"] = persona.Staff!.Agency,
            ["roles"] = persona.Staff.Roles,
            ["title"] = persona.Staff.Title,
            ["unit"] = persona.Staff.Unit,
            ["from"] = "2020-01-01",
            ["until"] = persona.Id == "pho-giam-doc" ? "2026-03-01" : "2030-12-31",
        };

    private string Write(string name, object content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, JsonSerializer.Serialize(content));
        return path;
    }

    private async Task<TestHost> StartAsync(Shared.Hosting.ServiceDescription service, Dictionary<string,
        string?> settings)
    {
        var host = await TestHost.StartAsync(service, Addresses, settings, _time,
            services: s => s.AddSingleton<ILoggerProvider>(Logged));
        _hosts.Add(host);
        return host;
    }
}

/// <summary>Everything that any host logged.</summary>
internal sealed class Lines : ILoggerProvider, ILogger
{
    internal ConcurrentQueue<string> All { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => All.Enqueue(formatter(state, exception) + exception);

    public void Dispose()
    {
    }
}
