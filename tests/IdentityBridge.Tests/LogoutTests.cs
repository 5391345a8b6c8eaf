using System.Net;
using System.Text;
using Civic.Sandbox;
using Civic.Shared.SignIn;
using Civic.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>Sessions end everywhere, and the person is told the truth about it.</summary>
public sealed class LogoutTests
{
    [Modules(
        "OIDCCRpInitiatedLogoutNoState", "OIDCCBackChannelRpInitiatedLogout",
        "OIDCCClientTestBackChannelLogout")]
    [Theory, ClassData(typeof(Databases))]
    public async Task SignOut_AtOneService_EndsTheSessionsOfThatBrowserAtAll(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);
        using var browser = await house.SignedInAsync(house.Judicial!, "an");
        await browser.SignInAsync(house.Health!.Address, "an");
        using var elsewhere = await house.SignedInAsync(house.Judicial!, "an");

        await SignOutAsync(browser, house.Judicial!);

        browser.Address.ToString().ShouldBe(house.Judicial!.Address + "/signed-out");
        browser.Visited.ShouldAllBe(v => !v.Contains("id_token_hint"));
        foreach (var service in new[] { house.Judicial, house.Health })
        {
            await browser.GoAsync(service.Address + "/me", house.Issuer);
            browser.Address.ToString().ShouldStartWith(house.Issuer);
        }

