using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Reports.Portal;
using Civic.JudicialRecords.Tests.Delivery;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Reports;

/// <summary>Both sides are compared; what differs is found, told anew, and counted as repaired.</summary>
public sealed class ReconciliationTests
{
    private const string LookUp = "/TraCuuHoSo";
    private const int Dossiers = 15;

    [Theory, ClassData(typeof(Databases))]
    public async Task Run_BothSidesAgree_IsAHundredPercent(DatabaseKind kind)
    {
        await using var house = await ToldAsync(kind);

        var run = await RunAsync(house);

        (run.Same, run.Total).ShouldBe((Dossiers, Dossiers));
        run.FinishedAt.ShouldNotBeNull();
        (await FindingsAsync(house)).ShouldBeEmpty();
    }

    /// <summary>It said that it took them; only asking finds out.</summary>
    [Theory, ClassData(typeof(Databases))]
    public async Task Run_PortalLostWhatItTook_IsFoundToldAnewAndRepaired(DatabaseKind kind)
    {
        await using var house = await ToldAsync(kind, lost: 3);

        var first = await RunAsync(house);

        first.Same.ShouldBeLessThan(Dossiers);
        var found = await FindingsAsync(house);
        found.Count.ShouldBe(first.Total - first.Same);
        found.ShouldAllBe(f => f.Standing == FindingKind.NotKnown || f.Standing == FindingKind.OtherState
            || f.Standing == FindingKind.OtherResult);
        (await house.QueryAsync(d => d.ResultDeliveries.CountAsync(r => r.Kind == ResultKind.Anew)))
            .ShouldBe(found.Count);

        var meanwhile = await RunAsync(house);
        meanwhile.Same.ShouldBe(first.Same);
        (await FindingsAsync(house)).Where(f => f.RunId == meanwhile.Id)
            .ShouldAllBe(f => f.Standing == FindingKind.OnItsWay && f.WaitingSince != null);
        (await house.QueryAsync(d => d.ResultDeliveries.CountAsync(r => r.Kind == ResultKind.Anew)))
            .ShouldBe(found.Count, "no second word while the first waits");

        await PortalSyncTests.ToTheEndAsync(house);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var last = await RunAsync(house);
        (last.Same, last.Total).ShouldBe((Dossiers, Dossiers));
        (await FindingsAsync(house)).ShouldAllBe(f => f.RepairedAt != null);
    }

    [Theory]
    [InlineData(FaultKind.Http5xx, "http-503")]
    [InlineData(FaultKind.Timeout, "unreachable")]
    [InlineData(FaultKind.TruncatedBody, "unreachable")]
    [InlineData(FaultKind.MalformedBody, "unreachable")]
    [InlineData(FaultKind.PartialMatch, "99")]
    [InlineData(FaultKind.Replay, "garbled")]
    public async Task Run_PortalDoesNotAnswer_IsSaidSoAndNothingIsToldAnew(FaultKind fault, string code)
    {
        await using var house = await ToldAsync(DatabaseKind.Sqlite);
        PortalSyncTests.Break(house, LookUp, fault, count: 10_000);
        var id = await BeginAsync(house);
        for (var i = 0; i < 3; i++)
        {
            await Worker(house).RunOnceAsync(default);
            (await RunOfAsync(house, id)).Failures.ShouldBe(i + 1, "it rests in between");
            house.Clock.Advance(CompareDossiers.Rest + TimeSpan.FromSeconds(1));
        }

        var run = await RunOfAsync(house, id);

        (run.Same, run.FinishedAt is not null).ShouldBe((0, true));
        var found = await FindingsAsync(house);
        found.Count.ShouldBe(Dossiers);
        found.ShouldAllBe(f => f.Standing == FindingKind.Unreachable);
        found.ShouldContain(f => f.Theirs == code);
        (await house.QueryAsync(d => d.ResultDeliveries.CountAsync(r => r.Kind == ResultKind.Anew))).ShouldBe(0);
        house.Portal!.Services.GetRequiredService<ScenarioControl>().Reset();
        (await RunAsync(house)).Same.ShouldBe(Dossiers);
        (await FindingsAsync(house)).ShouldAllBe(f => f.RepairedAt != null);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Run_HostStopsOrReplicasShareIt_EachDossierCountsOnce(DatabaseKind kind)
    {
        await using var house = await ToldAsync(kind);
        var id = await BeginAsync(house);
        // As a crash in the middle of a bite leaves it.
        await house.QueryAsync(d => d.PortalRuns.ExecuteUpdateAsync(r => r.SetProperty(
            x => x.ClaimedUntil, (DateTimeOffset?)house.Clock.GetUtcNow().AddMinutes(3))));
        await Worker(house).RunOnceAsync(default);
        (await RunOfAsync(house, id)).FinishedAt.ShouldBeNull("somebody has it in hand");
        house.Clock.Advance(TimeSpan.FromMinutes(4));

        var other = kind == DatabaseKind.Postgres ? await house.StartReplicaAsync() : house.Judicial;
        await Task.WhenAll(
            Worker(house).RunOnceAsync(default),
            other.Services.GetRequiredService<ReconciliationWorker>().RunOnceAsync(default));

        var run = await RunOfAsync(house, id);
        (run.Same, run.Total, run.FinishedAt is not null).ShouldBe((Dossiers, Dossiers, true));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Night_ItsHourHasCome_RunsOnceOverAllDaysSinceTheLast(DatabaseKind kind)
    {
        await using var house = await ToldAsync(kind);
        var tomorrow = house.Clock.TodayInVietnam().AddDays(1);
        house.Clock.Set(tomorrow.MidnightInVietnam().AddMinutes(119));
        await Worker(house).RunOnceAsync(default);
        (await NightsAsync(house)).ShouldBeEmpty("it is not yet two o'clock in Vietnam");

        house.Clock.Set(tomorrow.MidnightInVietnam().AddHours(2));
        await Worker(house).RunOnceAsync(default);
        await Worker(house).RunOnceAsync(default);
        house.Clock.Set(tomorrow.AddDays(3).MidnightInVietnam().AddHours(5));
        await Worker(house).RunOnceAsync(default);

        (await NightsAsync(house)).ShouldBe(
        [
            (tomorrow, tomorrow.AddDays(-1), tomorrow.AddDays(-1)),
            (tomorrow.AddDays(3), tomorrow, tomorrow.AddDays(2)),
        ]);
    }

    /// <summary>Words, losses, changes and comparisons in any order: one more comparison finds nothing.</summary>
    [Theory]
    [InlineData(DatabaseKind.Sqlite, 11)]
    [InlineData(DatabaseKind.Sqlite, 12)]
    [InlineData(DatabaseKind.Postgres, 13)]
    public async Task Run_AnythingWasLost_BothSidesAgreeInTheEnd(DatabaseKind kind, ulong seed)
    {
        await using var house = await ToldAsync(kind);
        var chance = new Chance(seed);
        for (var i = 0; i < 40; i++)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(1 + chance.Below(20)));
            switch (chance.Below(5))
            {
                case 0:
                    var route = new[] { "/DongBoHoSoMC", "/CapNhatTienDoHoSoMC", LookUp }[chance.Below(3)];
                    FaultKind[] kinds = [FaultKind.Replay, .. PortalFaultsAttribute.Kinds];
                    PortalSyncTests.Break(house, route, kinds[chance.Below(kinds.Length)], 1 + chance.Below(3));
                    break;
                case 1:
                    await house.Worker.RunOnceAsync(default);
                    break;
                case 2 when i % 3 == 0:
                    await BeginAsync(house);
                    await Worker(house).RunOnceAsync(default);
                    break;
                default:
                    await PortalSyncTests.MoveOneAsync(house, chance);
                    break;
            }
        }

        house.Portal!.Services.GetRequiredService<ScenarioControl>().Reset();
        for (var round = 0; round < 2; round++)
        {
            await PortalSyncTests.ToTheEndAsync(house);
            house.Clock.Advance(TimeSpan.FromMinutes(30));
            await Worker(house).RunOnceAsync(default);
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            await RunAsync(house);
        }

        await PortalSyncTests.ShouldAgreeAsync(house, withSteps: false);
        (await FindingsAsync(house)).ShouldAllBe(f => f.RepairedAt != null);
    }

