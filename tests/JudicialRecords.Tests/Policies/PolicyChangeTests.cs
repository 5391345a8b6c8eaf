using System.Text;
using Civic.Browsing;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Policies.Changes;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Policies;

public sealed class PolicyChangeTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Change_ProposedByOneConfirmedByAnother_HoldsWithoutARestart(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        await house.SubmittedAsync("an");
        var (one, other) = (await house.SignInAsync("giam-doc"), await house.SignInAsync("pho-giam-doc"));
        var page = (await one.GoAsync(house.Judicial.Address + "/staff/policies")).MustBe();

        page = await ProposeAsync(page, Dearer());
        page.MustBe().Text.ShouldContain("chờ người thứ hai");
        page = await page.FormWithButton("Xác nhận").SendAsync();
        page.MustBe(400).Text.ShouldContain("không được tự xác nhận");
        Pack(house).Name.ShouldBe("hanoi");

        page = await other.GoAsync(house.Judicial.Address + "/staff/policies");
        page = await (await page.FollowAsync("Thử trên hồ sơ")).MustBe().OpenAsync("/staff/policies");
        page = await page.FormWithButton("Xác nhận").SendAsync();

        page.MustBe().TextOf("#in-force").ShouldContain("hanoi#1");
        Pack(house).Fees.On(new DateOnly(2026, 1, 1)).Base.Dong.ShouldBe(210_000);
        var id = await house.SubmittedAsync("ha", change: d => d);
        var code = (await house.DossierAsync(id)).Code;
        (await one.GoAsync($"{house.Judicial.Address}/staff/policies/explain?code={code}")).MustBe()
            .Text.ShouldContain("hanoi#1");
    }

    [Fact]
    public async Task Change_StoredInForce_IsTakenByAnotherReplicaAndAtStart()
    {
        await using var house = await StaffHouse.StartAsync();
        await ThePack.ChangeAsync(house, Dearer(), "Thông tư mới có hiệu lực");

        Pack(house).Name.ShouldBe("hanoi#7");
    }

    [Fact]
    public async Task Propose_FileWithAGap_IsRefusedWithTheLine()
    {
        await using var house = await StaffHouse.StartAsync();
        var head = await house.SignInAsync("truong-phong");
        var page = (await head.GoAsync(house.Judicial.Address + "/staff/policies")).MustBe();

        page = await ProposeAsync(page, ThePack.Text.Replace("\"from\": \"2024-07-01\"", "\"from\": \"2024-07-03\""));

        page.MustBe(400).TextOf("#error-summary").ShouldContain("line ");
        page.TextOf("#error-summary").ShouldContain("2024-07-02");
        page.Has("form[action$='Confirm']").ShouldBeFalse();
        (await house.QueryAsync(d => d.PolicyChanges.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Simulate_DearerRules_ShowsWhatTheCityWouldHavePaid()
    {
        await using var house = await StaffHouse.StartAsync();
        await house.SubmittedAsync("an");
        var leader = await house.SignInAsync("giam-doc");
        var page = await leader.GoAsync(house.Judicial.Address + "/staff/policies");
        page = await ProposeAsync(page, Dearer());

        page = (await page.FollowAsync("Thử trên hồ sơ")).MustBe();

        page.Has("svg rect").ShouldBeTrue();
        page.TextOf("#simulation").ShouldContain("200.000 đ");
        page.TextOf("#simulation").ShouldContain("210.000 đ");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Simulate_DossierThatWasRefused_IsLeftOutAndToldWhy(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        await house.SubmittedAsync("an");
        var refused = await house.SubmittedAsync("ha");
        await new StaffSteps(house).DoesAsync("tiep-nhan", refused, "refuse", "49-3", "Giấy tờ không hợp lệ");
        var leader = await house.SignInAsync("giam-doc");

        var page = (await leader.GoAsync(house.Judicial.Address + "/staff/policies/simulate")).MustBe();

        page.TextOf("#simulation").ShouldContain("200.000 đ");
        page.TextOf("#simulation").ShouldNotContain("400.000 đ");
        page.TextOf("#left-out").ShouldContain("1 hồ sơ bị từ chối, đã rút hoặc dừng");
    }

    [Fact]
    public async Task Open_PolicyPages_AreNotForOtherRoles()
    {
        await using var house = await StaffHouse.StartAsync();
        var officer = await house.SignInAsync("chuyen-vien");

        (await officer.GoAsync(house.Judicial.Address + "/staff/policies")).Status.ShouldBe(403);
        (await officer.GoAsync(house.Judicial.Address + "/staff/policies/simulate")).Status.ShouldBe(403);
    }

    private static PolicyPack Pack(StaffHouse house) =>
        house.Judicial.Services.GetRequiredService<PolicyInForce>().Pack;

    private static Task<Page> ProposeAsync(Page page, string content) =>
        page.Form("#propose").Attach("file", "hanoi.json", "application/json", Encoding.UTF8.GetBytes(content))
            .Fill("note", "Thông tư mới nâng mức phí").SendAsync();

    private static string Dearer() => ThePack.Text.Replace("\"base\": 200000", "\"base\": 210000");
}
