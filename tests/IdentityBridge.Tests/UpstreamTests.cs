using System.Net;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>Upstreams of other dialects, upstreams that are down, and the person's choice among them.</summary>
public sealed class UpstreamTests
{
    private static readonly Dictionary<string, string?> AllThree = new()
    {
        ["Civic:Upstreams:portal:Secret"] = "sandbox-portal-secret",
        ["Civic:Upstreams:vneid-direct:Secret"] = "sandbox-vneid-secret",
    };

    private static readonly (FaultKind Fault, string Route, string Error)[] Misbehaviour =
    [
        (FaultKind.WrongPerson, "/oauth2/userinfo", "server_error"),
        (FaultKind.PartialMatch, "/oauth2/userinfo", "server_error"),
        (FaultKind.Stale, "/oauth2/userinfo", "unmet_authentication_requirements"),
        (FaultKind.WrongPerson, "/direct/userinfo", "server_error"),
        (FaultKind.PartialMatch, "/direct/userinfo", "unmet_authentication_requirements"),
    ];

    [Theory, ClassData(typeof(Databases))]
    public async Task Login_ByEachDialect_GivesTheSamePersonWithItsLevel(DatabaseKind kind)
    {
        await using var house = await StartAsync(kind);
        var subjects = new List<string>();
        foreach (var (upstream, level) in new[] { ("portal", "1"), ("vneid-direct", "2"), ("vneid", "2") })
        {
            using var browser = await ChoosingAsync(house);
            await browser.PressAsync("upstream", upstream);
            browser.Address.AbsolutePath.ShouldStartWith("/consent/", Case.Sensitive, upstream);
            await browser.PressAsync("decision", "approve", ByHand.Redirect);
            var tokens = await house.Client.PostAsync(
                "/token", house.Client.CodeGrant(ByHand.In(browser.Address, "code")!));

            var idToken = tokens.Token("id_token");
            idToken.GetPayloadValue<string>("acr").ShouldBe($"urn:civic:loa:{level}", upstream);
            idToken.GetPayloadValue<string>("birthdate").ShouldBe(
                Personas.ById("an").BirthDate.ToString("yyyy-MM-dd", null), upstream);
            subjects.Add(idToken.Subject);
        }

        subjects.Distinct().Count().ShouldBe(1);
        house.Logged.All.ShouldContain(l => l.Contains("Weak cryptography was used"));
    }

    [Fact]
    public async Task Login_LevelTwoAsked_PortalIsNotOffered()
    {
        await using var house = await StartAsync(DatabaseKind.Sqlite);
        using var browser = await ChoosingAsync(house, "urn:civic:loa:2");

        browser.Page.ShouldContain("value=\"vneid-direct\"");
        browser.Page.ShouldNotContain("value=\"portal\"");
    }

