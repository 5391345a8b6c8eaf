using Civic.Browsing;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Web.Staff;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Decisions;

public sealed class GuardTests
{
    [Fact]
    public async Task Act_TwoOfficersAtOnce_OneIsDoneAndTheOtherIsTold()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        await staff.DoesAsync("tiep-nhan", id, "accept");
        var first = (await staff.SeesAsync("chuyen-vien", id)).Form("form[action$='/take']");
        var second = (await staff.SeesAsync("chuyen-vien-2", id)).Form("form[action$='/take']");

        var answers = await Task.WhenAll(first.SendAsync(), second.SendAsync());

        answers.Count(a => a.Text.Contains("Một cán bộ khác vừa cập nhật", StringComparison.Ordinal)).ShouldBe(1);
        (await house.DossierAsync(id)).History.Count(h => h.To == DossierState.InProgress).ShouldBe(1);
    }

    [Theory]
    [InlineData("chuyen-vien", "accept")]
    [InlineData("chuyen-vien", "assess-fee")]
    [InlineData("tiep-nhan", "take")]
    [InlineData("chuyen-vien", "check")]
    [InlineData("truong-phong", "approve")]
    [InlineData("giam-doc", "order-seal")]
    [InlineData("van-thu", "prepare")]
    public async Task Act_WrongRole_Gets403AndChangesNothing(string persona, string action)
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        var before = (await house.DossierAsync(id)).Version;

        var status = await PostAsync(house, await staff.AsAsync(persona), id, action);

        status.ShouldBe(403);
        (await house.DossierAsync(id)).Version.ShouldBe(before);
    }

    [Fact]
    public async Task Open_CitizenOnStaffPage_Gets403()
    {
        await using var house = await StaffHouse.StartAsync();
        var citizen = await house.SignInAsync("an");

        (await citizen.GoAsync(house.Judicial.Address + "/staff")).Status.ShouldBe(403);
        (await citizen.GoAsync(house.Judicial.Address + "/staff/register")).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("truong-phong", "check")]
    [InlineData("giam-doc", "approve")]
    public async Task Act_SameHandsTwice_IsRefusedAsFourEyes(string persona, string action)
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await staff.PreparedAsync(await house.SubmittedAsync("an"));
        if (action == "approve")
        {
            await staff.DoesAsync("truong-phong", id, "check");
        }

        var form = (await staff.SeesAsync(persona, id)).Form($"form[action$='/{action}']");
        await house.QueryAsync(async d =>
        {
            var me = await d
                .AuditEvents.Where(e => e.Action == "dossier.read" && d.StaffActs.All(a => a.Actor != e.Actor))
                .Select(e => e.Actor)
                .Distinct()
                .SingleAsync();
            return await d.Dossiers.ExecuteUpdateAsync(s => s.SetProperty(x => x.PreparedBy, me));
        });

        var page = await form.SendAsync();

        page.Text.ShouldContain("ba người khác nhau");
        var dossier = await house.DossierAsync(id);
        (action == "check" ? dossier.CheckedAt : dossier.ApprovedAt).ShouldBeNull();
        (await house.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Outcome == "civic:judicial:four-eyes"))).ShouldBe(
            1
        );
    }

    [Fact]
    public async Task Refuse_WithGround_EndsInState3WithItsReason()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");

        await staff.DoesAsync("tiep-nhan", id, "refuse", "49-1", "Nơi cư trú không thuộc Hà Nội");

        var dossier = await house.DossierAsync(id);
        dossier.State.ShouldBe(DossierState.Rejected);
        dossier.IsOpen.ShouldBeFalse();
        dossier.History.OrderBy(h => h.At).Last().Reason.ShouldNotBeNull().ShouldContain("Điều 49, khoản 1");
    }

    [Fact]
    public async Task SendBack_ByTheLeader_ReturnsToTheOfficerWithTheReason()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await staff.PreparedAsync(await house.SubmittedAsync("an"));
        await staff.DoesAsync("truong-phong", id, "check");

        await staff.DoesAsync("giam-doc", id, "send-back", reason: "Đề nghị kiểm tra lại nơi sinh");

        NextStep.Of(await house.DossierAsync(id)).ShouldBe(Turn.CaseOfficer);
        (await staff.SeesAsync("chuyen-vien", id)).Text.ShouldContain("Đề nghị kiểm tra lại nơi sinh");
    }

    [Fact]
    public async Task Act_WithoutAntiforgeryToken_Gets400()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"{house.Judicial.Address}/staff/dossiers/{id}/accept"
        )
        {
            Content = new FormUrlEncodedContent([new("version", "0")]),
        };
        var cookies = (await staff.AsAsync("tiep-nhan")).Cookies.All;
        request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => $"{c.Name}={c.Value}")));

        using var answer = await house.Judicial.Http.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(400);
        (await house.DossierAsync(id)).State.ShouldBe(DossierState.Registered);
    }

    /// <summary>
    /// Posts an action that the page does not offer, with a valid token from another form of that page.
    /// </summary>
    /// <returns>The status.</returns>
    internal static async Task<int> PostAsync(
        StaffHouse house,
        Browser browser,
        Guid id,
        string action,
        string choice = "49-1",
        string subject = ""
    )
    {
        var page = await house.OpenAsync(browser, id);
        var version = (await house.DossierAsync(id)).Version;
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"{house.Judicial.Address}/staff/dossiers/{id}/{action}"
        )
        {
            Content = new FormUrlEncodedContent([
                new("__RequestVerificationToken", page.AttributeOf("input[name=__RequestVerificationToken]", "value")!),
                new("version", version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                new("reason", "một lý do đủ dài để ghi"),
                new("choice", choice),
                new("subject", subject),
            ]),
        };
        request.Headers.Add("Cookie", string.Join("; ", browser.Cookies.All.Select(c => $"{c.Name}={c.Value}")));
        using var answer = await house.Judicial.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
