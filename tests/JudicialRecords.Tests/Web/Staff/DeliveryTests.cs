using Civic.JudicialRecords.Delivery;
using Civic.JudicialRecords.Requests;
using Civic.Sandbox;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Web.Staff;

public sealed class DeliveryTests
{
    [Fact]
    public async Task Deliver_MessagesDownThenUp_EveryChangeIsToldAndNoSmsHoldsTheResult()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await staff.ApprovedAsync(await house.SubmittedAsync("binh"));
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        await staff.DoesAsync("van-thu", id, "order-seal");
        var dossier = await house.WaitUntilAsync(id, d => d.State == DossierState.Returned);
        (await MessagesAsync(house)).ShouldAllBe(m => m.SentAt == null);

        var phones = await house.StartMessagesAsync();
        house.Clock.Advance(TimeSpan.FromHours(2));

        var sent = await MessagesAsync(house);
        for (var i = 0; i < 200 && (sent.Count < 12 || sent.Exists(m => m.SentAt is null)); i++)
        {
            await Task.Delay(50);
            // An attempt that was under way when the clock moved is due again only some minutes later.
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            sent = await MessagesAsync(house);
        }

        var told = sent.Where(m => m.StateChangeId is not null).ToList();
        told.Count(m => m.Channel == MessageChannel.Sms).ShouldBe(dossier.History.Count);
        told.Count(m => m.Channel == MessageChannel.VneidInbox).ShouldBe(dossier.History.Count);
        sent.Count(m => m.AnnouncementId is not null).ShouldBe(2, "the appointment slip, by both channels");
        sent.ShouldAllBe(m => m.SentAt != null);
        var sms = await phones.Http.GetStringAsync("/inbox/" + Uri.EscapeDataString("0912 345 678"));
        sms = System.Net.WebUtility.HtmlDecode(sms);
        sms.Split(dossier.Code).Length.ShouldBeGreaterThan(dossier.History.Count);
        sms.ShouldNotContain("án tích");
        sms.ShouldNotContain("kết án");
        sms.ShouldNotContain(Personas.ById("binh").Name, Case.Insensitive);
    }

    private static Task<List<Message>> MessagesAsync(StaffHouse house) =>
        house.QueryAsync(d => d.Messages.AsNoTracking().ToListAsync());
}
