using Shouldly;
using Xunit;

namespace Civic.Journeys.Tests;

/// <summary>A parent asks for a child under 14, on a phone; the register confirms that it is their child.</summary>
public sealed class ParentJourneyTests(KeptHouse house)
{
    private string Site => house.Addresses["judicial"];

    [Fact]
    public async Task Request_ForOnesChildUnder14_IsSentWithAPaperAndNothingToPay()
    {
        var (parent, child) = (Sandbox.Personas.ById("minh"), Sandbox.Personas.ById("be-na"));
        await using var visitor = await Visitor.NewAsync("parent");
        var page = visitor.Page;
        await visitor.SignInAsync($"{Site}/requests/new", parent.Id);
        await page.CheckAsync("input[name='Form.For'][value='child']");
        await visitor.PressAsync("button[name=Do][value=person]");
        await page.FillAsync("input[name='Form.ChildNumber']", child.Number.Value);
        await page.FillAsync("input[name='Form.ChildName']", child.Name);
        await page.FillAsync("input[name='Form.ChildBirthDate']", $"{child.BirthDate:dd/MM/yyyy}");
        await visitor.PressAsync("button[name=Do][value=person]");
        await visitor.LookAsync("child-found");
        await page.CheckAsync("input[name='Form.Kind'][value='1']");
        await page.CheckAsync("input[name='Form.ConfirmBan'][value='no']");
        await page.SelectOptionAsync("select[name='Form.Purpose']", "abroad");
        await page.FillAsync("input[name='Form.Phone']", "0900000002");
        await visitor.PressAsync("button[name=Do][value=review]");
        await page.SetInputFilesAsync("#files", new Microsoft.Playwright.FilePayload
        {
            Name = "giay-khai-sinh.pdf",
            MimeType = "application/pdf",
            Buffer = [.. "%PDF-1.7\n%%EOF"u8],
        });
        await visitor.PressAsync("#attach button[type=submit]");
        await visitor.LookAsync("review-with-paper");
        (await page.ContentAsync()).ShouldContain("giay-khai-sinh.pdf");
        await page.CheckAsync("#undertaken");
        await visitor.PressAsync("#submit button[type=submit]");
        await visitor.LookAsync("sent");

        (await page.Locator("main").InnerTextAsync()).ShouldContain(child.Name);
        var code = new Uri(page.Url).Segments[^1];
        await visitor.GoAndLookAsync($"{Site}/requests/{code}/fee", "fee-exempt");
        await visitor.GoAndLookAsync($"{Site}/feedback", "feedback");
        await page.GotoAsync($"{Site}/requests/{code}");
        await page.Locator("details summary").Last.ClickAsync();
        await visitor.PressAsync("form[action$='handler=Withdraw'] button");
        await visitor.LookAsync("withdrawn");
        await page.CheckAsync("input[name='level'][value='3']");
        await visitor.PressAsync("#rating button[type=submit]");
        await visitor.LookAsync("rated");
        visitor.Complaints.ShouldBeEmpty();
        visitor.Addresses.ShouldAllBe(a => !a.Contains(child.Number.Value));
    }

    [Fact]
    public async Task Counter_AndRules_CanBeReadOnAPhone()
    {
        await using var reception = await Visitor.NewAsync("counter");
        await reception.SignInAsync($"{Site}/staff/counter", "tiep-nhan");
        await reception.LookAsync("counter");
        var person = Sandbox.Personas.ById("ha");
        await reception.Page.FillAsync("input[name='Who.PersonNumber']", person.Number.Value);
        await reception.Page.FillAsync("input[name='Who.PersonName']", person.Name);
        await reception.Page.FillAsync("input[name='Who.PersonBirthDate']", $"{person.BirthDate:dd/MM/yyyy}");
        await reception.PressAsync("button[name=Do][value=lookup]");
        await reception.LookAsync("counter-found");
        reception.Complaints.ShouldBeEmpty();
        await using var leader = await Visitor.NewAsync("rules");
        await leader.SignInAsync($"{Site}/staff/policies", "giam-doc");
        await leader.LookAsync("policies");
        await leader.GoAndLookAsync($"{Site}/staff/policies/simulate", "simulate");
        var code = house.Report.GetProperty("dossiers")[1].GetProperty("code").GetString();
        await leader.GoAndLookAsync($"{Site}/staff/policies/explain?code={code}", "explain");
        await leader.GoAndLookAsync($"{Site}/staff/feedback", "staff-feedback");
        leader.Complaints.ShouldBeEmpty();
    }
}
