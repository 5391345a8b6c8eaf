using System.Net;
using Civic.Sandbox;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>Whatever the upstream does wrong, nobody is believed to be anybody.</summary>
public sealed class FederationTests
{
    private static readonly (FaultKind Fault, string Route, string Error)[] Misbehaviour =
    [
        (FaultKind.Replay, "/token/issuer", "server_error"),
        (FaultKind.Replay, "/token/key", "server_error"),
        (FaultKind.Replay, "/token/hmac", "server_error"),
        (FaultKind.WrongPerson, "/token/content", "server_error"),
        (FaultKind.Replay, "/token/content", "server_error"),
        (FaultKind.ClockSkew, "/token/content", "server_error"),
        (FaultKind.Stale, "/token/content", "server_error"),
        (FaultKind.Duplicate, "/token/content", "server_error"),
        (FaultKind.PartialMatch, "/token/content", "unmet_authentication_requirements"),
    ];

    [Theory, ClassData(typeof(Databases))]
    public async Task Login_UpstreamMisbehaves_ClientGetsAnErrorAndNoCode(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        foreach (var (fault, route, error) in Misbehaviour)
        {
            house.Order(fault, route);

            var back = await house.Client.LogInAsync("an");

            ByHand.In(back, "error").ShouldBe(error, $"{fault} on {route}");
            ByHand.In(back, "code").ShouldBeNull();
            ByHand.In(back, "iss").ShouldBe(house.Issuer);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Login_LevelOnePerson_MeetsLevelOneOnly(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);

        ByHand.In(await house.Client.LogInAsync("lan"), "error").ShouldBe("unmet_authentication_requirements");

        var code = await house.Client.CodeAsync("lan", r => r["acr_values"] = "urn:civic:loa:1");
        var tokens = await house.Client.PostAsync("/token", house.Client.CodeGrant(code));
        tokens.Token("id_token").GetPayloadValue<string>("acr").ShouldBe("urn:civic:loa:1");
    }

    [Modules("OIDCCPromptLogin")]
    [Theory, ClassData(typeof(Databases))]
    public async Task Login_SecondTime_IsAFreshOneAtTheUpstream(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var browser = new Browser();
        for (var i = 0; i < 2; i++)
        {
            await browser.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync()));
            browser.Address.ToString().ShouldStartWith(house.Addresses["vneid"] + "/login/");
            browser.Visited.Last(v => v.Contains("/authorize?")).ShouldContain("prompt=login");
            await browser.PressAsync("Persona", "an");
            browser.Address.AbsolutePath.ShouldStartWith("/consent/");
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Callback_OtherStateOtherBrowserOrTwice_IsRefusedOnAPage(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var browser = new Browser();
        await browser.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync()));
        await browser.PressAsync("Persona", "an", house.Issuer);
        var callback = browser.Address.ToString();
        var state = ByHand.In(browser.Address, "state")!;

        using var stranger = new Browser();
        foreach (var address in new[]
        {
            callback, callback.Replace(state, new string('A', 43)), callback.Replace("iss=", "x="),
            house.Issuer + "/upstream/vneid/callback",
        })
        {
            await stranger.GoAsync(address);
            stranger.Status.ShouldBe(HttpStatusCode.BadRequest);
            stranger.Page.ShouldContain("Không tìm thấy lần đăng nhập này");
        }

        await browser.GoAsync(callback);
        browser.Address.AbsolutePath.ShouldStartWith("/consent/");
        var consent = browser.Address.ToString();
        await stranger.GoAsync(consent);
        stranger.Status.ShouldBe(HttpStatusCode.BadRequest);
        await browser.GoAsync(callback);
        browser.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Consent_AnsweredTwice_GivesOneCode(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var browser = new Browser();
        await browser.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync()));
        await browser.PressAsync("Persona", "an");
        var consent = browser.Address.ToString();
        await browser.PressAsync("decision", "approve", ByHand.Redirect);
        ByHand.In(browser.Address, "code").ShouldNotBeNull();

        await browser.GoAsync(consent);

        browser.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static readonly (string Query, bool Followed)[] SignOuts =
    [
        ("client_id=by-hand&post_logout_redirect_uri=http://localhost:9/out&state=s", true),
        ("client_id=by-hand&post_logout_redirect_uri=http://localhost:9/out/", false),
        ("client_id=by-hand&post_logout_redirect_uri=http://localhost:9/out%3Fx=1", false),
        ("client_id=other-one&post_logout_redirect_uri=http://localhost:9/out", false),
        ("post_logout_redirect_uri=http://localhost:9/out", false),
    ];

    [Modules("OIDCCRpInitiatedLogoutBadLogoutRedirectUri", "OIDCCRpInitiatedLogoutQueryAddedToLogoutRedirectUri")]
    [Theory, ClassData(typeof(Databases))]
    public async Task EndSession_Address_IsFollowedOnlyIfRegistered(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        foreach (var (query, followed) in SignOuts)
        {
            using var browser = new Browser();

            await browser.GoAsync(house.Issuer + "/end-session?" + query, "http://localhost:9");

            browser.Address.ToString().StartsWith("http://localhost:9/out?state=s", StringComparison.Ordinal)
                .ShouldBe(followed, query);
            browser.Page.Contains("không chuyển đến đó", StringComparison.Ordinal).ShouldBe(!followed, query);
        }
    }
}