    [Theory]
    [InlineData("portal")]
    [InlineData("vneid-direct")]
    [InlineData("vneid")]
    public async Task Login_FreshOneAskedAndPersonTakesAMinute_GoesOn(string upstream)
    {
        await using var house = await StartAsync(DatabaseKind.Sqlite);
        using var browser = new Browser();
        await browser.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync(r =>
            (r["max_age"], r["acr_values"]) = ("0", "urn:civic:loa:1"))));
        house.Clock.Advance(TimeSpan.FromMinutes(1));

        await browser.PressAsync("upstream", upstream);

        browser.Address.AbsolutePath.ShouldStartWith("/consent/");
    }

    [Fact]
    public async Task Login_DialectMisbehaves_ClientGetsAnErrorAndNoCode()
    {
        await using var house = await StartAsync(DatabaseKind.Sqlite);
        foreach (var (fault, route, error) in Misbehaviour)
        {
            var isPortal = route.StartsWith("/oauth2", StringComparison.Ordinal);
            house.Order(fault, route, isPortal ? house.Portal : house.Vneid);
            using var browser = await ChoosingAsync(house);

            await browser.PressAsync("upstream", isPortal ? "portal" : "vneid-direct", ByHand.Redirect);

            ByHand.In(browser.Address, "error").ShouldBe(error, $"{fault} on {route}");
            ByHand.In(browser.Address, "code").ShouldBeNull();
        }
    }

    [Fact]
    public async Task Callback_OfAnotherUpstreamThanThePersonWasSentTo_IsRefused()
    {
        await using var house = await StartAsync(DatabaseKind.Sqlite);
        using var browser = await ChoosingAsync(house);
        await browser.PressAsync("upstream", "portal", house.Issuer + "/upstream");

        await browser.GoAsync(browser.Address.ToString().Replace("/upstream/portal/", "/upstream/vneid-direct/"));

        browser.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Login_UpstreamDown_PageSaysSoAndTheRequestGoesOnLater(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var browser = new Browser();
        house.Order(FaultKind.Http5xx, "/.well-known/openid-configuration");
        await browser.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync()));
        browser.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        browser.Page.ShouldContain("hiện không trả lời");

        house.Clock.Advance(TimeSpan.FromMinutes(5));
        house.Order(FaultKind.Http5xx, "/token");
        await browser.PressAsync("upstream", "vneid");
        await browser.PressAsync("Persona", "an");
        browser.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await browser.PressAsync("upstream", "vneid");
        await browser.PressAsync("Persona", "an");
        await browser.PressAsync("decision", "approve", ByHand.Redirect);

        ByHand.In(browser.Address, "code").ShouldNotBeNull();
    }

    [Fact]
    public async Task Login_UpstreamDownAndPersonGivesUp_ClientGetsTemporarilyUnavailable()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var browser = new Browser();
        house.Order(FaultKind.MalformedBody, "/.well-known/openid-configuration");
        await browser.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync()));

        await browser.PressAsync("giveup", "1", ByHand.Redirect);

        ByHand.In(browser.Address, "error").ShouldBe("temporarily_unavailable");
        ByHand.In(browser.Address, "state").ShouldBe("the-state");
    }

    [Fact]
    public async Task Login_UpstreamFailsThreeTimes_IsLeftAloneForHalfAMinute()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        house.Order(FaultKind.Http5xx, "/.well-known/openid-configuration", count: 3);
        for (var i = 0; i < 4; i++)
        {
            (await TryAsync(house)).ShouldBe(HttpStatusCode.ServiceUnavailable, $"attempt {i}");
        }

        house.Clock.Advance(TimeSpan.FromSeconds(31));

        (await TryAsync(house)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Account_UpstreamBlocked_NobodySignsInByItAndTheLastWayInStays(DatabaseKind kind)
    {
        await using var house = await StartAsync(kind);
        using var mine = new Browser();
        await mine.GoAsync(house.Issuer + "/account");
        await mine.PressAsync("upstream", "vneid");
        await mine.PressAsync("decision", "approve");
        await mine.GoAsync(house.Issuer + "/account/upstreams");
        await mine.PressAsync("block", "vneid-direct");
        mine.Page.ShouldContain("Đã chặn");

        await mine.PressAsync("block", "vneid");
        mine.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        mine.Page.ShouldContain("nơi cuối cùng");

        using var other = await ChoosingAsync(house);
        await other.PressAsync("upstream", "vneid-direct", ByHand.Redirect);
        ByHand.In(other.Address, "error").ShouldBe("access_denied");

        await mine.PressAsync("allow", "vneid-direct");
        using var again = await ChoosingAsync(house);
        await again.PressAsync("upstream", "vneid-direct");
        again.Address.AbsolutePath.ShouldStartWith("/consent/");
    }

    [Fact]
    public async Task Account_UpstreamPreferred_BrowserGoesThereAtOnce()
    {
        await using var house = await StartAsync(DatabaseKind.Sqlite);
        using var mine = new Browser();
        await mine.GoAsync(house.Issuer + "/account");
        await mine.PressAsync("upstream", "vneid");
        await mine.PressAsync("decision", "approve");
        await mine.GoAsync(house.Issuer + "/account/upstreams");
        await mine.PressAsync("prefer", "vneid-direct");

        await mine.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync()));

        mine.Address.AbsolutePath.ShouldStartWith("/consent/");
        mine.Visited.ShouldContain(v => v.Contains("/upstream/vneid-direct/callback"));
    }

    private static async Task<HttpStatusCode> TryAsync(House house)
    {
        using var browser = new Browser();
        await browser.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync()));
        return browser.Status;
    }

    /// <summary>All three upstreams, each of which signs "an" in without a page.</summary>
    private static async Task<House> StartAsync(DatabaseKind kind)
    {
        var house = await House.StartAsync(kind, more: AllThree);
        foreach (var host in new[] { house.Vneid, house.Portal! })
        {
            host.Services.GetRequiredService<ScenarioControl>().Add(new Scenario { AutoLogin = "an" });
        }

        return house;
    }

    /// <summary>A browser on the page that asks where to sign in.</summary>
    private static async Task<Browser> ChoosingAsync(House house, string level = "urn:civic:loa:1")
    {
        var browser = new Browser();
        await browser.GoAsync(
            house.Client.AuthorizeAddress(await house.Client.PushAsync(r => r["acr_values"] = level)));
        browser.Address.AbsolutePath.ShouldStartWith("/choose/");
        return browser;
    }
}
