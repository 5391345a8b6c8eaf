using System.Text.Json;
using Civic.Sandbox;
using Civic.Shared.SignIn;
using Civic.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>
/// The simulated VNeID judged by a client that is not ours: oidc-client-ts in a real browser, under the bridge's name.
/// Its page stands at VNeID's own origin, because the national provider speaks to servers and allows no other.
/// </summary>
public sealed class VneidJudgedTests
{
    private const string Library = "node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js";

    [Fact]
    public async Task OidcClientTs_AtVneid_SignsInAndReadsThePerson()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, live: true);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await PageAsync(browser, house);

        var callback = await SignInAsync(page, house, "an");
        var user = await page.EvaluateAsync<JsonElement>("address => finish(address)", callback);

        var profile = user.GetProperty("profile");
        profile.GetProperty("citizen_id").GetString().ShouldBe(Personas.ById("an").Number.Value);
        profile.GetProperty("name").GetString().ShouldBe(Personas.ById("an").Name);
        profile.GetProperty("level").GetString().ShouldBe("02");
        user.GetProperty("userInfoAgrees").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task OidcClientTs_AnswerTwiceOrOfAnotherState_IsRefused()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, live: true);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await PageAsync(browser, house);
        var callback = await SignInAsync(page, house, "an");
        var state = ByHand.In(new Uri(callback), "state")!;

        (await WrongAsync(page, callback.Replace(state, new string('A', state.Length)))).ShouldContain("state");
        (await WrongAsync(page, callback)).ShouldBeEmpty();
        (await WrongAsync(page, callback)).ShouldContain("state");
    }

    [Fact]
    public async Task OidcClientTs_PersonStops_IsToldAccessDenied()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, live: true);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await PageAsync(browser, house);

        var callback = await SignInAsync(page, house, null);

        (await WrongAsync(page, callback)).ShouldBe("access_denied");
    }

    private static Task<string> WrongAsync(IPage page, string callback) => page.EvaluateAsync<string>(
        "address => finish(address).then(() => '', error => error.error ?? error.message)", callback);

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(
        new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });

    /// <summary>A page at VNeID's origin with the library, and an empty one where the person comes back.</summary>
    private static async Task<IPage> PageAsync(IBrowser browser, House house)
    {
        var page = await browser.NewPageAsync();
        await page.RouteAsync(Client(house), route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = Script(house),
        }));
        await page.RouteAsync(Callback(house) + "**", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = "<!doctype html>",
        }));
        return page;
    }

    /// <summary>Gives the address at which the person came back.</summary>
    private static async Task<string> SignInAsync(IPage page, House house, string? persona)
    {
        await page.GotoAsync(Client(house));
        await page.EvaluateAsync("() => start()");
        // The address is what matters; a page that is answered by the test may be loaded before anybody waits for it.
        var arrived = new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit };
        await page.WaitForURLAsync("**/login/**", arrived);
        await page.ClickAsync(persona is null ? "button[value=cancel]" : $"button[value={persona}]");
        await page.WaitForURLAsync(Callback(house) + "**", arrived);
        var back = page.Url;
        await page.GotoAsync(Client(house));
        return back;
    }

    private static string Client(House house) => house.Addresses["vneid"] + "/foreign-client";

    private static string Callback(House house) => house.Issuer + "/upstream/vneid/callback";

    private static string Script(House house) =>
        $$"""
        <!doctype html><script>{{File.ReadAllText(ForeignTests.PathOf(Library))}}</script><script>
        const manager = new oidc.UserManager({
          authority: {{Text(house.Addresses["vneid"])}}, client_id: 'civic-bridge',
          redirect_uri: {{Text(Callback(house))}}, scope: 'openid profile', loadUserInfo: true,
          extraTokenParams: {
            client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
            client_assertion: {{Text(Assertion(house))}},
          },
        });
        const start = () => { manager.signinRedirect({ nonce: crypto.randomUUID(), prompt: 'login' }); };
        async function finish(address) {
          const user = await manager.signinRedirectCallback(address);
          const answer = await fetch(await manager.metadataService.getUserInfoEndpoint(),
            { headers: { authorization: `Bearer ${user.access_token}` } });
          return { profile: user.profile, userInfoAgrees: (await answer.json()).sub === user.profile.sub };
        }
        </script>
        """;

    private static string Text(string value) => JsonSerializer.Serialize(value);

    /// <summary>The bridge's own proof of itself: the library makes none.</summary>
    private static string Assertion(House house)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                SigningCredentials = house.Bridge.Services.GetRequiredService<ClientKey>().Credentials,
                Claims = new Dictionary<string, object>
                {
                    ["iss"] = "civic-bridge",
                    ["sub"] = "civic-bridge",
                    ["aud"] = house.Addresses["vneid"],
                    ["jti"] = Secrets.New(),
                    ["iat"] = now,
                    ["exp"] = now + 300,
                },
            });
    }
}
