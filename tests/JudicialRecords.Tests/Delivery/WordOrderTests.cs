using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Requests;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Delivery;

/// <summary>What VNeID is told of one dossier comes in order, however many calls are made at a time.</summary>
public sealed class WordOrderTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task RunOnce_WordsOfOneMoment_ComeOneAfterAnother(DatabaseKind kind)
    {
        await using var house = await DeliveryHouse.StartAsync(kind, 40);
        var words = await WaitingAsync(house);

        await house.Worker.RunOnceAsync(default);

        StatesTold(house).ShouldBe(words);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task RunOnce_FirstWordIsNotTaken_TheLaterOnesWaitForIt(DatabaseKind kind)
    {
        await using var house = await DeliveryHouse.StartAsync(kind, 40);
        var words = await WaitingAsync(house);
        house.Others.Down("result");

        await house.Worker.RunOnceAsync(default);

        var rows = await RowsAsync(house);
        rows.RemoveAll(r => r.Target == ResultTarget.NationalPortal);
        var until = house.Clock.GetUtcNow() + TimeSpan.FromSeconds(10);
        rows.Select(r => r.Attempts).ShouldBe([1, .. Enumerable.Repeat(0, rows.Count - 1)]);
        rows.ShouldAllBe(r => r.RetryAt == until && r.SentAt == null);
        rows[0].LastAnswer.ShouldBe("http-503");

        house.Others.Up("result");
        house.Clock.Advance(TimeSpan.FromSeconds(10));
        await house.Worker.RunOnceAsync(default);
        StatesTold(house).ShouldBe(words);
    }

    [Fact]
    public async Task RunOnce_OneCanNotBePutIntoWords_TheOthersGoOutAndItIsTriedLater()
    {
        await using var house = await DeliveryHouse.StartAsync(DatabaseKind.Sqlite, 60);
        var returned = await house.QueryAsync(d => d.Database.ExecuteSqlRawAsync(
            "UPDATE dossiers SET state = 9 WHERE state = 10"));
        var broken = await house.QueryAsync(d => d.Certificates.OrderBy(c => c.SigningTime).FirstAsync(
            c => d.Dossiers.Any(x => x.Id == c.DossierId && x.State == DossierState.Done)));
        await house.QueryAsync(d => d.Certificates.Where(c => c.DossierId == broken.DossierId).ExecuteDeleteAsync());

        await house.Worker.RunOnceAsync(default);

        house.Others.TakenBy("result").Count.ShouldBe(returned - 1);
        house.Others.AtPortal().Count(t => t.Any(w => w.Papers == 1 && w.Updating == "True")).ShouldBe(returned - 1);
        house.Others.AtPortal().Count.ShouldBe(59);
        var left = await house.QueryAsync(d => d.ResultDeliveries.Where(r => r.SentAt == null).ToListAsync());
        left.Select(r => r.DossierId).Distinct().ShouldBe([broken.DossierId]);
        left.ShouldAllBe(r => r.RetryAt > house.Clock.GetUtcNow());
        left.GroupBy(r => r.Target).ShouldAllBe(g => g.Count(r => r.Attempts == 1) == 1);
    }

    /// <summary>Every state of one dossier waits to be told, all written in one moment.</summary>
    private static async Task<int[]> WaitingAsync(DeliveryHouse house) => await house.QueryAsync(async database =>
    {
        var history = (await database.StateChanges.ToListAsync()).GroupBy(c => c.DossierId)
            .MaxBy(g => g.Count())!.OrderBy(c => c.At).ThenBy(c => c.Id).ToList();
        history.Count.ShouldBeGreaterThan(4);
        database.ResultDeliveries.AddRange(history.Select(c => new ResultDelivery
        {
            DossierId = c.DossierId,
            StateChangeId = c.Id,
            Target = ResultTarget.Vneid,
            Kind = ResultKind.State,
            CreatedAt = house.Clock.GetUtcNow(),
        }));
        await database.SaveChangesAsync();
        return history.Select(c => (int)c.To).ToArray();
    });

    private static int[] StatesTold(DeliveryHouse house) =>
        [.. house.Others.TakenBy("result").Select(r => (int)r["trangThaiXuLy"]!)];

    private static Task<List<ResultDelivery>> RowsAsync(DeliveryHouse house) =>
        house.QueryAsync(d => d.ResultDeliveries.AsNoTracking().OrderBy(r => r.Id).ToListAsync());
}
