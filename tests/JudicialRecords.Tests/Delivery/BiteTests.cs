using Civic.JudicialRecords.Delivery;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Requests;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Delivery;

/// <summary>A country's worth of changes: everything that is due goes out in one round, once.</summary>
public sealed class BiteTests
{
    private const int Dossiers = 120;

    [Theory, ClassData(typeof(Databases))]
    public async Task RunOnce_HundredsAreDue_EachIsDeliveredOnceSideBySide(DatabaseKind kind)
    {
        await using var house = await DeliveryHouse.StartAsync(kind, Dossiers);
        var returned = await house.QueryAsync(d => d.Database.ExecuteSqlRawAsync(
            "UPDATE dossiers SET state = 9 WHERE state = 10"));
        house.Others.Takes = TimeSpan.FromMilliseconds(5);

        await house.Worker.RunOnceAsync(default);

        returned.ShouldBeGreaterThan(50);
        (await house.QueryAsync(d => d.Dossiers.CountAsync(x => x.State == DossierState.Done))).ShouldBe(0);
        var changes = await house.QueryAsync(d => d.StateChanges.AsNoTracking().ToListAsync());
        changes.Count.ShouldBeGreaterThan(500);
        changes.ShouldAllBe(c => c.ToldAt != null);
        var messages = await house.MessagesAsync();
        messages.Count.ShouldBe(changes.Count * 2);
        messages.ShouldAllBe(m => m.SentAt != null && m.Attempts == 1);
        TakenKeys(house, "sms", "vneid").ShouldBe(messages.Select(m => m.Id).Order());
        house.Others.TakenBy("result").Select(r => r["maHoSoMCDT"]!.ToString()).ShouldBeUnique();
        house.Others.TakenBy("result").Count.ShouldBe(returned);
        ShouldBeToldInFull(house, changes, returned);
        (await house.QueryAsync(d => d.ResultDeliveries.CountAsync(r => r.SentAt == null))).ShouldBe(0);
        var callsToPortal = house.Others.TakenBy("portal").Count;
        callsToPortal.ShouldBeLessThan((changes.Count + returned) / 10, "many go in one call");
        (house.Others.Calls - returned - callsToPortal).ShouldBeLessThan(messages.Count / 10, "messages go in lists");
        house.Others.MostAtOnce.ShouldBeInRange(3, 5 * 8);
    }

