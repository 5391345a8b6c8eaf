using Civic.Sandbox;
using Civic.Visiting;
using Shouldly;
using Xunit;

namespace Civic.Journeys.Tests;

/// <summary>
/// A report of misuse by hand, on a phone, until two administrators have opened the account again: every page of it is
/// looked over by axe.
/// </summary>
public sealed class MisuseRoundTests(KeptHouse house)
{
    private const string Citizen = "quynh";
    private const string Ground = "Đã gặp công dân tại quầy, đối chiếu căn cước, xác nhận tự mình gửi.";

    private string Site => house.Addresses["judicial"];

    private string Bridge => house.Addresses["identity"];

    private string Health => house.Addresses["health"];

    [Fact]
    public async Task Misuse_OnAPhone_ClosesTheAccountMarksTheRequestAndOpensAgain()
    {
        await using var citizen = await Visitor.NewAsync("asks");
        await citizen.SignInAsync($"{Site}/requests/new", Citizen);
        await RequestByHand.FillAsync(citizen.Page, Citizen, paperCopies: 0);
        await citizen.PressAsync("button[name=Do][value=review]");
        var code = await RequestByHand.SendAsync(citizen);

        await PermitAsync();
        var status = await ReportAsync();
        await IsShutOutAsync();
        await HeadSeesAsync(code, "marked", "Công dân báo bị mạo danh");
        await OpenAgainAsync();

        await using var back = await Visitor.NewAsync("back");
        await back.GoAndLookAsync(status, "open-again");
        await back.SignInAsync($"{Site}/requests/{code}", Citizen);
        await back.LookAsync("held");
        (await back.Page.InnerTextAsync("main")).ShouldContain("chưa được duyệt hoặc đóng dấu");
        back.Complaints.ShouldBeEmpty();
        await SettleAsync(code);
        await ReviewAsync();
    }

    private async Task PermitAsync()
    {
        await using var citizen = await Visitor.NewAsync("permits");
        await citizen.SignInAsync($"{Health}/ho-so/dong-y/01902", Citizen);
        await citizen.Page.CheckAsync("#Agreed");
        await citizen.PressAsync("main form button[type=submit]");
    }

    private async Task ReviewAsync()
    {
        await using var citizen = await Visitor.NewAsync("reviews");
        await citizen.SignInAsync($"{Health}/ho-so/dong-y", Citizen);
        await citizen.LookAsync("to-review");
        (await citizen.Page.InnerTextAsync("#misuse")).ShouldContain("Phòng khám Mẫu số 2");
        await citizen.PressAsync("#misuse button");
        await citizen.LookAsync("reviewed");
        (await citizen.Page.Locator("#misuse").CountAsync()).ShouldBe(0);
        citizen.Complaints.ShouldBeEmpty();
    }

    /// <summary>Gives the address under which the person sees who has confirmed.</summary>
    private async Task<string> ReportAsync()
    {
        await using var citizen = await Visitor.NewAsync("reports");
        await citizen.SignInAsync($"{Bridge}/account/misuse", Citizen);
        await citizen.LookAsync("report");
        await citizen.PressAsync("main form button[type=submit]");
        await citizen.LookAsync("not-ticked");
        await citizen.Page.CheckAsync("#sure");
        await citizen.PressAsync("main form button[type=submit]");
        citizen.Page.Url.ShouldStartWith($"{Bridge}/misuse/");
        await citizen.LookAsync("reported");
        (await citizen.Page.InnerTextAsync("main")).ShouldContain("Tài khoản đã khóa");
        citizen.Complaints.ShouldBeEmpty();
        return citizen.Page.Url;
    }

    private async Task IsShutOutAsync()
    {
        await using var anybody = await Visitor.NewAsync("shut-out");
        await anybody.Page.GotoAsync($"{Site}/requests");
        await anybody.EnterAsync(Citizen);
        anybody.Page.Url.ShouldStartWith($"{Bridge}/frozen/");
        await anybody.LookAsync("closed");
        await anybody.PressAsync("main form button[type=submit]");
        anybody.Page.Url.ShouldStartWith(Site);
        await anybody.LookAsync("not-signed-in");
    }

    private async Task<Visitor> HeadAsync(string code)
    {
        var head = await Visitor.NewAsync("head-misuse");
        await head.SignInAsync($"{Site}/staff", "truong-phong");
        await head.LookAsync("queue");
        await head.GoAndLookAsync($"{Site}/staff?code={code}", "dossier");
        return head;
    }

    private async Task HeadSeesAsync(string code, string what, string words)
    {
        await using var head = await HeadAsync(code);
        await head.Page.EvaluateAsync("() => document.querySelectorAll('main details').forEach(d => d.open = true)");
        await head.LookAsync(what);
        (await head.Page.InnerTextAsync("#misuse")).ShouldContain(words);
        (await head.Page.InnerTextAsync("main")).ShouldNotContain("không có việc nào");
        head.Complaints.ShouldBeEmpty();
    }

    private async Task SettleAsync(string code)
    {
        await using var head = await HeadAsync(code);
        await head.Page.EvaluateAsync("() => document.querySelectorAll('main details').forEach(d => d.open = true)");
        await head.Page.FillAsync("form[action$='/settle-misuse'] textarea", Ground);
        await head.PressAsync("form[action$='/settle-misuse'] button[type=submit]");
        await head.LookAsync("settled");
        (await head.Page.Locator("#misuse").CountAsync()).ShouldBe(0);
    }

    private async Task OpenAgainAsync()
    {
        var (one, other) = (Personas.ById("giang"), Personas.ById("ha"));
        (await KeptHouse.RunAsync(
            "dotnet", KeptHouse.Program, "admin", "bootstrap", "--data", house.Data, "--first", one.Number.Value,
            "--second", other.Number.Value)).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(0, r.Says));
        await using var proposes = await Visitor.NewAsync("proposes");
        await proposes.SignInAsync($"{Bridge}/admin/frozen", one.Id);
        await proposes.LookAsync("closed-accounts");
        await proposes.PressAsync("main form button[type=submit]");
        await proposes.LookAsync("proposed");
        await using var confirms = await Visitor.NewAsync("confirms");
        await confirms.SignInAsync($"{Bridge}/admin", other.Id);
        await confirms.LookAsync("to-confirm");
        await confirms.PressAsync("main button[name=decide][value=confirm]");
        await confirms.LookAsync("confirmed");
        await confirms.GoAndLookAsync($"{Bridge}/admin/frozen", "nothing-closed");
    }
}
