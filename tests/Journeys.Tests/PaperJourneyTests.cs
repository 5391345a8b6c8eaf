using Civic.Visiting;
using Shouldly;
using Xunit;

namespace Civic.Journeys.Tests;

/// <summary>
/// Papers, complaints, decisions, settlement and reports by hand, on a phone: every page is looked over by axe.
/// </summary>
public sealed class PaperJourneyTests(KeptHouse house)
{
    private const string Reason = "Giấy tờ gửi kèm không thuộc về người yêu cầu; xin nộp lại đúng giấy tờ.";
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);

    private string Site => house.Addresses["judicial"];

    private string Issued => house.Report.GetProperty("dossiers")[1].GetProperty("code").GetString()!;

    [Fact]
    public async Task Refusal_OnAPhone_NoticeReachesTheCitizenWhoComplains()
    {
        await using var citizen = await Visitor.NewAsync("complainant");
        await citizen.SignInAsync($"{Site}/requests/new", "minh");
        await RequestByHand.FillAsync(citizen.Page, "minh", paperCopies: 0);
        await citizen.PressAsync("button[name=Do][value=review]");
        var code = await RequestByHand.SendAsync(citizen);
        await RefuseAsync(code);
        await SealAsync(code);
        await ComplainAsync(citizen, code);

        await using var deputy = await Visitor.NewAsync("answer");
        await OpenDossierAsync(deputy, "pho-giam-doc", code);
        var form = deputy.Page.Locator("form[action$='/answer-complaint']");
        await form.Locator("input[name=choice]").First.CheckAsync();
        await form.Locator("textarea").FillAsync("Sở đã xem lại: đề nghị của ông/bà là đúng, xin mời nộp lại.");
        await deputy.PressAsync("form[action$='/answer-complaint'] button[type=submit]");
        await deputy.LookAsync("answered");

        await citizen.GoAndLookAsync($"{Site}/requests/{code}", "complaint-answered");
        (await citizen.Page.Locator("#complaints").InnerTextAsync()).ShouldContain("xin mời nộp lại");
        citizen.Complaints.ShouldBeEmpty();
        deputy.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Decision_OnAPhone_IsDraftedAndReadByTheLeader()
    {
        await using var officer = await Visitor.NewAsync("drafts");
        await OpenDossierAsync(officer, "chuyen-vien", Issued);
        await OpenAllAsync(officer);
        await officer.LookAsync("art-50");
        var form = officer.Page.Locator("form[action$='/draft-decision']");
        await form.Locator("input[name=choice][value=correct]").CheckAsync();
        await form.Locator("textarea[name=reason]").FillAsync(Reason);
        await officer.PressAsync("form[action$='/draft-decision'] button[type=submit]");
        await officer.LookAsync("wording-missing");
        await form.Locator("textarea[name=wording]").FillAsync("Nơi sinh: thành phố Hà Nội");
        await officer.PressAsync("form[action$='/draft-decision'] button[type=submit]");
        await officer.LookAsync("drafted");

        await using var director = await Visitor.NewAsync("decides");
        await director.SignInAsync($"{Site}/staff/decisions", "giam-doc");
        await director.LookAsync("decisions");
        await director.PressAsync("main ul a");
        await director.LookAsync("draft");
        (await director.Page.InnerTextAsync("main")).ShouldContain("Nơi sinh: thành phố Hà Nội");
        await director.PressAsync("form[action$='handler=Propose'] button");
        await director.LookAsync("ready-to-sign");
        await director.PressAsync("form[action$='handler=Close'] button");
        await director.LookAsync("closed");
        // The browser names the answer to the draft without its wording, and nothing else.
        officer.Complaints.ShouldHaveSingleItem().ShouldContain("409");
        director.Complaints.ShouldBeEmpty();
    }

    [Theory, InlineData(Visitor.Phone), InlineData(1280)]
    public async Task Head_OnEachWidth_ReadsDeadlinesReportsAndSettlement(int width)
    {
        await using var head = await Visitor.NewAsync($"head-{width}", width);
        await head.SignInAsync($"{Site}/staff", "truong-phong");
        await head.GoAndLookAsync($"{Site}/staff/deadlines", "deadlines");
        await head.GoAndLookAsync($"{Site}/staff/competence", "competence");
        await head.GoAndLookAsync($"{Site}/staff/reports", "reports");
        await head.PressAsync("a[href*='/staff/reports/dossiers'] >> nth=0");
        await head.LookAsync("report-dossiers");
        await head.GoAndLookAsync($"{Site}/staff/reports/portal", "portal");
        await head.PressAsync("form[action='/staff/reports/portal'] button");
        await head.LookAsync("portal-compared");
        await head.GoAndLookAsync($"{Site}/staff/settlement", "settlement");
        await head.GoAndLookAsync($"{Site}/staff/settlement?month=2024-01", "settlement-to-draw-up");
        head.Complaints.ShouldBeEmpty();
    }

    private async Task RefuseAsync(string code)
    {
        await using var reception = await Visitor.NewAsync("refuses");
        await OpenDossierAsync(reception, "tiep-nhan", code);
        await OpenAllAsync(reception);
        await reception.LookAsync("may-refuse");
        var form = reception.Page.Locator("form[action$='/refuse']");
        await form.Locator("input[name=choice]").First.CheckAsync();
        await form.Locator("textarea").FillAsync(Reason);
        await reception.PressAsync("form[action$='/refuse'] button[type=submit]");
        await reception.LookAsync("refused");
        reception.Complaints.ShouldBeEmpty();
    }

    private async Task SealAsync(string code)
    {
        await using var clerk = await Visitor.NewAsync("seals-papers");
        await clerk.SignInAsync($"{Site}/staff/seals", "van-thu");
        while (await clerk.Page.Locator("form[action$='handler=Papers']").CountAsync() == 0)
        {
            await Task.Delay(Between, TestContext.Current.CancellationToken);
            await clerk.Page.GotoAsync($"{Site}/staff/seals");
        }

        await clerk.LookAsync("papers-to-seal");
        await clerk.PressAsync("form[action$='handler=Papers'] button[type=submit]");
        await clerk.GoAndLookAsync($"{Site}/staff?code={code}", "dossier-with-papers");
        clerk.Complaints.ShouldBeEmpty();
    }

    private async Task ComplainAsync(Visitor citizen, string code)
    {
        var papers = citizen.Page.Locator("#papers a[href$='.pdf']");
        do
        {
            await Task.Delay(Between, TestContext.Current.CancellationToken);
            await citizen.Page.GotoAsync($"{Site}/requests/{code}");
        }
        while (await papers.CountAsync() == 0);

        await OpenAllAsync(citizen);
        await citizen.LookAsync("paper-ready");
        await citizen.Page.FillAsync("#complaints textarea", "Tôi đã gửi đúng giấy tờ, xin xem lại hồ sơ.");
        await citizen.PressAsync("#complaints button[type=submit]");
        await citizen.LookAsync("complained");
        await citizen.PressAsync("#papers a[href*='/v/']");
        await citizen.LookAsync("paper-verified");
    }

    private async Task OpenDossierAsync(Visitor member, string persona, string code)
    {
        await member.SignInAsync($"{Site}/staff", persona);
        await member.GoAndLookAsync($"{Site}/staff?code={code}", "dossier");
    }

    private static async Task OpenAllAsync(Visitor visitor) => await visitor.Page.EvaluateAsync(
        "() => document.querySelectorAll('main details').forEach(d => d.open = true)");
}
