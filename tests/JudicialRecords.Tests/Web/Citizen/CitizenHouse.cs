using Civic.Browsing;
using Civic.IdentityBridge;
using Civic.JudicialRecords.Storage;
using Civic.Messages;
using Civic.NationalRegisters;
using Civic.Payments;
using Civic.Sandbox;
using Civic.Testing;
using Civic.Vneid;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Tests.Web.Citizen;

/// <summary>The justice service with everything that a citizen's journey touches, on real addresses.</summary>
internal sealed class CitizenHouse : IAsyncDisposable
{
    private readonly List<TestHost> _hosts = [];

    internal ManualClock Clock { get; } = new(new DateTimeOffset(2024, 9, 3, 9, 0, 0, TimeSpan.FromHours(7)));

    internal TestHost Judicial { get; private set; } = null!;

    internal TestHost Registers { get; private set; } = null!;

    internal TestHost Gateway { get; private set; } = null!;

    internal TestHost Phones { get; private set; } = null!;

    internal static async Task<CitizenHouse> StartAsync(DatabaseKind kind = DatabaseKind.Sqlite)
    {
        var house = new CitizenHouse();
        var addresses = TestHost.FreeAddresses(
            "identity", "vneid", "judicial", "registers", "payments", "messages", "signing");
        var settings = Databases.Settings(kind);
        settings["Civic:Registers:AttemptTimeout"] = "00:00:00.500";
        settings["Civic:Registers:RetryDelay"] = "00:00:00.010";

        async Task<TestHost> StartOneAsync(Civic.Shared.Hosting.ServiceDescription service)
        {
            var host = await TestHost.StartAsync(service, addresses, settings, house.Clock);
            house._hosts.Add(host);
            return host;
        }

        await StartOneAsync(VneidHost.Service);
        await StartOneAsync(IdentityBridgeHost.Service);
        house.Registers = await StartOneAsync(NationalRegistersHost.Service);
        house.Gateway = await StartOneAsync(PaymentsHost.Service);
        house.Phones = await StartOneAsync(MessagesHost.Service);
        house.Judicial = await StartOneAsync(JudicialRecordsHost.Service);
        return house;
    }

    /// <summary>A browser that opened a page of the service, signed in as that persona and agreed.</summary>
    internal async Task<Page> SignedInAsync(Browser browser, string persona, string path)
    {
        var page = await browser.GoAsync(Judicial.Address + path);
        page = await page.FormWithButton(Personas.ById(persona).Name).Press(Personas.ById(persona).Name).SendAsync();
        return page.Address.AbsolutePath.StartsWith("/consent", StringComparison.Ordinal)
            ? await page.FormWithButton("Đồng ý").SendAsync()
            : page;
    }

    internal void Break(TestHost mock, string route, FaultKind kind, int? count = null) =>
        mock.Services.GetRequiredService<ScenarioControl>().Add(
            new Scenario { Faults = [new Fault { Route = route, Kind = kind, Count = count, DelayMs = 5_000 }] });

    internal async Task<T> QueryAsync<T>(Func<JudicialDbContext, Task<T>> query)
    {
        await using var scope = Judicial.Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<JudicialDbContext>());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.DisposeAsync();
        }
    }
}
