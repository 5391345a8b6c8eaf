using System.Net;
using System.Text.Json;
using Civic.Sandbox;
using Civic.Shared.SignIn;
using Civic.Shared.Storage;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>People and programs on the right way, through the sign-in that all services share.</summary>
public sealed class JourneyTests
{
    private static Me MeOf(Browser browser) => JsonSerializer.Deserialize<Me>(browser.Page, JsonSerializerOptions.Web)!;

    [Theory, ClassData(typeof(Databases))]
    public async Task SignIn_LevelTwoPerson_IsKnownToTheService(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);

        using var browser = await house.SignedInAsync(house.Judicial!, "an");

        browser.Status.ShouldBe(HttpStatusCode.OK, browser.Page);
        browser.Address.ToString().ShouldBe(house.Judicial!.Address + "/me");
        var me = MeOf(browser);
        me.Name.ShouldBe("Nguyễn Văn An");
        me.NationalId.ShouldBe("001090999001");
        me.BirthDate.ShouldBe("1990-03-14");
        me.Level.ShouldBe("Level2");
        me.Roles.ShouldBeEmpty();
        browser.Visited.ShouldAllBe(a => !a.Contains("001090999001") && !a.Contains("Nguy", StringComparison.Ordinal));
        house.Logged.All.ShouldAllBe(line => !line.Contains("001090999001"));
        house.Logged.All.ShouldAllBe(line => !line.Contains("Văn An"));
        await AuditHasNoPersonalDataAsync(house.Bridge);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task SignIn_SamePersonTwice_SubjectIsStableAndDiffersByAgency(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);

        using var first = await house.SignedInAsync(house.Judicial!, "an");
        using var again = await house.SignedInAsync(house.Judicial!, "an");
        using var elsewhere = await house.SignedInAsync(house.Health!, "an");
        using var namesake = await house.SignedInAsync(house.Judicial!, "binh");

        MeOf(again).Subject.ShouldBe(MeOf(first).Subject);
        MeOf(elsewhere).Subject.ShouldNotBe(MeOf(first).Subject);
        MeOf(namesake).Subject.ShouldNotBe(MeOf(first).Subject);
        MeOf(first).Subject.ShouldNotContain("001090999001");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task SignIn_MemberOfStaff_HasRolesInTheirAgencyOnly(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);

        using var atWork = await house.SignedInAsync(house.Judicial!, "giam-doc");
        MeOf(atWork).Roles.ShouldBe(["leader"]);
        MeOf(atWork).StaffTitle.ShouldBe("Giám đốc");
        await atWork.GoAsync(house.Judicial!.Address + "/leaders");
        atWork.Page.ShouldBe("in");

        using var elsewhere = await house.SignedInAsync(house.Health!, "giam-doc");
        MeOf(elsewhere).Roles.ShouldBeEmpty();
        await elsewhere.GoAsync(house.Health!.Address + "/leaders");
        elsewhere.Status.ShouldBe(HttpStatusCode.Forbidden);

        using var formerLeader = await house.SignedInAsync(house.Judicial!, "pho-giam-doc");
        MeOf(formerLeader).Roles.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task SignIn_LevelOnePerson_IsLedToTheLevelPageWithoutSession(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);

        using var browser = await house.SignedInAsync(house.Judicial!, "lan");

        browser.Address.AbsolutePath.ShouldBe("/level");
        await browser.GoAsync(house.Judicial!.Address + "/me", house.Issuer);
        browser.Address.ToString().ShouldStartWith(house.Issuer);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task SignIn_PersonDoesNotConsent_NothingIsShared(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);
        using var browser = new Browser();
        await browser.GoAsync(house.Judicial!.Address + "/me");
        await browser.PressAsync("Persona", "an");
        browser.Page.ShouldContain("Nguyễn Văn An");
        browser.Page.ShouldContain("Cấp phiếu lý lịch tư pháp");

        await browser.PressAsync("decision", "deny");

