using Civic.Sandbox;
using Civic.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Civic.IdentityBridge.Tests.Representing;

namespace Civic.IdentityBridge.Tests;

/// <summary>The pages on which a parent chooses, on a phone.</summary>
public sealed class RepresentationPageTests
{
    [Fact]
    public async Task Choice_OnAPhone_CanBeReadAndLeadsToConsent()
    {
        var register = Family();
        await using var house = await StartAsync(DatabaseKind.Sqlite, register);
        await using var phone = await Phone.NewAsync();
        var (page, child) = (phone.Page, Personas.ById("be-na"));
        await page.GotoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync(r => r["scope"] = Scopes)));
        await page.ClickAsync("button[value=minh]");
        await phone.LookAsync("represent");

        await page.ClickAsync("button[value=child]");
        await phone.LookAsync("represent-with-errors");
        (await page.Locator("#error-summary a").CountAsync()).ShouldBe(3);
        await FillAsync(page, child, child.BirthDate.AddDays(1));
        await phone.LookAsync("represent-not-confirmed");
        register.IsDown = true;
        await FillAsync(page, child, child.BirthDate);
        await phone.LookAsync("represent-register-down");
        (await page.InputValueAsync("#Number")).ShouldBe(child.Number.Value, "what was typed is still there");
        await FillAsync(page, child, new DateOnly(2010, 1, 1));
        await phone.LookAsync("represent-too-old");
        register.IsDown = false;
        await FillAsync(page, child, child.BirthDate);
        page.Url.ShouldContain("/consent/");
        await phone.LookAsync("represent-consent");

        await page.ClickAsync("a[href^='/represent/']");
        await page.ClickAsync("button[value=self]");
        (await page.Locator("#represented").CountAsync()).ShouldBe(0);
        await phone.LookAsync("represent-oneself");
    }

    private static async Task FillAsync(IPage page, Persona child, DateOnly born)
    {
        await page.FillAsync("#Number", child.Number.Value);
        await page.FillAsync("#Name", child.Name);
        await page.FillAsync("#BirthDate", born.ToString("dd/MM/yyyy", null));
        await page.ClickAsync("button[value=child]");
    }
}