    private static ReconciliationWorker Worker(DeliveryHouse house) =>
        house.Judicial.Services.GetRequiredService<ReconciliationWorker>();

    /// <param name="kind">Of database.</param>
    /// <param name="lost">Calls of each operation that the portal says it took, and did not.</param>
    private static async Task<DeliveryHouse> ToldAsync(DatabaseKind kind, int lost = 0)
    {
        var house = await DeliveryHouse.StartAsync(kind, Dossiers, withPortal: true);
        if (lost > 0)
        {
            PortalSyncTests.Break(house, "/DongBoHoSoMC", FaultKind.Replay, lost);
            PortalSyncTests.Break(house, "/CapNhatTienDoHoSoMC", FaultKind.Replay, lost);
        }

        await PortalSyncTests.ToTheEndAsync(house);
        // The day's hours before the night's run, so that only what a test asks for runs.
        house.Clock.Set(house.Clock.TodayInVietnam().AddDays(1).MidnightInVietnam().AddMinutes(1));
        return house;
    }

    private static async Task<Guid> BeginAsync(DeliveryHouse house)
    {
        await using var scope = house.Judicial.Services.CreateAsyncScope();
        var today = house.Clock.TodayInVietnam();
        return await scope.ServiceProvider.GetRequiredService<BeginRun>()
            .AskedAsync(today.AddDays(-BeginRun.MostDays + 1), today, "somebody", default) switch
        {
            BeginResult.Begun(var id) => id,
            BeginResult.UnderWay(var id) => id,
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    private static async Task<PortalRun> RunAsync(DeliveryHouse house)
    {
        var id = await BeginAsync(house);
        await Worker(house).RunOnceAsync(default);
        return await RunOfAsync(house, id);
    }

    private static Task<PortalRun> RunOfAsync(DeliveryHouse house, Guid id) =>
        house.QueryAsync(d => d.PortalRuns.AsNoTracking().SingleAsync(r => r.Id == id));

    private static Task<List<PortalFinding>> FindingsAsync(DeliveryHouse house) =>
        house.QueryAsync(d => d.PortalFindings.AsNoTracking().ToListAsync());

    private static async Task<List<(DateOnly, DateOnly, DateOnly)>> NightsAsync(DeliveryHouse house) =>
        [.. (await house.QueryAsync(d => d.PortalRuns.AsNoTracking().Where(r => r.Night != null)
            .OrderBy(r => r.Night).ToListAsync())).Select(r => (r.Night!.Value, r.From, r.To))];
}
