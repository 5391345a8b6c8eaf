using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Civic.Shared.Storage;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>An act that needs a fresh login (RFC 9470).</summary>
public sealed partial class StepUpTests
{
    [Modules("OIDCCMaxAge1")]
    [Theory, ClassData(typeof(Databases))]
    public async Task Act_LoginGrownOld_AsksForAFreshOneAndThenHappens(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);
        using var browser = await house.SignedInAsync(house.Judicial!, "an");
        var act = new Uri(house.Judicial!.Address + "/me/signature");
        await browser.PressAtAsync(act, "x", "y");
        browser.Page.ShouldBe("signed", "the login is fresh");
        house.Clock.Advance(TimeSpan.FromMinutes(6));

        await AskedAnewAsync(house, browser);
        browser.Address.ToString().ShouldStartWith(house.Addresses["vneid"] + "/login/");
        await browser.PressAsync("Persona", "an");
        await browser.PressAsync("decision", "approve");

        browser.Address.ToString().ShouldBe(house.Judicial.Address + "/me");
        await browser.PressAtAsync(act, "x", "y");
        browser.Page.ShouldBe("signed");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Act_SomebodyElseComesBack_FailsAndIsRecorded(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);
        using var browser = await house.SignedInAsync(house.Judicial!, "an");
        var subject = Subject(browser);
        house.Clock.Advance(TimeSpan.FromMinutes(6));
        await AskedAnewAsync(house, browser);

        await browser.PressAsync("Persona", "binh");
        await browser.PressAsync("decision", "approve");

        browser.Status.ShouldBe(HttpStatusCode.Forbidden);
        browser.Page.ShouldContain("không phải là ông/bà");
        browser.Page.ShouldContain("href=\"/me\"", Case.Sensitive, "the way back to what they were doing");
        await browser.GoAsync(house.Judicial!.Address + "/me");
        Subject(browser).ShouldBe(subject, "the session is still the first person's");
        await AskedAnewAsync(house, browser);
        await using var scope = house.Judicial.Services.CreateAsyncScope();
        var recorded = await scope.ServiceProvider.GetRequiredService<CivicDbContext>().AuditEvents.AsNoTracking()
            .SingleAsync(e => e.Action == "step-up.refused", TestContext.Current.CancellationToken);
        recorded.Subject.ShouldBe(subject);
        recorded.Outcome.ShouldBe("other-person");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Act_ByAProgram_IsChallengedAsTheRfcSays(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);
        using var browser = await house.SignedInAsync(house.Judicial!, "an");
        house.Clock.Advance(TimeSpan.FromMinutes(6));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/me/signature");
        request.Headers.Add("Cookie", browser.Cookies.GetCookieHeader(new Uri(house.Judicial!.Address)));

        using var answer = await house.Judicial.Http.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var challenge = answer.Headers.WwwAuthenticate.ToString();
        challenge.ShouldContain("error=\"insufficient_user_authentication\"");
        challenge.ShouldContain("acr_values=\"urn:civic:loa:2\"");
        challenge.ShouldContain("max_age=\"300\"");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task SignIn_AsSomebodyElseInTheSameBrowser_TheirSessionIsTheOneThatEnds(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);
        using var browser = await house.SignedInAsync(house.Judicial!, "an");
        await browser.SignInAsync(house.Judicial!.Address, "binh");
        var subject = Subject(browser);

        await using var scope = house.Judicial.Services.CreateAsyncScope();
        var session = await scope.ServiceProvider.GetRequiredService<CivicDbContext>().SignInSessions.AsNoTracking()
            .SingleAsync(TestContext.Current.CancellationToken);

        session.Subject.ShouldBe(subject);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("1.5")]
    public async Task Push_MaxAgeIsNoNumberOfSeconds_IsInvalidRequest(string maxAge)
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        (await house.Client.PostAsync("/par", new(house.Client.Request()) { ["max_age"] = maxAge })).Error
            .ShouldBe("invalid_request");
    }

    /// <summary>The act's form leads to a page whose link leads to a login.</summary>
    private static async Task AskedAnewAsync(House house, Browser browser)
    {
        await browser.PressAtAsync(new Uri(house.Judicial!.Address + "/me/signature"), "x", "y");
        browser.Address.AbsolutePath.ShouldBe("/sign-in-again");
        var link = WayOn().Match(browser.Page).Groups[1].Value;
        await browser.GoAsync(WebUtility.HtmlDecode(link));
    }

    [GeneratedRegex("id=\"sign-in-again\" href=\"([^\"]+)\"")]
    private static partial Regex WayOn();

    private static string Subject(Browser browser) =>
        JsonSerializer.Deserialize<Me>(browser.Page, JsonSerializerOptions.Web)!.Subject;
}
