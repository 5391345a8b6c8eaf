using Civic.Dossiers.Bench.Fill;
using Civic.JudicialRecords.Delivery;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Storage;
using Civic.NationalPortal;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Tests.Delivery;

/// <summary>The justice service whose workers only run when a test says so, and those to whom it delivers.</summary>
internal sealed class DeliveryHouse : IAsyncDisposable
{
    private readonly List<TestHost> _hosts = [];
    private readonly Dictionary<string, string> _addresses =
        TestHost.FreeAddresses("identity", "judicial", "registers", "payments", "messages", "portal", "signing");

    private readonly Dictionary<string, string?> _settings;

    private DeliveryHouse(DatabaseKind kind, bool withPortal)
    {
        _addresses["vneid"] = _addresses["messages"];
        if (!withPortal)
        {
            _addresses["portal"] = _addresses["messages"];
        }

        _settings = Databases.Settings(kind);
    }

    internal ManualClock Clock { get; } = ManualClock.LastMorning();

    internal OtherSides Others { get; } = new();

    internal TestHost Judicial { get; private set; } = null!;

    /// <summary>The sandbox's, where asked for.</summary>
    internal TestHost? Portal { get; private set; }

    internal DeliveryWorker Worker => Judicial.Services.GetRequiredService<DeliveryWorker>();

    /// <param name="kind">Of database.</param>
    /// <param name="dossiers">So many are there, of whose changes nobody was told yet.</param>
    /// <param name="withPortal">The sandbox's portal, instead of one that only counts.</param>
    internal static async Task<DeliveryHouse> StartAsync(DatabaseKind kind, int dossiers, bool withPortal = false)
    {
        var house = new DeliveryHouse(kind, withPortal);
        house._hosts.Add(await TestHost.StartAsync(house.Others.Service, house._addresses, clock: house.Clock));
        house.Judicial = await house.StartReplicaAsync();
        if (withPortal)
        {
            house.Portal = await TestHost.StartAsync(NationalPortalHost.Service, house._addresses, clock: house.Clock);
            house._hosts.Add(house.Portal);
        }

        await house.QueryAsync(async database =>
        {
            var pack = house.Judicial.Services.GetRequiredService<PolicyPack>();
            var filler = new Filler(database, pack, house.Clock.GetUtcNow(), seed: 11, trusted: false);
            await filler.RunAsync(0, dossiers, _ => { }, default);
            await database.Messages.ExecuteDeleteAsync();
            await database.ResultDeliveries.ExecuteDeleteAsync();
            return await database.StateChanges.ExecuteUpdateAsync(
                c => c.SetProperty(x => x.ToldAt, (DateTimeOffset?)null));
        });
        return house;
    }

    /// <summary>On the same database, where that is PostgreSQL, with an address of its own.</summary>
    /// <param name="works">Its workers run by themselves.</param>
    internal async Task<TestHost> StartReplicaAsync(bool works = false)
    {
        var settings = new Dictionary<string, string?>(_settings)
        {
            ["Civic:WorkersAfterSeconds"] = works ? "0" : "3600",
        };
        var addresses = new Dictionary<string, string>(_addresses);
        if (Judicial is not null)
        {
            addresses["judicial"] = TestHost.FreeAddresses("judicial")["judicial"];
        }

        var host = await TestHost.StartAsync(JudicialRecordsHost.Service, addresses, settings, Clock);
        _hosts.Add(host);
        return host;
    }

    internal async Task<T> QueryAsync<T>(Func<JudicialDbContext, Task<T>> query)
    {
        await using var scope = Judicial.Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<JudicialDbContext>());
    }

    internal Task<List<Message>> MessagesAsync() => QueryAsync(d => d.Messages.AsNoTracking().ToListAsync());

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.DisposeAsync();
        }
    }
}
