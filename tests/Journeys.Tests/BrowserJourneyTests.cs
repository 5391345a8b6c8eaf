using Civic.Visiting;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Civic.Journeys.Tests;

/// <summary>
/// The journey by hand, on a phone: a citizen asks and pays, the department works, the citizen collects.
/// </summary>
public sealed class BrowserJourneyTests(KeptHouse house)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);

    private string Site => house.Addresses["judicial"];

    [Fact]
    public async Task Certificate_FromTheFirstClickToTheVerificationPage_IsIssuedOnAPhone()
    {
        await using var citizen = await Visitor.NewAsync("citizen");
        var code = await AskAsync(citizen, "thao");
        await WorkAsync(code);
        await CollectAsync(citizen, code);

        citizen.Complaints.ShouldBeEmpty();
        foreach (var persona in Sandbox.Personas.All)
        {
            citizen.Addresses.ShouldAllBe(a => !a.Contains(persona.Number.Value));
            citizen.Addresses.ShouldAllBe(a => !Uri.UnescapeDataString(a).Contains(persona.Name));
        }
    }

    private async Task<string> AskAsync(Visitor citizen, string persona)
    {
        var page = citizen.Page;
        await page.GotoAsync(Site);
        await citizen.LookAsync("front");
        await citizen.SignInAsync($"{Site}/requests/new", persona);
        await citizen.LookAsync("form");
        await citizen.PressAsync("button[name=Do][value=review]");
        await citizen.LookAsync("form-with-errors");
        (await page.Locator("main [href^='#']").CountAsync()).ShouldBeGreaterThan(0);
        await RequestByHand.FillAsync(page, persona, paperCopies: 13);
        await citizen.PressAsync("button[name=Do][value=review]");
        await citizen.LookAsync("review");
        var code = await RequestByHand.SendAsync(citizen);
        await citizen.LookAsync("sent");
        await citizen.GoAndLookAsync($"{Site}/requests/{code}/fee", "fee");
        await citizen.GoAndLookAsync($"{Site}/requests", "my-requests");
        await page.GotoAsync($"{Site}/requests/{code}");
        await citizen.PressAsync("form[action$='handler=Pay'] button");
        await citizen.LookAsync("gateway");
        await citizen.PressAsync("button[value=pay]");
        page.Url.ShouldStartWith($"{Site}/requests/{code}");
        await citizen.LookAsync("paid");
        return code;
    }

    [Fact]
    public async Task Outside_TheJourney_EveryOtherPageCanBeRead()
    {
        await using var visitor = await Visitor.NewAsync("outside");
        await visitor.GoAndLookAsync($"{Site}/level", "level");
        await visitor.GoAndLookAsync($"{Site}/sign-in-cancelled", "cancelled");
        await visitor.GoAndLookAsync($"{Site}/signed-out", "signed-out");
        await visitor.GoAndLookAsync(house.Addresses["signing"], "signing");
        await visitor.GoAndLookAsync($"{house.Addresses["signing"]}/verify", "verify");
        await visitor.Page.SetInputFilesAsync("#file", Path.Combine(house.Folder, "phieu-lltp-1.pdf"));
        await visitor.PressAsync("main form button[type=submit]");
        await visitor.LookAsync("verified");
        await visitor.GoAndLookAsync($"{house.Addresses["vneid"]}/personas", "personas");
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Staff_OnADesk_PagesUseTheRoom()
    {
        await using var officer = await Visitor.NewAsync("desk", 1280);
        await officer.SignInAsync($"{Site}/staff", "chuyen-vien");
        await officer.LookAsync("queue");
        var code = house.Report.GetProperty("dossiers")[1].GetProperty("code").GetString();
        await officer.GoAndLookAsync($"{Site}/staff?code={code}", "dossier");
        officer.Complaints.ShouldBeEmpty();
    }

    private async Task WorkAsync(string code)
    {
        await ActAsync("tiep-nhan", code, "accept");
        await ActAsync("chuyen-vien", code, "take", "fetch-records", "prepare");
        await TickAsync("truong-phong", code, "Check");
        await ApproveAsync(code);
        await using var clerk = await Visitor.NewAsync("van-thu");
        await clerk.SignInAsync($"{Site}/staff/seals", "van-thu");
        while (!(await clerk.Page.ContentAsync()).Contains(code, StringComparison.Ordinal)
            || await clerk.Page.Locator("form[action='/staff/seals']").CountAsync() == 0)
        {
            await Task.Delay(Between, TestContext.Current.CancellationToken);
            await clerk.Page.GotoAsync($"{Site}/staff/seals");
        }

        await clerk.LookAsync("seals");
        await clerk.PressAsync("form[action='/staff/seals'] button[type=submit]");
        await clerk.LookAsync("sealed");
        await clerk.GoAndLookAsync($"{Site}/staff/register", "register");
        clerk.Complaints.ShouldBeEmpty();
    }

    /// <summary>The director looks at the exact file and proves anew at VNeID that it is they who sign it.</summary>
    private async Task ApproveAsync(string code)
    {
        await using var director = await Visitor.NewAsync("giam-doc");
        await director.SignInAsync($"{Site}/staff", "giam-doc");
        await director.GoAndLookAsync($"{Site}/staff/approvals", "approvals");
        await director.GoAndLookAsync($"{Site}/staff?code={code}", "dossier");
        await director.PressAsync("form[action$='/approve'] button[type=submit]");
        await director.LookAsync("list-to-sign");
        var login = await director.Page.Locator("#sign").EvaluateAsync<string>("a => a.href");
        await director.SignInAsync(login, "giam-doc");
        await director.LookAsync("approved");
        director.Page.Url.ShouldContain("/staff/dossiers/");
        director.Complaints.ShouldBeEmpty();
    }

    private async Task ActAsync(string persona, string code, params string[] actions)
    {
        await using var member = await Visitor.NewAsync(persona);
        await member.SignInAsync($"{Site}/staff", persona);
        await member.LookAsync("queue");
        await member.GoAndLookAsync($"{Site}/staff?code={code}", "dossier");
        foreach (var action in actions)
        {
            await member.PressAsync($"form[action$='/{action}'] button[type=submit]");
            await member.LookAsync(action);
        }

        member.Complaints.ShouldBeEmpty();
    }

    /// <summary>The same work by the boxes of the queue; nothing ticked is told before anything is done.</summary>
    private async Task TickAsync(string persona, string code, string step)
    {
        await using var member = await Visitor.NewAsync(persona);
        await member.SignInAsync($"{Site}/staff", persona);
        await member.LookAsync("queue");
        await member.PressAsync($"button[name=step][value={step}]");
        await member.LookAsync("nothing-ticked");
        (await member.Page.Locator("#error-summary").InnerTextAsync()).ShouldContain("Chưa chọn hồ sơ nào");
        var about = await member.Page.Locator("#error-summary a").GetAttributeAsync("href");
        (await member.Page.Locator($"h2{about}").CountAsync()).ShouldBe(1);
        await member.Page.CheckAsync($"input[name=ids][aria-label='{code}']");
        await member.PressAsync($"button[name=step][value={step}]");
        await member.LookAsync("ticked");
        (await member.Page.Locator("#told").InnerTextAsync()).ShouldContain("1 hồ sơ");
        member.Complaints.ShouldBeEmpty();
    }

    private async Task CollectAsync(Visitor citizen, string code)
    {
        var link = citizen.Page.Locator("#verification");
        while (await link.CountAsync() == 0)
        {
            await Task.Delay(Between, TestContext.Current.CancellationToken);
            await citizen.Page.GotoAsync($"{Site}/requests/{code}");
        }

        await citizen.LookAsync("certificate-ready");
        await citizen.PressAsync("#verification");
        await citizen.LookAsync("verification");
        (await citizen.Page.ContentAsync()).ShouldContain("Phiếu lý lịch tư pháp");
    }
}
