using Civic.Browsing;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Web.Citizen;

/// <summary>A request is sent only by somebody who has just proved who they are (RFC 9470).</summary>
public sealed class SubmitStepUpTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Submit_LoginGrownOld_ProvesAnewAndGoesOnWithAllThatWasTyped(DatabaseKind kind)
    {
        await using var house = await CitizenHouse.StartAsync(kind);
        using var browser = new Browser();
        var asked = await AskedAsync(house, browser);
        asked.Text.ShouldContain("Chưa có gì được thực hiện");
        (await house.QueryAsync(d => d.Dossiers.CountAsync())).ShouldBe(0);

        var page = await StaffSteps.ProvesAnewAsync("an", asked);

        page.MustBe().Address.PathAndQuery.ShouldBe("/requests/review");
        page.Text.ShouldContain("0912345678");
        page.Form("#submit").ValueOf("undertaken").ShouldBe("true", "the tick was kept");
        page = await page.Form("#submit").SendAsync();
        page.MustBe().Address.AbsolutePath.ShouldStartWith("/requests/H26");
        (await house.QueryAsync(d => d.Dossiers.CountAsync())).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Submit_SomebodyElseComesBack_NothingIsSentAndItIsOnRecord(DatabaseKind kind)
    {
        await using var house = await CitizenHouse.StartAsync(kind);
        using var browser = new Browser();
        var asked = await AskedAsync(house, browser);

        var page = await StaffSteps.ProvesAnewAsync("thao", asked);

        page.MustBe(403).Text.ShouldContain("không phải là ông/bà");
        (await house.QueryAsync(d => d.Dossiers.CountAsync())).ShouldBe(0);
        (await house.QueryAsync(d => d.AuditEvents.SingleAsync(e => e.Action == "step-up.refused")))
            .Outcome.ShouldBe("other-person");
        page = await page.FollowAsync("Quay lại việc đang làm");
        page.MustBe().Text.ShouldContain("0912345678", Case.Sensitive, "the draft is kept");
        page = await page.Form("#submit").SendAsync();
        page.Address.AbsolutePath.ShouldBe("/sign-in-again");
    }

    [Fact]
    public async Task Submit_FormChangedAfterTheTick_HasToBeTickedAgain()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();
        var page = await StaffSteps.ProvesAnewAsync("an", await AskedAsync(house, browser));

        page = await page.FollowAsync("Sửa lại");
        page = await page.Form("#request").Fill("Form.Phone", "0987 654 321").Press("review").SendAsync();

        page.MustBe().Text.ShouldContain("0987654321");
        page.Form("#submit").ValueOf("undertaken").ShouldBeNull();
    }

    /// <summary>The form is filled in and sent, six minutes after signing in.</summary>
    private static async Task<Page> AskedAsync(CitizenHouse house, Browser browser)
    {
        var page = await house.SignedInAsync(browser, "an", "/requests/new");
        page = await SubmissionTests.Filled(page).Press("review").SendAsync();
        house.Clock.Advance(TimeSpan.FromMinutes(6));
        page = await page.MustBe().Form("#submit").Fill("undertaken", "true").SendAsync();
        page.MustBe().Address.AbsolutePath.ShouldBe("/sign-in-again");
        return page;
    }
}
