using Civic.Browsing;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Attachments;
using Civic.JudicialRecords.Tests.Certificates;
using Civic.JudicialRecords.Tests.Papers;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Counter;

public sealed class CounterTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Enter_OneselfAtTheCounter_PaysInCashAgainstAReceiptAndIsAccepted(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var steps = new StaffSteps(house);
        var page = await LookedUpAsync(steps, "an", "oneself");
        page.TextOf("#register ~ dl").ShouldContain("Nguyễn Văn An");

        page = await Filled(page).SendAsync();

        page.MustBe().Address.AbsolutePath.ShouldStartWith("/staff/dossiers/");
        var dossier = await house.QueryAsync(d => d.Dossiers.SingleAsync());
        (dossier.Channel, dossier.State).ShouldBe((Channel.Counter, DossierState.PaymentAsked));
        (dossier.FeeCity, dossier.FeeCitizen).ShouldBe((Money.Zero, new Money(200_000)));
        await steps.DoesAsync("tiep-nhan", dossier.Id, "take-payment", "cash");
        var receipt = await house.QueryAsync(d => d.Receipts.SingleAsync());
        (receipt.Amount, receipt.Method).ShouldBe((new Money(200_000), PaymentMethod.Cash));
        (await steps.SeesAsync("tiep-nhan", dossier.Id)).Text.ShouldContain(receipt.Number);
        var paper = await ThePapers.IssuedAsync(house, dossier.Id, PaperKind.Receipt);
        var printed = await CertificatePdfTests.TextOfAsync(await ThePapers.FileAsync(house, paper));
        printed.ShouldContain("tiền mặt tại quầy");
        printed.ShouldContain("Hai trăm nghìn đồng");
        printed.ShouldContain("NGƯỜI THU TIỀN");
        printed.ShouldContain("Tạ Thị Nhạn");
        await steps.DoesAsync("tiep-nhan", dossier.Id, "accept");
        (await house.DossierAsync(dossier.Id)).State.ShouldBe(DossierState.Received);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Enter_OneselfAtTheCounter_IsTheirsOnlineFromTheNextSignInOn(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        await Filled(await LookedUpAsync(new StaffSteps(house), "an", "oneself")).SendAsync();
        var code = (await house.QueryAsync(d => d.Dossiers.SingleAsync())).Code;
        var other = await house.SignInAsync("ha");
        var citizen = await house.SignInAsync("an");

        (await other.GoAsync($"{house.Judicial.Address}/requests/{code}")).MustBe(404);
        (await citizen.GoAsync($"{house.Judicial.Address}/requests/{code}")).MustBe().Text.ShouldContain(code);
        var mine = (await citizen.GoAsync($"{house.Judicial.Address}/requests")).MustBe();
        mine.TextsOf("main article h2 a").ShouldBe([code]);
        mine.Text.ShouldContain("nộp tại quầy");
        (await other.GoAsync($"{house.Judicial.Address}/requests")).MustBe().Has("main article").ShouldBeFalse();
    }

    [Fact]
    public async Task Enter_TransferThenRefusal_IsGivenBackByHandAndTheReceiptCancelled()
    {
        await using var house = await StaffHouse.StartAsync();
        var steps = new StaffSteps(house);
        await Filled(await LookedUpAsync(steps, "an", "oneself", "post")).SendAsync();
        var id = (await house.QueryAsync(d => d.Dossiers.SingleAsync())).Id;
        (await steps.DoesAsync("tiep-nhan", id, "take-payment", "transfer")).Text.ShouldContain("số tham chiếu");
        await steps.DoesAsync("tiep-nhan", id, "take-payment", "transfer", "FT2412345");

        await steps.DoesAsync("tiep-nhan", id, "refuse", "49-3", "Giấy tờ không hợp lệ");
        await steps.DoesAsync("tiep-nhan", id, "give-back", reason: "Đã chuyển khoản lại cho người nộp");

        var receipt = await house.QueryAsync(d => d.Receipts.SingleAsync());
        receipt.CancelledAt.ShouldNotBeNull();
        // At once after it was taken, the receipt may or may not have had its seal.
        var notice = await ThePapers.WaitAsync(
            house, id, PaperKind.ReceiptCancellation, p => PaperTurns.Of(p) == PaperTurn.Nobody);
        notice.Wording.ShouldBe(receipt.Number);
        (await house.QueryAsync(d => d.PaymentEntries.ToListAsync())).Sum(e => e.Amount.Dong).ShouldBe(0);
        (await house.QueryAsync(d => d.PaymentOrders.SingleAsync(
            o => o.Method == PaymentMethod.Transfer))).Status.ShouldBe(PaymentStatus.Refunded);
        (await house.DossierAsync(id)).Channel.ShouldBe(Channel.Post);
    }

    [Fact]
    public async Task Enter_Mandate_NeedsCertificationAndScanAndNeverNumber2()
    {
        await using var house = await StaffHouse.StartAsync();
        var steps = new StaffSteps(house);
        var page = await LookedUpAsync(steps, "an", "mandate");
        page.TextOf("#error-summary").ShouldContain("công chứng");
        page = await page.Form("#counter")
            .Fill("Who.RequesterName", "Vũ Thị Hà").Fill("Who.RequesterNumber", "001192999006")
            .Fill("Who.PaperNumber", "12/UQ").Fill("Who.PaperDate", "01/08/2024")
            .Fill("Who.PaperAuthority", "Văn phòng công chứng Mẫu").Press("lookup").SendAsync();

        page = await Filled(page).Fill("Form.Kind", "2").SendAsync();
        page.MustBe(400).TextOf("#error-summary").ShouldContain("không được yêu cầu thay");
        page.TextOf("#error-summary").ShouldContain("Quét và kèm");
        page = await Filled(page).Attach("files", "uq.pdf", "application/pdf", SomeFiles.Pdf).SendAsync();

        page.MustBe().Text.ShouldContain("12/UQ");
        page.TextOf("#attachments").ShouldContain("uq.pdf");
    }

    [Theory]
    [InlineData("parent", "be-na", "minh", true)]
    [InlineData("spouse", "an", "ha", false)]
    public async Task Enter_Relative_RegisterShowsItOrPapersDo(
        string relation, string person, string requester, bool shown)
    {
        await using var house = await StaffHouse.StartAsync();
        var steps = new StaffSteps(house);
        var page = await LookedUpAsync(steps, person, relation, "counter", requester);

        page.Text.Contains("thể hiện quan hệ này", StringComparison.Ordinal).ShouldBeTrue();
        page.Has("[name='Who.Evidence']").ShouldBe(!shown);
        if (!shown)
        {
            page = await Filled(page).SendAsync();
            page.MustBe(400).TextOf("#error-summary").ShouldContain("không thể hiện quan hệ");
            page = await Filled(page).Fill("Who.Evidence", "Giấy chứng nhận kết hôn số 5/2015")
                .Attach("files", "kh.jpg", "image/jpeg", SomeFiles.Jpeg).SendAsync();
        }
        else
        {
            page = await page.Form("#counter").Fill("Form.Kind", "2").Fill("Form.Purpose", "abroad")
                .Fill("Form.Phone", "0912345678").Press("enter").SendAsync();
        }

        page.MustBe().Address.AbsolutePath.ShouldStartWith("/staff/dossiers/");
    }

    [Theory]
    [InlineData("2034-12-31", true, true)] // 15
    [InlineData("2035-01-01", false, true)] // 15 or 16
    [InlineData("2035-12-31", true, false)] // 16
    public async Task Enter_BornInAYear_ReceptionJudgesTheClassThatTheYearLeavesOpen(
        string day, bool decided, bool mayBeChild)
    {
        await using var house = await StaffHouse.StartAsync();
        house.Clock.Set(new(DateOnly.Parse(day, null), new(9, 0), TimeSpan.FromHours(7)));
        var steps = new StaffSteps(house);
        var page = await BornInAYearAsync(steps);
        page.TextOf("#register ~ dl").ShouldContain("2019");
        page.TextOf("#register ~ dl").ShouldNotContain("1/2019");

        page = await Filled(page).Fill("Form.Residences[0].From", "01/2033").SendAsync();

        page.MustBe().Address.AbsolutePath.ShouldStartWith("/staff/dossiers/");
        var dossier = await house.QueryAsync(d => d.Dossiers.SingleAsync());
        dossier.FeeDecided.ShouldBe(decided);
        dossier.FeeTraceJson.ShouldNotBeNull().Contains("child", StringComparison.Ordinal).ShouldBe(mayBeChild);
    }

    [Theory]
    [InlineData("accepted", 0)]
    [InlineData("rejected", 200_000)]
    public async Task Judge_ClassThatTheYearOfBirthLeavesOpen_SettlesTheFeeAndTheDossierGoesOn(
        string judgement, long citizen)
    {
        await using var house = await StaffHouse.StartAsync();
        house.Clock.Set(new(new DateOnly(2035, 1, 1), new(9, 0), TimeSpan.FromHours(7)));
        var steps = new StaffSteps(house);
        await Filled(await BornInAYearAsync(steps)).Fill("Form.Residences[0].From", "01/2033").SendAsync();
        var id = (await house.QueryAsync(d => d.Dossiers.SingleAsync())).Id;

        (await steps.DoesAsync("tiep-nhan", id, "judge-class", judgement, "Đã xem giấy khai sinh")).MustBe();

        var dossier = await house.DossierAsync(id);
        (dossier.FeeDecided, dossier.FeeCitizen).ShouldBe((true, new Money(citizen)));
        dossier.FeeTraceJson.ShouldContain(judgement == "accepted" ? "papers-accepted" : "papers-rejected");
        if (citizen > 0)
        {
            await steps.DoesAsync("tiep-nhan", id, "take-payment", "cash");
        }

        (await steps.DoesAsync("tiep-nhan", id, "accept")).MustBe();
        (await house.DossierAsync(id)).State.ShouldBe(DossierState.Received);
    }

    [Theory]
    [InlineData("2036-12-31", true)]
    [InlineData("2037-01-01", false)]
    public async Task Enter_ParentOfSomebodyBornInAYear_AsksNumber2WhileTheyAreSurelyMinor(string day, bool minor)
    {
        await using var house = await StaffHouse.StartAsync();
        house.Clock.Set(new(DateOnly.Parse(day, null), new(9, 0), TimeSpan.FromHours(7)));
        var page = await BornInAYearAsync(new StaffSteps(house));

        page = await Filled(page).Fill("Form.Kind", "2").Fill("Form.Residences[0].From", "01/2033").SendAsync();

        page.Address.AbsolutePath.StartsWith("/staff/dossiers/", StringComparison.Ordinal).ShouldBe(minor);
        (minor || page.TextOf("#error-summary").Contains("không được yêu cầu thay", StringComparison.Ordinal))
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Enter_AgencyThatConductsProceedings_AsksNumber2FreeWithin24Hours()
    {
        await using var house = await StaffHouse.StartAsync();
        var steps = new StaffSteps(house);
        var page = await (await CounterAsync(steps)).Form("#counter").Who("an", "procedure")
            .Fill("Who.RequesterName", "Tòa án nhân dân quận Mẫu").Fill("Who.PaperNumber", "77/CV")
            .Fill("Who.PaperDate", "02/09/2024").Press("lookup").SendAsync();
        page.Has("[name='Form.Residences[0].From']").ShouldBeFalse();

        page = await page.Form("#counter").Fill("Form.Kind", "2").Fill("Form.Purpose", "other")
            .Fill("Form.OtherPurpose", "Xét xử").Fill("Form.Phone", "0912345678")
            .Attach("files", "cv.pdf", "application/pdf", SomeFiles.Pdf).Press("enter").SendAsync();

        page.MustBe().Text.ShouldContain("Tòa án nhân dân quận Mẫu");
        var dossier = await house.QueryAsync(d => d.Dossiers.SingleAsync());
        (dossier.FeeCitizen, dossier.FeeWaived).ShouldBe((Money.Zero, dossier.FeeList));
        await steps.DoesAsync("tiep-nhan", dossier.Id, "accept");
        var due = (await house.DossierAsync(dossier.Id)).DueDate!.Value;
        due.ShouldBe(house.Clock.GetUtcNow().AddHours(24).DateInVietnam());
    }

    [Fact]
    public async Task Enter_PersonWithAnOpenRequest_SaysWhichAndMakesNone()
    {
        await using var house = await StaffHouse.StartAsync();
        var steps = new StaffSteps(house);
        await house.SubmittedAsync("an");

        var page = await Filled(await LookedUpAsync(steps, "an", "oneself")).SendAsync();

        page.MustBe(409).Text.ShouldContain("đang có hồ sơ");
        (await house.QueryAsync(d => d.Dossiers.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Open_CounterPage_IsForReceptionOnly()
    {
        await using var house = await StaffHouse.StartAsync();
        var officer = await house.SignInAsync("chuyen-vien");

        (await officer.GoAsync(house.Judicial.Address + "/staff/counter")).Status.ShouldBe(403);
    }

    private static async Task<Page> CounterAsync(StaffSteps steps) => await steps.CounterAsync("tiep-nhan");

    private static async Task<Page> LookedUpAsync(
        StaffSteps steps, string person, string relation, string way = "counter", string? requester = null)
    {
        var form = (await CounterAsync(steps)).Form("#counter").Who(person, relation).Fill("Who.Way", way);
        if (requester is not null)
        {
            form.Fill("Who.RequesterName", Personas.ById(requester).Name)
                .Fill("Who.RequesterNumber", Personas.ById(requester).Number.Value);
        }

        return await form.Press("lookup").SendAsync();
    }

    private static async Task<Page> BornInAYearAsync(StaffSteps steps) =>
        await (await CounterAsync(steps)).Form("#counter").Who("be-sua", "parent")
            .Fill("Who.PersonBirthDate", "2019").Fill("Who.RequesterName", Personas.ById("seo").Name)
            .Fill("Who.RequesterNumber", Personas.ById("seo").Number.Value).Press("lookup").SendAsync();

    private static PageForm Filled(Page page) =>
        page.Form("#counter").Fill("Form.Kind", "1").Fill("Form.ConfirmBan", "no").Fill("Form.Purpose", "work")
            .Fill("Form.Phone", "0912345678").Fill("Form.Residences[0].From", "03/2004").Press("enter");
}

internal static class CounterForms
{
    internal static PageForm Who(this PageForm form, string person, string relation) =>
        form.Fill("Who.PersonNumber", Personas.ById(person).Number.Value)
            .Fill("Who.PersonName", Personas.ById(person).Name)
            .Fill("Who.PersonBirthDate", Personas.ById(person).BirthDate.ToVietnamese())
            .Fill("Who.Relation", relation);
}
