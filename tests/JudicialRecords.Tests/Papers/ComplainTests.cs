using Civic.Browsing;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Tests.Web.Citizen;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Papers;

/// <summary>The requester complains on the request's own page.</summary>
public sealed class ComplainTests
{
    private const string Wording = "Hồ sơ của tôi đã quá hạn mà tôi chưa được báo.";

    [Theory, ClassData(typeof(Databases))]
    public async Task Complain_OwnRequest_ShowsByWhenItIsAnsweredAndTakesOneAtATime(DatabaseKind kind)
    {
        await using var house = await CitizenHouse.StartAsync(kind);
        using var browser = new Browser();
        var first = await SubmissionTests.SubmitAsync(await house.SignedInAsync(browser, "an", "/requests/new"));

        var page = await first.FormWithButton("Gửi khiếu nại").Fill("wording", Wording).SendAsync();

        page.TextOf("#complaints").ShouldContain(Wording);
        // Law on Complaints Art. 28: thirty days from 03/09/2024.
        page.TextOf("#complaints").ShouldContain("03/10/2024");
        page.Has("#complaints form").ShouldBeFalse();
        await first.FormWithButton("Gửi khiếu nại").Fill("wording", Wording + " Lần hai.").SendAsync();
        var complaint = await house.QueryAsync(d => d.Complaints.SingleAsync());
        var owner = await house.QueryAsync(d => d.Dossiers.Select(x => x.RequesterSubject).SingleAsync());
        (complaint.Wording, complaint.RecordedBy).ShouldBe((Wording, owner));
        (await house.QueryAsync(d => d.Announcements.Select(a => a.Topic).ToListAsync()))
            .ShouldContain(AnnouncementTopic.ComplaintRecorded);
    }

    [Fact]
    public async Task Complain_HardlyAWord_SaysSoKeepsWhatWasTypedAndSendsNothing()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();
        var page = await SubmissionTests.SubmitAsync(await house.SignedInAsync(browser, "an", "/requests/new"));

        page = await page.FormWithButton("Gửi khiếu nại").Fill("wording", "Chậm <b>").SendAsync();

        page.Status.ShouldBe(400);
        page.TextOf("#complaints #error-summary").ShouldContain("Khiếu nại chưa được gửi");
        page.TextOf("#wording").ShouldBe("Chậm <b>");
        (await house.QueryAsync(d => d.Complaints.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Complain_AboutAnothersRequest_IsNotFound()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var owner = new Browser();
        using var other = new Browser();
        var page = await SubmissionTests.SubmitAsync(await house.SignedInAsync(owner, "an", "/requests/new"));
        var theirs = await SubmissionTests.SubmitAsync(await house.SignedInAsync(other, "ha", "/requests/new"));
        var code = SubmissionTests.CodeOf(page);
        theirs.Document.QuerySelector("#complaints form")!.SetAttribute("action", $"/requests/{code}?handler=Complain");

        var answer = await theirs.FormWithButton("Gửi khiếu nại").Fill("wording", Wording).SendAsync();

        answer.Status.ShouldBe(404);
        (await house.QueryAsync(d => d.Complaints.CountAsync())).ShouldBe(0);
    }
}