        await elsewhere.GoAsync(house.Judicial.Address + "/me");
        elsewhere.Status.ShouldBe(HttpStatusCode.OK, "another browser's session goes on");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task SignOut_ServiceDoesNotAnswer_PersonIsToldAndItIsToldAgain(DatabaseKind kind)
    {
        await using var told = Listener();
        await using var house = await House.StartAsync(
            kind, client: c => c.Metadata(("backchannel_logout_uri", told.Address)));
        told.Answers = HttpStatusCode.ServiceUnavailable;
        var (browser, idToken) = await LogInAsync(house);
        using var _ = browser;

        await browser.GoAsync(EndSession(house, idToken));

        browser.Status.ShouldBe(HttpStatusCode.OK);
        browser.Page.ShouldContain("chưa phải dịch vụ nào cũng xác nhận");
        browser.Page.ShouldContain("http://localhost:9/out?state=s");
        told.Tokens.Count.ShouldBe(1);
        told.Answers = HttpStatusCode.OK;
        for (var i = 0; i < 300 && told.Tokens.Count < 2; i++)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(6));
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        told.Tokens.Count.ShouldBe(2);
        var tokens = told.Tokens.Select(t => new JsonWebToken(t)).ToList();
        tokens[0].Id.ShouldNotBe(tokens[1].Id);
        tokens[1].Typ.ShouldBe("logout+jwt");
        tokens[1].Audiences.ShouldBe(["by-hand"]);
        tokens[1].GetPayloadValue<string>("sid").ShouldBe(new JsonWebToken(idToken).GetPayloadValue<string>("sid"));
        await browser.GoAsync(EndSession(house, idToken), "http://localhost:9");
        browser.Address.ToString().ShouldBe("http://localhost:9/out?state=s", "a second sign-out changes nothing");
    }

    [Modules("OIDCCRpInitiatedLogout")]
    [Theory, ClassData(typeof(Databases))]
    public async Task SignOut_EndsEveryTokenOfTheSession(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var client = house.Client;
        using var browser = new Browser();
        var code = await client.CodeAsync("an", r => r["scope"] = "openid offline_access", browser);
        var given = await client.PostAsync("/token", client.CodeGrant(code));

        await browser.GoAsync(EndSession(house, given.Text("id_token")), "http://localhost:9");

        (await client.UserInfoAsync(given.Text("access_token"))).Error.ShouldBe("invalid_token");
        (await client.PostAsync("/token", new()
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = given.Text("refresh_token"),
        })).Error.ShouldBe("invalid_grant");
    }

    [Modules("OIDCCRpInitiatedLogoutNoIdTokenHint", "OIDCCRpInitiatedLogoutNoParams")]
    [Theory, ClassData(typeof(Databases))]
    public async Task SignOut_WithoutHint_AsksThePersonFirst(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var (browser, idToken) = await LogInAsync(house);
        using var _ = browser;

        const string Asked = "client_id=by-hand&post_logout_redirect_uri=http://localhost:9/out";
        await browser.GoAsync($"{house.Issuer}/end-session?{Asked}");
        browser.Page.ShouldContain("Đăng xuất khỏi các dịch vụ này?");
        browser.Page.ShouldContain("Phòng khám thử");
        await browser.PressAtAsync(new Uri(house.Issuer + "/end-session/confirm"), "client_id", "by-hand");

        browser.Page.ShouldContain("Không nhận được tin báo");
        await browser.GoAsync(house.Issuer + "/end-session");
        browser.Page.ShouldContain("không có phiên nào đang mở");
        idToken.ShouldNotBeEmpty();
    }

    [Modules("OIDCCRpInitiatedLogoutModifiedIdTokenHint", "OIDCCRpInitiatedLogoutBadIdTokenHint")]
    [Theory, ClassData(typeof(Databases))]
    public async Task SignOut_HintForgedForeignOrOfAnother_EndsNothing(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var (browser, idToken) = await LogInAsync(house);
        using var _ = browser;
        var parts = idToken.Split('.');
        var changed = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("\"sid\":\"", "\"sid\":\"x"));
        foreach (var (hint, client) in new[]
        {
            ($"{parts[0]}.{changed}.{parts[2]}", "by-hand"), ("garbage", "by-hand"), (idToken, "other"),
            ($"{parts[0]}.{parts[1]}.", "by-hand"),
        })
        {
            var asked = new Dictionary<string, string?>
            {
                ["id_token_hint"] = hint,
                ["client_id"] = client,
                ["post_logout_redirect_uri"] = "http://localhost:9/out",
            };
            await browser.GoAsync(QueryHelpers.AddQueryString(house.Issuer + "/end-session", asked));
            browser.Status.ShouldBe(HttpStatusCode.BadRequest, hint);
        }

        await browser.GoAsync(house.Issuer + "/end-session");
        browser.Page.ShouldContain("Phòng khám thử", Case.Sensitive, "the session still stands");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Account_OfAPerson_ShowsTheirSignInsAndEndsOneOnAnotherDevice(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);
        using var phone = await house.SignedInAsync(house.Judicial!, "an");
        using var stranger = await house.SignedInAsync(house.Judicial!, "binh");
        using var desk = await house.SignedInAsync(house.Bridge, "an", "/account");
        desk.Status.ShouldBe(HttpStatusCode.OK, desk.Page);
        desk.Page.ShouldContain("Đang đăng nhập (2)");
        desk.Page.ShouldContain("Cấp phiếu lý lịch tư pháp");
        desk.Page.ShouldContain("Số định danh cá nhân", Case.Sensitive, "what was shared");
        var key = System.Text.RegularExpressions.Regex
            .Match(desk.Page, "name=\"end\" value=\"([^\"]{43})\"").Groups[1].Value;

        await desk.PressAsync("end", key);

        desk.Page.ShouldContain("các dịch vụ đã xác nhận");
        desk.Page.ShouldContain("Đang đăng nhập (1)");
        await phone.GoAsync(house.Judicial!.Address + "/me", house.Issuer);
        phone.Address.ToString().ShouldStartWith(house.Issuer);
        await stranger.GoAsync(house.Judicial.Address + "/me");
        stranger.Status.ShouldBe(HttpStatusCode.OK, "somebody else's session goes on");
        await stranger.SignInAsync(house.Issuer, "binh", "/account");
        await stranger.PressAsync("end", key);
        stranger.Page.ShouldNotContain("đã xác nhận");
    }

    [Modules(
        "OIDCCClientTestBackChannelLogoutAlgNone", "OIDCCClientTestBackChannelLogoutNoEvent",
        "OIDCCClientTestBackChannelLogoutWithNonce", "OIDCCClientTestBackChannelLogoutWrongAlg",
        "OIDCCClientTestBackChannelLogoutWrongAud", "OIDCCClientTestBackChannelLogoutWrongEvent",
        "OIDCCClientTestBackChannelLogoutWrongIssuer")]
    [Theory, ClassData(typeof(Databases))]
    public async Task BackchannelLogout_TokenNotSound_IsRefusedAndTheSessionStands(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);
        using var browser = await house.SignedInAsync(house.Judicial!, "an");
        var forge = new LogoutForge(house);
        var wrong = new (string Name, string Token)[]
        {
            ("alg none", await forge.TokenAsync(unsigned: true)),
            ("no event", await forge.TokenAsync(c => c.Remove("events"))),
            ("another event", await forge.TokenAsync(c => c["events"] = new Dictionary<string, object>
            {
                ["http://schemas.openid.net/event/other"] = new Dictionary<string, object>(),
            })),
            ("with nonce", await forge.TokenAsync(c => c["nonce"] = "n")),
            ("another's key", await forge.TokenAsync(key: EcKeys.Generate())),
            ("HS256 with the public key", await forge.TokenAsync(
                key: new SymmetricSecurityKey(Encoding.UTF8.GetBytes(await house.Http.GetStringAsync(
                    house.Issuer + "/.well-known/jwks.json", TestContext.Current.CancellationToken))),
                algorithm: SecurityAlgorithms.HmacSha256)),
            ("audience", await forge.TokenAsync(c => c["aud"] = "other")),
            ("issuer", await forge.TokenAsync(c => c["iss"] = "http://other.example")),
            ("expired", await forge.TokenAsync(c => c["exp"] = 1)),
            ("no sid", await forge.TokenAsync(c => c.Remove("sid"))),
            ("typ", await forge.TokenAsync(type: "JWT")),
        };
        foreach (var (name, token) in wrong)
        {
            using var answer = await house.Judicial!.Http.PostAsync(
                "/backchannel-logout", new FormUrlEncodedContent([new("logout_token", token)]),
                TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, name);
        }

        await browser.GoAsync(house.Judicial!.Address + "/me");
        browser.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SignOut_NoAddressGiven_PageLinksToTheService()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        var (browser, idToken) = await LogInAsync(house);
        using var _ = browser;

        await browser.GoAsync(QueryHelpers.AddQueryString(house.Issuer + "/end-session", "id_token_hint", idToken));

        browser.Page.ShouldContain("href=\"http://localhost:9\"");
    }

    private static async Task<(Browser Browser, string IdToken)> LogInAsync(House house)
    {
        var browser = new Browser();
        var code = await house.Client.CodeAsync("an", null, browser);
        var given = await house.Client.PostAsync("/token", house.Client.CodeGrant(code));
        return (browser, given.Text("id_token"));
    }

    private static string EndSession(House house, string idToken) => QueryHelpers.AddQueryString(
        house.Issuer + "/end-session", new Dictionary<string, string?>
        {
            ["id_token_hint"] = idToken,
            ["post_logout_redirect_uri"] = "http://localhost:9/out",
            ["state"] = "s",
        });

    private static async Task SignOutAsync(Browser browser, TestHost service)
    {
        await browser.GoAsync(service.Address + "/antiforgery");
        var token = browser.Page.Trim('"');
        await browser.PressAtAsync(new Uri(service.Address + "/sign-out"), "__RequestVerificationToken", token);
    }

    /// <summary>Where a client is told of ended sessions.</summary>
    private static TokenReceiver Listener() =>
        new(body => QueryHelpers.ParseQuery(body)["logout_token"].ToString());
}
