using System.Text;
using Civic.Browsing;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Reports.Portal;
using Civic.JudicialRecords.Tests.Inquiries;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Reports;

/// <summary>What a division head or leader reads and asks for.</summary>
public sealed class PortalRunPageTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Compare_LostAndKnown_NamesWhichAndSaysAHundredOnceRepaired(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var portal = new ThePortal(house, await house.StartPortalAsync());
        var staff = new StaffSteps(house);
        var known = await house.SubmittedAsync("binh");
        await portal.IsToldAllAsync();
        portal.Breaks(FaultKind.Replay);
        var lost = await house.SubmittedAsync("an");
        await portal.IsToldAllAsync();
        portal.IsWell();
        portal.Breaks(FaultKind.Http5xx);
        var code = (await house.DossierAsync(lost)).Code;
        var leader = await staff.AsAsync("giam-doc");

        var page = await ComparedAsync(house, leader);

        page.Text.ShouldContain("50 %");
        page.Text.ShouldContain("1/2 hồ sơ khớp");
        page.Text.ShouldContain("Cổng không có hồ sơ");
        page.Text.ShouldContain(code);
        page.Text.ShouldNotContain((await house.DossierAsync(known)).Code);
        page.Has($"a[href='/staff/dossiers/{lost}']").ShouldBeTrue();
        var run = await house.QueryAsync(d => d.PortalRuns.AsNoTracking().SingleAsync(r => r.AskedBy != null));
        var csv = Encoding.UTF8.GetString(
            (await leader.GoAsync($"{house.Judicial.Address}/staff/reports/portal.csv?run={run.Id}")).Body);
        csv.Split("\r\n")[1].ShouldStartWith($"{code},Cổng không có hồ sơ,1,,");
        (await house.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Action == "reconciliation.begun"))).ShouldBe(1);

        portal.IsWell();
        await portal.IsToldAllAsync();
        (await ComparedAsync(house, leader)).Text.ShouldContain("100 %: cả 2 hồ sơ khớp với Cổng.");
        (await leader.GoAsync($"{house.Judicial.Address}/staff/reports/portal?run={run.Id}")).Text
            .ShouldContain("đã khớp lại: 1, còn lại: 0");
    }

    [Fact]
    public async Task Compare_PortalIsDown_SaysSoAndNotThatItDiffers()
    {
        await using var house = await StaffHouse.StartAsync();
        await house.SubmittedAsync("binh");
        var head = await new StaffSteps(house).AsAsync("truong-phong");

        var page = await ComparedAsync(house, head);

        page.Text.ShouldContain("Không hỏi được Cổng");
        page.Text.ShouldNotContain("Cổng không có hồ sơ");
        page.Text.ShouldContain("0 %");
        (await house.QueryAsync(d => d.ResultDeliveries.CountAsync(r => r.Kind == ResultKind.Anew))).ShouldBe(0);
    }

    [Fact]
    public async Task Compare_WrongDaysOrRole_IsRefused()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var address = $"{house.Judicial.Address}/staff/reports/portal";
        var head = await staff.AsAsync("truong-phong");

        var refused = await (await head.GoAsync(address)).FormWithButton("Đối soát ngay").Fill("to", "2999-01-01")
            .SendAsync();

        (refused.Status, refused.Text.Contains("Khoảng ngày không dùng được")).ShouldBe((422, true));
        (await head.GoAsync($"{address}?run={Guid.NewGuid()}")).Status.ShouldBe(404);
        (await (await staff.AsAsync("chuyen-vien")).GoAsync(address)).Status.ShouldBe(403);
        (await (await staff.AsAsync("chuyen-vien")).GoAsync($"{address}.csv?run={Guid.NewGuid()}")).Status
            .ShouldBe(403);
    }

    private static async Task<Page> ComparedAsync(StaffHouse house, Browser reader)
    {
        var today = ReportsDay(house.Clock.TodayInVietnam());
        var page = await (await reader.GoAsync($"{house.Judicial.Address}/staff/reports/portal"))
            .FormWithButton("Đối soát ngay").Fill("from", today).Fill("to", today).SendAsync();
        var rested = 0;
        for (var i = 0; i < 300 && !page.MustBe().Has("#outcome"); i++)
        {
            await Task.Delay(100);
            // One rest for each failure: more would end the reader's session before a slow worker comes back.
            var failed = await house.QueryAsync(d => d.PortalRuns.Where(r => r.FinishedAt == null)
                .Select(r => r.Failures).FirstOrDefaultAsync());
            if (failed > rested)
            {
                rested = failed;
                house.Clock.Advance(CompareDossiers.Rest + TimeSpan.FromSeconds(1));
            }

            page = await reader.GoAsync(page.Address.ToString());
        }

        page.Has("#outcome").ShouldBeTrue(page.Text);
        return page;
    }

    private static string ReportsDay(DateOnly day) =>
        day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
