using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Requests;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Delivery;

/// <summary>Every state reaches the portal; however it fails, both sides agree once it is well.</summary>
public sealed class PortalSyncTests
{
    private const int Dossiers = 15;
    private const string First = "/DongBoHoSoMC";
    private const string Step = "/CapNhatTienDoHoSoMC";

    [Theory, PortalFaults]
    public async Task RunOnce_PortalFails_BothSidesAgreeOnceItIsWell(DatabaseKind kind, string route, FaultKind fault)
    {
        await using var house = await DeliveryHouse.StartAsync(kind, Dossiers, withPortal: true);
        Break(house, route, fault, count: 6);

        await ToTheEndAsync(house);

        await ShouldAgreeAsync(house, withSteps: fault != FaultKind.Stale);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task RunOnce_PortalNeverKnewTheDossiers_TheyAreToldAsAWhole(DatabaseKind kind)
    {
        await using var house = await DeliveryHouse.StartAsync(kind, Dossiers, withPortal: true);
        // As a database is upgraded: everything but the last change was told before there was a portal to tell.
        await house.QueryAsync(async database =>
        {
            var last = (await database.StateChanges.ToListAsync()).GroupBy(c => c.DossierId)
                .Where(g => g.Count() > 1).Select(g => g.OrderBy(c => c.At).ThenBy(c => c.Id).Last().Id).ToList();
            last.Count.ShouldBeGreaterThan(5);
            await database.StateChanges.Where(c => !last.Contains(c.Id))
                .ExecuteUpdateAsync(c => c.SetProperty(x => x.ToldAt, house.Clock.GetUtcNow()));
            return await database.Dossiers.Where(d => !d.History.Any(h => h.From != null)).ExecuteDeleteAsync();
        });

        await house.Worker.RunOnceAsync(default);

        (await WaitingAsync(house)).ShouldBe(0);
        await ShouldAgreeAsync(house, withSteps: false);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task RunOnce_OneDossierIsRefused_TheOthersAreTaken(DatabaseKind kind)
    {
        await using var house = await DeliveryHouse.StartAsync(kind, Dossiers, withPortal: true);
        var nameless = await house.QueryAsync(async database =>
        {
            var dossier = await database.Dossiers.OrderBy(d => d.Code).FirstAsync();
            await database.Dossiers.Where(d => d.Id == dossier.Id).ExecuteUpdateAsync(d => d.SetProperty(
                x => x.DeclarationJson, dossier.DeclarationJson.Replace(
                    $"\"{Declarations.Of(dossier).Requester.Name}\"", "\"\"")));
            return dossier;
        });

        await house.Worker.RunOnceAsync(default);

        var left = await house.QueryAsync(d => d.ResultDeliveries
            .Where(r => r.Target == ResultTarget.NationalPortal && r.SentAt == null).ToListAsync());
        left.Select(r => r.DossierId).Distinct().ShouldBe([nameless.Id]);
        left.Count(r => r is { Attempts: 1, LastAnswer: "02" }).ShouldBe(1);
    }

    /// <summary>Changes, outages, lost answers and a portal that forgets, in any order.</summary>
    [Theory]
    [InlineData(DatabaseKind.Sqlite, 1)]
    [InlineData(DatabaseKind.Sqlite, 2)]
    [InlineData(DatabaseKind.Sqlite, 3)]
    [InlineData(DatabaseKind.Sqlite, 4)]
    [InlineData(DatabaseKind.Postgres, 5)]
    [InlineData(DatabaseKind.Postgres, 6)]
    [InlineData(DatabaseKind.Postgres, 7)]
    public async Task RunOnce_AnyInterleaving_EndsWithOurStateAtThePortal(DatabaseKind kind, int seed)
    {
        await using var house = await DeliveryHouse.StartAsync(kind, Dossiers, withPortal: true);
        var chance = new Chance((ulong)seed);
        for (var i = 0; i < 60; i++)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(1 + chance.Below(20)));
            switch (chance.Below(4))
            {
                case 0:
                    Break(
                        house, chance.Below(2) == 0 ? First : Step,
                        PortalFaultsAttribute.Kinds[chance.Below(PortalFaultsAttribute.Kinds.Length)],
                        1 + chance.Below(12));
                    break;
                case 1:
                    await house.Worker.RunOnceAsync(default);
                    break;
                default:
                    await MoveOneAsync(house, chance);
                    break;
            }
        }

        await ToTheEndAsync(house);

        await ShouldAgreeAsync(house, withSteps: false);
    }

    internal static void Break(DeliveryHouse house, string route, FaultKind kind, int count) => Control(house).Add(
        new() { Faults = [new Fault { Route = route, Kind = kind, Count = count, DelayMs = 20 }] });

    /// <summary>Until nothing waits; by then the faults are used up, or the portal is made well.</summary>
    internal static async Task ToTheEndAsync(DeliveryHouse house)
    {
        for (var i = 0; i < 40; i++)
        {
            await house.Worker.RunOnceAsync(default);
            if (await WaitingAsync(house) == 0)
            {
                return;
            }

            if (i == 20)
            {
                Control(house).Reset();
            }

            house.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        (await WaitingAsync(house)).ShouldBe(0);
    }

    private static string Number(DossierState state) => ((int)state).ToString(CultureInfo.InvariantCulture);

    private static ScenarioControl Control(DeliveryHouse house) =>
        house.Portal!.Services.GetRequiredService<ScenarioControl>();

    private static Task<int> WaitingAsync(DeliveryHouse house) => house.QueryAsync(d =>
        d.ResultDeliveries.CountAsync(r => r.Target == ResultTarget.NationalPortal && r.SentAt == null));

    internal static Task<int> MoveOneAsync(DeliveryHouse house, Chance chance) => house.QueryAsync(async database =>
    {
        var open = await database.Dossiers.Where(d => d.IsOpen).OrderBy(d => d.Code).ToListAsync();
        if (open.Count == 0)
        {
            return 0;
        }

        var dossier = open[chance.Below(open.Count)];
        var next = Enum.GetValues<DossierState>().Where(s => s != DossierState.Done && dossier.MayMoveTo(s)).ToList();
        dossier.MoveTo(next[chance.Below(next.Count)], house.Clock.GetUtcNow(), "somebody");
        return await database.SaveChangesAsync();
    });

    internal static async Task ShouldAgreeAsync(DeliveryHouse house, bool withSteps)
    {
        var dossiers = await house.QueryAsync(d => d.Dossiers.AsNoTracking().Include(x => x.History).ToListAsync());
        foreach (var dossier in dossiers)
        {
            using var answer = await house.Portal!.Http.PostAsJsonAsync(
                "/TraCuuHoSo", new JsonObject { ["MaHoSo"] = dossier.Code });
            var kept = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["data"]?[0];
            kept.ShouldNotBeNull($"{dossier.Code} in {dossier.State}");
            kept["TrangThaiHoSo"]!.ToString().ShouldBe(Number(dossier.State), dossier.Code);
            kept["DanhSachGiayToKetQua"]!.AsArray().Count.ShouldBe(dossier.State == DossierState.Returned ? 1 : 0);
            if (withSteps)
            {
                kept["TienDo"]!.AsArray().Select(s => s!["TrangThai"]!.ToString()).ShouldBe(dossier.History
                    .Where(h => h.From is not null).OrderBy(h => h.At).ThenBy(h => h.Id)
                    .Select(h => Number(h.To)));
            }
        }
    }
}
