using Civic.Browsing;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Misuse;

/// <summary>What becomes of the open requests of a person who reports misuse at the bridge.</summary>
public sealed class MisuseTests
{
    private const string Ground = "Đã gặp công dân tại quầy, đối chiếu căn cước, xác nhận tự mình gửi.";

    [Theory, ClassData(typeof(Databases))]
    public async Task Report_OpenRequest_IsMarkedAndHeldUntilTheDivisionHeadSettlesIt(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var (theirs, other) = (await house.SubmittedAsync("an"), await house.SubmittedAsync("thao"));
        await staff.PreparedAsync(theirs);
        await staff.DoesAsync("truong-phong", theirs, "check");
        var list = (await staff.DoesAsync("giam-doc", theirs, "approve")).MustBe();
        var browser = await ReportsAsync(house, "an", theirs);

        (await house.DossierAsync(theirs)).MisuseReportedAt.ShouldNotBeNull();
        (await house.DossierAsync(other)).MisuseReportedAt.ShouldBeNull();
        (await staff.SeesAsync("chuyen-vien", theirs)).TextOf("#misuse").ShouldContain("Công dân báo bị mạo danh");
        (await QueueAsync(house, staff, "truong-phong")).TextOf("#misused")
            .ShouldContain((await house.DossierAsync(theirs)).Code);
        (await QueueAsync(house, staff, "chuyen-vien")).Has("#misused").ShouldBeFalse("nothing for them to do");
        (await browser.GoAsync(house.Judicial.Address + "/requests")).Address.AbsolutePath
            .ShouldStartWith("/login/", Case.Sensitive, "signed out here");
        await StaffSteps.LogsInToSignAsync("giam-doc", list);
        (await house.DossierAsync(theirs)).ApprovedAt.ShouldBeNull("the list was made before the report");
        (await staff.DoesAsync("giam-doc", theirs, "approve")).TextOf("#told")
            .ShouldContain("báo tài khoản bị mạo danh");

        (await staff.DoesAsync("truong-phong", theirs, "settle-misuse", reason: "Ngắn")).Status.ShouldBe(422);
        (await house.DossierAsync(theirs)).MisuseReportedAt.ShouldNotBeNull();
        (await staff.DoesAsync("truong-phong", theirs, "settle-misuse", reason: Ground)).MustBe();

        (await house.QueryAsync(d => d.StaffActs.SingleAsync(a => a.Action == "misuse.settled"))).Reason
            .ShouldBe(Ground);
        (await QueueAsync(house, staff, "truong-phong")).Has("#misused").ShouldBeFalse("settled");
        await staff.ApprovesAsync("giam-doc", theirs);
        (await house.DossierAsync(theirs)).ApprovedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Report_SignedAndWaitingForTheSeal_IsNotSealed()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await staff.ApprovedAsync(await house.SubmittedAsync("an"));
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        await ReportsAsync(house, "an", id);

        var page = await staff.DoesAsync("van-thu", id, "order-seal");

        page.TextOf("#told").ShouldContain("báo tài khoản bị mạo danh");
        (await house.DossierAsync(id)).SealOrderedAt.ShouldBeNull();
        var seals = await (await staff.AsAsync("van-thu")).GoAsync(house.Judicial.Address + "/staff/seals");
        seals.Has($"input[value='{id}']").ShouldBeFalse("nothing to tick");
        seals.Text.ShouldContain("Người yêu cầu đã báo tài khoản bị mạo danh");
    }

    private static async Task<Page> QueueAsync(StaffHouse house, StaffSteps staff, string persona) =>
        await (await staff.AsAsync(persona)).GoAsync(house.Judicial.Address + "/staff");

    /// <summary>The person's own request, and then the report on the bridge's pages.</summary>
    internal static async Task<Browser> ReportsAsync(StaffHouse house, string persona, Guid dossier)
    {
        var before = await house.QueryAsync(d => d.SignInSessions.Select(x => x.Subject).ToListAsync());
        var browser = await house.SignInAsync(persona);
        var name = Civic.Sandbox.Personas.ById(persona).Name;
        await house.QueryAsync(async d =>
        {
            var subject = await d.SignInSessions.Select(x => x.Subject).SingleAsync(x => !before.Contains(x));
            return await d.Dossiers.Where(x => x.Id == dossier)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.RequesterSubject, subject));
        });
        var page = await browser.GoAsync(house.Bridge.Address + "/account/misuse");
        page = await page.FormWithButton(name).SendAsync();
        page = page.Has("button[name=decision]") ? await page.FormWithButton("Đồng ý").SendAsync() : page;
        page = await page.Form("main form").Fill("sure", "true").SendAsync();
        page.MustBe().Text.ShouldContain("Tài khoản đã khóa theo báo cáo");
        return browser;
    }
}
