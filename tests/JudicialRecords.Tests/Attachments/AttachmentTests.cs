using Civic.Browsing;
using Civic.JudicialRecords.Attachments;
using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Web.Citizen;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Attachments;

public sealed class AttachmentTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Submit_ClaimedClassWithPapers_ReceptionSeesThemAndJudges(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        using var citizen = new Browser();
        var page = await ReviewWithClaimAsync(house, citizen);
        page.Text.ShouldContain("Gửi giấy tờ chứng minh");
        page = await page.Form("#attach").Attach("files", "the.jpg", "image/jpeg", SomeFiles.Jpeg).SendAsync();
        page.TextOf("#attachments").ShouldContain("the.jpg");

        page = await page.Form("#submit").Fill("undertaken", "true").SendAsync();

        page.MustBe().TextOf("#attachments").ShouldContain("the.jpg");
        var id = (await house.QueryAsync(d => d.Dossiers.SingleAsync())).Id;
        var steps = new StaffSteps(house);
        var seen = await (await steps.SeesAsync("tiep-nhan", id)).MustBe().FollowAsync("the.jpg");
        seen.MustBe().ContentType.ShouldBe("image/jpeg");
        seen.Body.ShouldBe(SomeFiles.Jpeg);
        await steps.DoesAsync("tiep-nhan", id, "judge-class", "accepted", "Thẻ sinh viên còn hạn");
        (await house.DossierAsync(id)).FeeList.ShouldBe(new(200_000));
        (await house.DossierAsync(id)).FeeWaived.ShouldBe(new(100_000));
        (await house.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Action == "attachment.read"))).ShouldBe(1);
    }

    [Fact]
    public async Task Attach_FileThatIsNotWhatItsNameSays_IsRefusedAndTheDraftStands()
    {
        await using var house = await StaffHouse.StartAsync();
        using var citizen = new Browser();
        var page = await ReviewWithClaimAsync(house, citizen);
        (string Name, byte[] Bytes, string Says)[] wrong =
        [
            ("the.pdf", SomeFiles.Html, "không phải là"),
            ("phim.png", SomeFiles.Mp4, "không phải là"),
            ("trong.pdf", [], "trống"),
            ("to.pdf", [.. SomeFiles.Pdf, .. new byte[5 * 1024 * 1024]], "lớn hơn 5 MB"),
        ];

        foreach (var (name, bytes, says) in wrong)
        {
            page = await page.Form("#attach").Attach("files", name, "application/pdf", bytes).SendAsync();
            page.MustBe(400).TextOf("#error-summary").ShouldContain(says);
        }

        (await house.QueryAsync(d => d.Attachments.CountAsync())).ShouldBe(0);
        page = await page.Form("#attach").Attach("files", "a.pdf", "text/html", SomeFiles.Pdf).SendAsync();
        page.MustBe().TextOf("#attachments").ShouldContain("a.pdf");
        page = await page.FormWithButton("Bỏ").SendAsync();
        page.Text.ShouldNotContain("a.pdf");
    }

    [Fact]
    public async Task Open_AnothersPaper_IsNotFoundAndADraftsIsNotForStaff()
    {
        await using var house = await StaffHouse.StartAsync();
        using var citizen = new Browser();
        using var other = new Browser();
        var page = await ReviewWithClaimAsync(house, citizen);
        await page.Form("#attach").Attach("files", "the.png", "image/png", SomeFiles.Png).SendAsync();
        var id = (await house.QueryAsync(d => d.Attachments.SingleAsync())).Id;
        await SignedInAsync(house, other, "ha", "/requests");
        var staff = await house.SignInAsync("tiep-nhan");

        (await other.GoAsync($"{house.Judicial.Address}/requests/papers/{id}")).Status.ShouldBe(404);
        (await staff.GoAsync($"{house.Judicial.Address}/staff/papers/{id}")).Status.ShouldBe(404);
        (await other.GoAsync($"{house.Judicial.Address}/staff/papers/{id}")).Status.ShouldNotBe(200);
        (await citizen.GoAsync($"{house.Judicial.Address}/requests/papers/{id}")).Status.ShouldBe(200);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Supplement_AskedByTheOfficer_ComesBackToTheOfficerAndTheClockRested(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        using var citizen = new Browser();
        await SignedInAsync(house, citizen, "an", "/requests");
        var page = await SubmissionTests.SubmitAsync(await citizen.GoAsync(house.Judicial.Address + "/requests/new"));
        var address = page.Address;
        var id = (await house.QueryAsync(d => d.Dossiers.SingleAsync())).Id;
        var steps = new StaffSteps(house);
        await steps.DoesAsync("tiep-nhan", id, "ask-supplement", reason: "Gửi bản chụp hộ chiếu cũ");
        page = await citizen.GoAsync(address.AbsoluteUri);
        page.TextOf("#supplement").ShouldContain("hộ chiếu cũ");

        page = await page.Form("#supplement form").SendAsync();
        page.MustBe(400).Text.ShouldContain("Chưa chọn tệp");
        page = await page.Form("#supplement form").Attach("files", "hc.pdf", "x/y", SomeFiles.Pdf).SendAsync();

        page.MustBe().TextOf("#attachments").ShouldContain("hc.pdf");
        (await house.DossierAsync(id)).State.ShouldBe(DossierState.Registered);
        await steps.DoesAsync("tiep-nhan", id, "accept");
        await steps.DoesAsync("chuyen-vien", id, "take");
        var due = (await house.DossierAsync(id)).DueDate!.Value;
        await steps.DoesAsync("chuyen-vien", id, "ask-supplement", reason: "Nói rõ nơi ở năm 2010");
        house.Clock.Advance(TimeSpan.FromDays(3));
        page = await citizen.GoAsync(address.AbsoluteUri);
        page = page.Has("#supplement") ? page : await SignedInAsync(house, citizen, "an", address.AbsolutePath);
        page = await page.Form("#supplement form").Fill("text", "Tôi ở cùng bố mẹ").SendAsync();

        page.MustBe().Text.ShouldContain("Tôi ở cùng bố mẹ");
        var dossier = await house.DossierAsync(id);
        dossier.State.ShouldBe(DossierState.InProgress);
        (dossier.DueDate!.Value.DayNumber - due.DayNumber).ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Supplement_NotAnsweredForThirtyDays_EndsTheRequestAndTheCitizenIsTold(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var steps = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        await steps.DoesAsync("tiep-nhan", id, "ask-supplement", reason: "Gửi bản chụp hộ chiếu cũ");

        house.Clock.Advance(TimeSpan.FromDays(30));
        (await HourPassesAsync(house)).ShouldBe(0);
        house.Clock.Advance(TimeSpan.FromHours(1));
        (await HourPassesAsync(house)).ShouldBe(1);

        var dossier = await house.DossierAsync(id);
        (dossier.State, dossier.IsOpen).ShouldBe((DossierState.Stopped, false));
        dossier.History.Single(h => h.To == DossierState.Stopped).Reason.ShouldBe("Quá 30 ngày chưa bổ sung giấy tờ.");
        (await HourPassesAsync(house)).ShouldBe(0);
    }

    private static async Task<int> HourPassesAsync(StaffHouse house)
    {
        await using var scope = house.Judicial.Services.CreateAsyncScope();
        return await ActivatorUtilities.CreateInstance<UnansweredQuestions>(scope.ServiceProvider).RunAsync(default);
    }

    private static async Task<Page> ReviewWithClaimAsync(StaffHouse house, Browser browser)
    {
        var page = await SignedInAsync(house, browser, "an", "/requests/new");
        return await SubmissionTests.Filled(page)
            .Fill("Form.ClaimedClass", nameof(FeeClass.Student)).Press("review").SendAsync();
    }

    private static async Task<Page> SignedInAsync(StaffHouse house, Browser browser, string persona, string path)
    {
        var name = Personas.ById(persona).Name;
        var page = await browser.GoAsync(house.Judicial.Address + path);
        page = await page.FormWithButton(name).Press(name).SendAsync();
        return page.Address.AbsolutePath.StartsWith("/consent", StringComparison.Ordinal)
            ? await page.FormWithButton("Đồng ý").SendAsync()
            : page;
    }
}
