using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Web.Staff;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Decisions;

public sealed class RefusedFormTests
{
    [Fact]
    public async Task Send_ReasonTooShort_GivesTheFormBackAsItWasTyped()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");

        var page = await staff.DoesAsync("tiep-nhan", id, "refuse", "49-3", "giả mạo");

        page.Status.ShouldBe(422);
        var form = page.Form("form[action$='/refuse']");
        form.ValueOf("reason").ShouldBe("giả mạo");
        form.ValueOf("choice").ShouldBe("49-3");
        page.Has("details[open] form[action$='/refuse']").ShouldBeTrue();
        page.AttributeOf("#reason-refuse", "aria-invalid").ShouldBe("true");
        page.Form("form[action$='/ask-supplement']").ValueOf("reason").ShouldBe("");

        (await form.Fill("reason", "Giấy tờ bị giả mạo").SendAsync()).MustBe();
        (await house.DossierAsync(id)).State.ShouldBe(DossierState.Rejected);
    }

    [Fact]
    public async Task Send_SomebodyWasFaster_ShowsWhatWasWrittenInVain()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        var late = (await staff.SeesAsync("tiep-nhan", id)).Form("form[action$='/refuse']");
        await staff.DoesAsync("tiep-nhan", id, "accept");

        var page = await late.Fill("choice", "49-1").Fill("reason", "Cư trú ở tỉnh khác từ 2020").SendAsync();

        page.Status.ShouldBe(409);
        page.Text.ShouldContain("Một cán bộ khác vừa cập nhật");
        page.Text.ShouldContain("Cư trú ở tỉnh khác từ 2020");
        (await house.DossierAsync(id)).State.ShouldBe(DossierState.Received);
    }
}
