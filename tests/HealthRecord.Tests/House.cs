using System.Text.Json;
using Civic.HealthRecord.Storage;
using Civic.IdentityBridge;
using Civic.NationalRegisters;
using Civic.Sandbox;
using Civic.Shared.Hosting;
using Civic.Signing;
using Civic.Testing;
using Civic.TrustServices;
using Civic.Vneid;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.HealthRecord.Tests;

/// <summary>
/// The health record with the bridge, VNeID and the registers, each on its real address; two clinics beside it.
/// </summary>
internal sealed class House : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("civic-health-").FullName;
    private readonly List<TestHost> _hosts = [];
    private readonly Dictionary<string, string> _addresses = TestHost.FreeAddresses(
        "identity",
        "vneid",
        "registers",
        "health",
        "signing",
        "trust"
    );

    private TestHost? _trust;
    private TestHost _bridge = null!;

    private House(DateTimeOffset? at)
    {
        Clock = new(at ?? new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.FromHours(7)));
        Clinic = NewClinic("01901");
        OtherClinic = NewClinic("01902");
    }

    internal ManualClock Clock { get; }

    internal HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    internal TestHost Health { get; private set; } = null!;

    internal TestHost Registers { get; private set; } = null!;

    internal string SigningAddress => _addresses["signing"];

    internal ClinicSystem Clinic { get; }

    internal ClinicSystem OtherClinic { get; }

    internal static async Task<House> StartAsync(
        DatabaseKind kind, bool signing = false, DateTimeOffset? at = null)
    {
        var house = new House(at);
        var settings = Databases.Settings(kind);
        settings["Civic:Clients"] = house.Write(
            "clients.json",
            new[] { house.Clinic.Metadata(), house.OtherClinic.Metadata() }
        );
        settings["Civic:Directory"] = house.Write("staff.json", Staff());
        settings["Civic:Health:Sources:TimeoutMs"] = "1500";
        await house.StartAsync(VneidHost.Service, settings);
        house.Registers = await house.StartAsync(NationalRegistersHost.Service, settings);
        house._bridge = await house.StartAsync(IdentityBridgeHost.Service, settings);
        if (signing)
        {
            house._trust = await house.StartAsync(TrustServicesHost.Service, settings);
            await house.StartAsync(SigningHost.Service, settings);
        }

        house.Health = await house.StartAsync(HealthRecordHost.Service, settings);
        return house;
    }

    internal static string NumberOf(string persona) => Personas.ById(persona).Number.Value;

    internal void Spoil(string route, FaultKind kind, int? count = null, int? delayMs = null) =>
        Registers
            .Services.GetRequiredService<ScenarioControl>()
            .Add(
                new Scenario
                {
                    Faults =
                    [
                        new Fault
                        {
                            Route = route,
                            Kind = kind,
                            Count = count,
                            DelayMs = delayMs,
                        },
                    ],
                }
            );

    internal void SpoilTrust(string route, FaultKind kind) =>
        _trust!
            .Services.GetRequiredService<ScenarioControl>()
            .Add(new Scenario { Faults = [new Fault { Route = route, Kind = kind }] });

    internal void RestoreTrust() => _trust!.Services.GetRequiredService<ScenarioControl>().Reset();

    internal Task StopSigningAsync() => _hosts.Single(h => h.Address == SigningAddress).App.StopAsync();

    internal async Task<Browser> SignedInAsync(string persona, string page = "/ho-so")
    {
        var browser = new Browser();
        await browser.GoAsync($"{Health.Address}/sign-in?returnUrl={Uri.EscapeDataString(page)}");
        await LogInAsync(browser, persona);
        return browser;
    }

    /// <summary>At VNeID's page, and then at the bridge's.</summary>
    internal static async Task LogInAsync(Browser browser, string persona)
    {
        await browser.SubmitAsync(browser.Address.ToString(), ("Persona", persona));
        if (browser.Address.AbsolutePath.StartsWith("/consent/", StringComparison.Ordinal))
        {
            await browser.SubmitAsync(browser.Address.ToString(), ("decision", "approve"));
        }
    }

    /// <summary>On the bridge's own pages.</summary>
    internal async Task<Browser> ReportMisuseAsync(string persona)
    {
        var browser = new Browser();
        await browser.GoAsync(_bridge.Address + "/account/misuse");
        await LogInAsync(browser, persona);
        await browser.SubmitAsync(browser.Address.ToString(), ("sure", "true"));
        return browser;
    }

    /// <summary>As two administrators would; the bridge's tests go through their pages.</summary>
    internal async Task LiftAsync()
    {
        using var scope = _bridge.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<Civic.Shared.Storage.CivicDbContext>().Database
            .ExecuteSqlRawAsync("UPDATE account_freezes SET lifted_at = 1");
    }

    internal static async Task PermitAsync(Browser citizen, string facility)
    {
        await citizen.GoAsync($"/ho-so/dong-y/{facility}");
        await citizen.SubmitAsync($"/ho-so/dong-y/{facility}", ("Agreed", "true"));
    }

    internal static async Task WithdrawAsync(Browser citizen, string facility)
    {
        await citizen.GoAsync($"/ho-so/dong-y/{facility}/rut");
        await citizen.SubmitAsync($"/ho-so/dong-y/{facility}/rut");
    }

    internal async Task<T> InDatabaseAsync<T>(Func<HealthDatabase, Task<T>> work)
    {
        using var scope = Health.Services.CreateScope();
        return await work(scope.ServiceProvider.GetRequiredService<HealthDatabase>());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.DisposeAsync();
        }

        Http.Dispose();
        Clinic.Dispose();
        OtherClinic.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<Dictionary<string, object?>> Staff() =>
        from persona in Personas.All
        where persona.Staff is not null
        select new Dictionary<string, object?>
        {
            ["national_id"] = persona.Number.Value,
            ["client_id"] = persona.Staff!.Agency,
            ["roles"] = persona.Staff.Roles,
            ["title"] = persona.Staff.Title,
            ["unit"] = persona.Staff.Unit,
            ["from"] = "2020-01-01",
            ["until"] = "2030-12-31",
        }
            .Concat(
                persona.Staff.FacilityCode is { } code
                    ? [new KeyValuePair<string, object?>("facility_code", code)]
                    : (KeyValuePair<string, object?>[])[]
            )
            .ToDictionary();

    private ClinicSystem NewClinic(string facility) =>
        new(facility, _addresses["identity"], _addresses["health"], Http, Clock);

    private string Write(string name, object content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, JsonSerializer.Serialize(content));
        return path;
    }

    private async Task<TestHost> StartAsync(ServiceDescription service, Dictionary<string, string?> settings)
    {
        var host = await TestHost.StartAsync(service, _addresses, settings, Clock);
        _hosts.Add(host);
        return host;
    }
}
