using Civic.Browsing;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Tests.Papers;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Web.Staff;

/// <summary>The agency's seal is ordered only by a clerk who has just proved who they are (RFC 9470).</summary>
public sealed class SealStepUpTests
{
    private const string Certificates = "form[action='/staff/seals']";

    [Theory, ClassData(typeof(Databases))]
    public async Task Order_LoginGrownOld_ProvesAnewAndTheUntickedStaysUnticked(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var (left, chosen) = (await SignedAsync(house, staff, "an"), await SignedAsync(house, staff, "thao"));
        var page = await SealsAsync(house, staff);
        house.Clock.Advance(TimeSpan.FromMinutes(6));

        page = await Only(page, chosen).SendAsync();
        page.Address.AbsolutePath.ShouldBe("/sign-in-again");
        page = await StaffSteps.ProvesAnewAsync("van-thu", page);

        page.MustBe().Address.AbsolutePath.ShouldBe("/staff/seals");
        page = await page.Form(Certificates).SendAsync();
        page.MustBe().Text.ShouldContain("Đã lệnh đóng dấu 1 phiếu");
        await house.WaitUntilAsync(chosen, d => d.SealedAt is not null);
        (await house.DossierAsync(left)).SealOrderedAt.ShouldBeNull();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Order_SomebodyElseComesBack_NoSealAndItIsOnRecord(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var id = await SignedAsync(house, staff, "an");
        await staff.AsAsync("van-thu");
        house.Clock.Advance(TimeSpan.FromMinutes(6));

        var asked = await staff.DoesAsync("van-thu", id, "order-seal");
        asked.Address.AbsolutePath.ShouldBe("/sign-in-again");
        var page = await StaffSteps.ProvesAnewAsync("giam-doc", asked);

        page.MustBe(403).Text.ShouldContain("không phải là ông/bà");
        (await house.DossierAsync(id)).SealOrderedAt.ShouldBeNull();
        (await house.QueryAsync(d => d.AuditEvents.SingleAsync(e => e.Action == "step-up.refused")))
            .Outcome.ShouldBe("other-person");
        page = await page.FollowAsync("Quay lại việc đang làm");
        page.MustBe().Address.AbsolutePath.ShouldBe($"/staff/dossiers/{id}");
        page = await StaffSteps.ProvesAnewAsync("van-thu", await staff.DoesAsync("van-thu", id, "order-seal"));
        (await page.Form("form[action$='/order-seal']").SendAsync()).MustBe();
        (await house.DossierAsync(id)).SealOrderedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task OrderPapers_LoginGrownOld_ProvesAnewFirst()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        await staff.DoesAsync("tiep-nhan", id, "refuse", "49-1", "Người yêu cầu không thường trú tại Hà Nội.");
        await ThePapers.WaitAsync(house, id, PaperKind.RefusalNotice, p => p.RenderedAt is not null);
        var page = await SealsAsync(house, staff);
        house.Clock.Advance(TimeSpan.FromMinutes(6));

        var asked = await page.Form("form[action$='handler=Papers']").SendAsync();

        asked.Address.AbsolutePath.ShouldBe("/sign-in-again");
        (await house.QueryAsync(d => d.Papers.CountAsync(p => p.SealOrderedAt != null))).ShouldBe(0);
    }

    private static async Task<Guid> SignedAsync(StaffHouse house, StaffSteps staff, string persona)
    {
        var id = await staff.ApprovedAsync(await house.SubmittedAsync(persona));
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        return id;
    }

    private static async Task<Page> SealsAsync(StaffHouse house, StaffSteps staff) =>
        (await (await staff.AsAsync("van-thu")).GoAsync(house.Judicial.Address + "/staff/seals")).MustBe();

    private static PageForm Only(Page page, Guid id) => page.Form(Certificates).Uncheck("ids").Fill("ids", $"{id}");
}