    /// <summary>What one person is told by one channel comes in the order in which it happened.</summary>
    [Fact]
    public async Task RunOnce_ManyChangesOfADossier_AreToldInOrder()
    {
        await using var house = await DeliveryHouse.StartAsync(DatabaseKind.Sqlite, 40);
        house.Others.Takes = TimeSpan.FromMilliseconds(2);

        await house.Worker.RunOnceAsync(default);

        var messages = (await house.MessagesAsync()).ToDictionary(m => m.Id);
        var changes = await house.QueryAsync(d => d.StateChanges.AsNoTracking().ToDictionaryAsync(c => c.Id));
        foreach (var told in house.Others.TakenBy("sms").Select(t => messages[Guid.Parse(t["id"]!.ToString())])
            .GroupBy(m => m.DossierId))
        {
            var at = told.Select(m => changes[m.StateChangeId!.Value].At).ToList();
            at.ShouldBe(at.Order());
        }
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, false)]
    [InlineData(DatabaseKind.Postgres, false)]
    [InlineData(DatabaseKind.Postgres, true)]
    public async Task RunOnce_OneChannelIsDown_TheOthersGoOutAndItIsTriedLater(DatabaseKind kind, bool silently)
    {
        await using var house = await DeliveryHouse.StartAsync(kind, Dossiers);
        house.Others.Down("sms", silently);

        await house.Worker.RunOnceAsync(default);

        var messages = await house.MessagesAsync();
        messages.Where(m => m.Channel == MessageChannel.VneidInbox).ShouldAllBe(m => m.SentAt != null);
        var (tried, left) = Split(messages);
        tried.Count.ShouldBeInRange(8, 15, "as many as are sent at a time, and those under way meanwhile");
        left.Count.ShouldBeGreaterThan(400);
        tried.ShouldAllBe(m => m.Attempts == 1 && m.RetryAt == house.Clock.GetUtcNow() + TimeSpan.FromSeconds(10));
        left.ShouldAllBe(m => m.Attempts == 0 && m.RetryAt == null);

        await house.Worker.RunOnceAsync(default);
        var again = Split(await house.MessagesAsync()).Tried;
        again.Count.ShouldBeInRange(tried.Count + 8, tried.Count + 15, "others");
        again.ShouldAllBe(m => m.Attempts == 1, "none of the first ones again");

        house.Others.Up("sms");
        await house.Worker.RunOnceAsync(default);
        (tried, left) = Split(await house.MessagesAsync());
        (tried.Count, left.Count).ShouldBe((again.Count, 0), "it is up, but what failed waits for its time");
        house.Clock.Advance(TimeSpan.FromSeconds(10));
        await house.Worker.RunOnceAsync(default);
        messages = await house.MessagesAsync();
        messages.ShouldAllBe(m => m.SentAt != null && m.RetryAt == null);
        TakenKeys(house, "sms", "vneid").ShouldBe(messages.Select(m => m.Id).Order());
    }

    /// <summary>As it runs by itself: it pauses, though there is always something due.</summary>
    [Fact]
    public async Task Worker_OneChannelIsDown_TriesItOnceASecondOnly()
    {
        await using var house = await DeliveryHouse.StartAsync(DatabaseKind.Postgres, Dossiers);
        house.Others.Down("sms");
        var began = TimeProvider.System.GetTimestamp();
        await house.StartReplicaAsync(works: true);
        for (var i = 0; i < 600 && house.Others.KeysOf("sms").Count < 16; i++)
        {
            await Task.Delay(50);
        }

        await Task.Delay(TimeSpan.FromSeconds(2));

        var tried = house.Others.KeysOf("sms");
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        tried.Count.ShouldBeInRange(16, (int)(15 * (seconds + 1)));
        tried.ShouldBeUnique();
        (await house.MessagesAsync()).Count(m => m.Channel == MessageChannel.Sms && m.Attempts == 0)
            .ShouldBeGreaterThan(100, "there is always something due");
    }

    [Fact]
    public async Task RunOnce_TwoReplicas_ShareTheWork()
    {
        await using var house = await DeliveryHouse.StartAsync(DatabaseKind.Postgres, Dossiers);
        var replica = await house.StartReplicaAsync();
        await house.QueryAsync(d => d.Database.ExecuteSqlRawAsync("UPDATE dossiers SET state = 9 WHERE state = 10"));
        house.Others.Takes = TimeSpan.FromMilliseconds(10);

        await Task.WhenAll(
            house.Worker.RunOnceAsync(default),
            replica.Services.GetRequiredService<DeliveryWorker>().RunOnceAsync(default));
        // One may have been through while the other still wrote.
        await house.Worker.RunOnceAsync(default);

        var messages = await house.MessagesAsync();
        messages.ShouldAllBe(m => m.SentAt != null && m.Attempts == 1);
        TakenKeys(house, "sms", "vneid").ShouldBe(messages.Select(m => m.Id).Order());
        house.Others.TakenBy("result").Select(r => r["maHoSoMCDT"]!.ToString()).ShouldBeUnique();
        var texts = house.Others.TakenBy("vneid").Select(m => m["text"]!.ToString()).ToList();
        texts.Count(t => t.Contains(house.Judicial.Address + "/")).ShouldBeGreaterThan(50);
        texts.Count(t => t.Contains(replica.Address + "/")).ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task RunOnce_HostStops_WhatWasSentIsSavedAndTheRestIsFree()
    {
        await using var house = await DeliveryHouse.StartAsync(DatabaseKind.Sqlite, Dossiers);
        house.Others.Takes = TimeSpan.FromMilliseconds(50);
        using var stopping = new CancellationTokenSource();

        var round = house.Worker.RunOnceAsync(stopping.Token);
        for (var i = 0; i < 400 && TakenKeys(house, "sms", "vneid").Count() < 50; i++)
        {
            await Task.Delay(20);
        }

        await stopping.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(round);

        var messages = await house.MessagesAsync();
        var taken = TakenKeys(house, "sms", "vneid").ToList();
        taken.Count.ShouldBeInRange(50, messages.Count - 1, "it stopped before the end");
        messages.Where(m => m.SentAt != null).Select(m => m.Id).Order().ShouldBe(taken);
        messages.Where(m => m.SentAt == null).ShouldAllBe(m => m.RetryAt == null && m.Attempts == 0);
    }

    /// <summary>Each dossier as a whole first, then each later state once and in order, and its result.</summary>
    private static void ShouldBeToldInFull(DeliveryHouse house, List<StateChange> changes, int returned)
    {
        var told = house.Others.AtPortal();
        told.Count.ShouldBe(Dossiers);
        told.Sum(t => t.Count(w => w.Updating is null)).ShouldBe(changes.Count(c => c.From != null));
        told.ShouldAllBe(t => t.First().Updating == "False" && t.Count(w => w.Updating == "False") == 1);
        told.Count(t => t.Any(w => w is { Updating: "True", Papers: 1, State: "10" })).ShouldBe(returned);
    }

    private static (List<Message> Tried, List<Message> Left) Split(List<Message> messages)
    {
        var unsent = messages.Where(m => m.SentAt is null).ToLookup(m => m.RetryAt is not null);
        return ([.. unsent[true]], [.. unsent[false]]);
    }

    private static IEnumerable<Guid> TakenKeys(DeliveryHouse house, params string[] sides) =>
        sides.SelectMany(house.Others.TakenBy).Select(t => Guid.Parse(t["id"]!.ToString())).Order();
}
