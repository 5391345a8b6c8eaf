using System.Net;
using System.Text.RegularExpressions;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>A person who signs out at the identity provider is signed out everywhere that it led to.</summary>
public sealed class UpstreamLogoutTests
{
    private static readonly string[] Wrong =
    [
        "issuer", "audience", "expired", "nonce", "no-events", "other-event", "no-session", "no-id", "type", "unsigned",
        "foreign-key",
    ];

    [Theory, ClassData(typeof(Databases))]
    public async Task SignOut_AtOidcProvider_EndsTheBridgesAndTheServicesSessions(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true, live: true, foreign: true);
        using var browser = new Browser();
        await browser.SignInAsync(house.Judicial!.Address, "an");
        browser.Status.ShouldBe(HttpStatusCode.OK);
        using var elsewhere = new Browser();
        await elsewhere.SignInAsync(house.Judicial.Address, "giang");

        await SignOutAtProviderAsync(house, browser);

        await browser.GoAsync(house.Judicial.Address + "/me", house.Issuer);
        browser.Address.ToString().ShouldStartWith(house.Issuer, Case.Sensitive, "the person has to sign in again");
        await elsewhere.GoAsync(house.Judicial.Address + "/me");
        elsewhere.Address.ToString().ShouldBe(house.Judicial.Address + "/me", "another person's session stands");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task SignOut_WhileConsentWaits_GivesNoSession(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, live: true, foreign: true);
        using var browser = new Browser();
        await browser.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync()));
        await browser.PressAsync("Persona", "an");
        var consent = browser.Address.ToString();
        consent.ShouldContain("/consent/");

        await SignOutAtProviderAsync(house, browser);

        await browser.GoAsync(consent);
        browser.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task LogoutToken_WrongOrUsedBefore_IsRefusedAndTheSessionStands(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, live: true, foreign: true);
        var tokens = await house.Client.PostAsync(
            "/token", house.Client.CodeGrant(await house.Client.CodeAsync("an")));
        foreach (var mode in Wrong)
        {
            (await TellAsync(house, await house.Foreign!.LogoutTokenAsync(mode)))
                .ShouldBe(HttpStatusCode.BadRequest, mode);
        }

        (await TellAsync(house, "")).ShouldBe(HttpStatusCode.BadRequest);
        (await house.Client.UserInfoAsync(tokens.Text("access_token"))).Status.ShouldBe(200);

        var good = await house.Foreign!.LogoutTokenAsync("good");
        (await TellAsync(house, good)).ShouldBe(HttpStatusCode.NoContent);
        (await house.Client.UserInfoAsync(tokens.Text("access_token"))).Status.ShouldBe(401);
        (await TellAsync(house, good)).ShouldBe(HttpStatusCode.BadRequest, "a second time");
    }

    /// <summary>By the provider's own page, which then tells the bridge by itself.</summary>
    private static async Task SignOutAtProviderAsync(House house, Browser browser)
    {
        await browser.GoAsync(house.Addresses["vneid"] + "/session/end");
        var token = Regex.Match(browser.Page, "name=\"xsrf\" value=\"([^\"]+)\"").Groups[1].Value;
        await browser.PressAtAsync(
            new Uri(house.Addresses["vneid"] + "/session/end/confirm"), "logout", "yes", null, ("xsrf", token));
    }

    private static async Task<HttpStatusCode> TellAsync(House house, string token)
    {
        using var form = new FormUrlEncodedContent([new("logout_token", token)]);
        using var answer = await house.Http.PostAsync(
            new Uri(house.Issuer + "/upstream/vneid/backchannel-logout"), form, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