        browser.Address.AbsolutePath.ShouldBe("/sign-in-cancelled");
        browser.Page.ShouldContain("dừng đăng nhập");
    }

    [Theory]
    [InlineData("phuc", "đã mất")]
    [InlineData("be-na", "chưa có tài khoản")]
    public async Task Login_AccountThatMayNotSignIn_VneidSaysWhy(string persona, string says)
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, services: true);
        using var browser = new Browser();
        await browser.GoAsync(house.Judicial!.Address + "/me");

        await browser.PressAsync("Persona", persona);

        browser.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        browser.Page.ShouldContain(says);
        await browser.PressAsync("Act", "cancel");
        browser.Address.AbsolutePath.ShouldBe("/sign-in-cancelled");
    }

    [Fact]
    public async Task Login_ByNumberAndPasscode_OnlyTheRightOnesOpen()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, services: true);
        using var browser = new Browser();
        await browser.GoAsync(house.Judicial!.Address + "/me");

        await browser.PressAsync("Act", "passcode", null, ("Number", "001090999001"), ("Passcode", "000000"));
        browser.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await browser.PressAsync("Act", "passcode", null, ("Number", "001090999001"), ("Passcode", "888999"));

        browser.Address.AbsolutePath.ShouldStartWith("/consent/");
    }

    [Fact]
    public async Task SignIn_AutoLogin_NoPageOfVneidIsShown()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, services: true);
        house.Vneid.Services.GetRequiredService<ScenarioControl>().Add(new Scenario { AutoLogin = "an" });
        using var browser = new Browser();

        await browser.GoAsync(house.Judicial!.Address + "/me");

        browser.Address.AbsolutePath.ShouldStartWith("/consent/");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task SignOut_SignedInPerson_SessionIsGoneAndPageSaysSo(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);
        using var browser = await house.SignedInAsync(house.Judicial!, "an");
        await browser.GoAsync(house.Judicial!.Address + "/antiforgery");
        var token = browser.Page.Trim('"');
        await browser.GoAsync(house.Judicial!.Address + "/sign-out");

        await browser.PressAsync("x", "y");
        browser.Status.ShouldBe(HttpStatusCode.BadRequest);
        await browser.PressAsync("__RequestVerificationToken", token);

        browser.Address.AbsolutePath.ShouldBe("/signed-out");
        browser.Page.ShouldContain("đã đăng xuất");
        await browser.GoAsync(house.Judicial.Address + "/me", house.Issuer);
        browser.Address.ToString().ShouldStartWith(house.Issuer);
    }

    [Theory]
    [InlineData(31, 0)]
    [InlineData(20, 25)]
    public async Task Session_LeftAloneOrADayOld_Ends(int minutesAtATime, int rounds)
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, services: true);
        using var browser = await house.SignedInAsync(house.Judicial!, "an");
        for (var i = 0; i < rounds && browser.Status == HttpStatusCode.OK; i++)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(minutesAtATime));
            await browser.GoAsync(house.Judicial!.Address + "/me", house.Issuer);
            if ((i + 1) * minutesAtATime < 480)
            {
                browser.Status.ShouldBe(HttpStatusCode.OK);
            }
        }

        house.Clock.Advance(TimeSpan.FromMinutes(rounds == 0 ? minutesAtATime : 1));
        await browser.GoAsync(house.Judicial!.Address + "/me", house.Issuer);

        browser.Address.ToString().ShouldStartWith(house.Issuer);
    }

    [Fact]
    public async Task Get_ProgramWithoutSession_Gets401()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, services: true);

        (await house.Judicial!.Http.GetAsync("/me", TestContext.Current.CancellationToken)).StatusCode
            .ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task SignIn_ReturnAddressElsewhere_LeadsHome(string returnUrl)
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, services: true);

        using var browser = await house.SignedInAsync(house.Judicial!, "an", returnUrl);

        browser.Address.ToString().ShouldBe(house.Judicial!.Address + "/");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Call_ServiceWithItsOwnToken_IsLetInForItsScopeOnly(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);
        var cancel = TestContext.Current.CancellationToken;

        (await house.Judicial!.Http.GetStringAsync("/call", cancel)).ShouldContain("judicial-records");

        var tokens = house.Judicial.Services.GetRequiredService<BridgeTokens>();
        var token = await tokens.GetAsync("signing.seal", cancel);
        (await tokens.GetAsync("signing.seal", cancel)).ShouldBe(token);
        var refused = await house.Judicial.Http.GetAsync("/call?path=/statuses", cancel);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        refused.Headers.GetValues("Challenge").Single().ShouldContain("DPoP error=\"insufficient_scope\"");
        (await refused.Content.ReadAsStringAsync(cancel)).ShouldContain("civic:judicial:insufficient-scope");

        // A bound token is worth nothing without its key.
        using var stolen = new HttpRequestMessage(HttpMethod.Post, "/seals");
        stolen.Headers.Authorization = new("Bearer", token);
        (await house.Judicial.Http.SendAsync(stolen, cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        house.Clock.Advance(TimeSpan.FromMinutes(6));
        (await tokens.GetAsync("signing.seal", cancel)).ShouldNotBe(token);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task ClientKey_FirstRun_IsReadableByItsOwnerOnly(DatabaseKind database)
    {
        await using var house = await House.StartAsync(database, services: true);
        var settings = house.Judicial!.Services.GetRequiredService<Shared.Hosting.CivicSettings>();
        var path = Path.Combine(settings.DataFolder, "client-key.pk8");

        if (settings.Postgres is not null)
        {
            // Replicas share it, encrypted, in the database; on no disk does it stand in the clear.
            File.Exists(path).ShouldBeFalse();
        }
        else if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var published = await house.Judicial.Http.GetStringAsync(
            "/.well-known/client-jwks.json", TestContext.Current.CancellationToken);
        published.ShouldContain("\"kid\"");
        published.ShouldNotContain("\"d\"");
    }

    [Fact]
    public async Task SignIn_BridgeDown_PersonIsToldToComeBack()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, services: true);
        await house.Bridge.App.StopAsync(TestContext.Current.CancellationToken);
        using var browser = new Browser();

        await browser.GoAsync(house.Judicial!.Address + "/sign-in");

        browser.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        browser.Page.ShouldContain("tạm thời không trả lời");
    }

    private static async Task AuditHasNoPersonalDataAsync(TestHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var events = await scope.ServiceProvider.GetRequiredService<CivicDbContext>().AuditEvents.AsNoTracking()
            .ToListAsync(TestContext.Current.CancellationToken);
        events.Select(e => e.Action).ShouldContain("consent.given");
        events.ShouldAllBe(e => !(e.Subject + e.Detail + e.Actor).Contains("001090999001"));
    }
}
