using Civic.JudicialRecords.Delivery;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Delivery;

/// <summary>
/// Messages go in lists; one that is refused, or spoils its list, holds up no other and is never lost.
/// </summary>
public sealed class MessageListTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task RunOnce_OneOfAListIsNotTaken_GoesAloneAfterAFewTries(DatabaseKind kind)
    {
        await using var house = await DeliveryHouse.StartAsync(kind, 40);
        house.Others.Down("sms");
        await house.Worker.RunOnceAsync(default);
        var refused = (await SmsAsync(house)).Last(m => m.Attempts == 0).Id;
        house.Others.Up("sms");
        house.Others.NotInAList = refused.ToString();

        await house.Worker.RunOnceAsync(default);
        var left = (await SmsAsync(house)).Single(m => m.SentAt is null && m.Id == refused);
        left.Attempts.ShouldBe(1);
        left.RetryAt.ShouldBe(house.Clock.GetUtcNow() + TimeSpan.FromSeconds(10));

        for (var i = 0; i < 4; i++)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(5));
            await house.Worker.RunOnceAsync(default);
        }

        var messages = await SmsAsync(house);
        messages.ShouldAllBe(m => m.SentAt != null);
        house.Others.TakenBy("sms").Select(m => Guid.Parse(m["id"]!.ToString())).Order()
            .ShouldBe(messages.Select(m => m.Id).Order(), "each once");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task RunOnce_AListIsRefusedAsSuch_EachOfItGoesAlone(DatabaseKind kind)
    {
        await using var house = await DeliveryHouse.StartAsync(kind, 40);
        house.Others.Down("sms");
        await house.Worker.RunOnceAsync(default);
        house.Others.Spoils = (await SmsAsync(house)).Last(m => m.Attempts == 0).Id.ToString();
        house.Others.Up("sms");

        await house.Worker.RunOnceAsync(default);

        (await SmsAsync(house)).Where(m => m.Attempts == 1 && m.RetryAt is null)
            .ShouldContain(m => m.Id == Guid.Parse(house.Others.Spoils) && m.SentAt != null);
        (await SmsAsync(house)).ShouldAllBe(m => m.SentAt != null || m.RetryAt != null);
    }

    private static async Task<List<Message>> SmsAsync(DeliveryHouse house) =>
        [.. (await house.MessagesAsync()).Where(m => m.Channel == MessageChannel.Sms).OrderBy(m => m.Id)];
}
