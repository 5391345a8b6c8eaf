using System.Net;
using System.Text.RegularExpressions;
using Civic.IdentityBridge.Administration;
using Civic.IdentityBridge.Storage;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Civic.Shared.SignIn.Events;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>A person reports that somebody else uses their account.</summary>
public sealed class MisuseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task Report_EverythingEndsAndNobodySignsInUntilTwoAdministratorsOpenIt(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);
        await NameAdministratorsAsync(house);
        using var elsewhere = await house.SignedInAsync(house.Judicial!, "thao");
        var code = await house.Client.CodeAsync("thao");
        var tokens = await house.Client.PostAsync("/token", house.Client.CodeGrant(code));
        using var browser = await ReportedAsync(house);

        browser.Status.ShouldBe(HttpStatusCode.OK);
        browser.Page.ShouldContain("Tài khoản đã khóa theo báo cáo của ông/bà");
        browser.Page.ShouldContain("Sở Tư pháp Hà Nội");
        browser.Page.ShouldContain("<dd>Đã xác nhận</dd>");
        await elsewhere.GoAsync(house.Judicial!.Address + "/me", house.Issuer);
        elsewhere.Address.ToString().ShouldStartWith(house.Issuer, Case.Sensitive, "signed out at the service");
        (await house.Client.UserInfoAsync(tokens.Text("access_token"))).Status.ShouldBe(401);
        await ShouldBeFrozenAsync(house);

        using var an = await house.SignedInAsync(house.Bridge, "an", "/admin/frozen");
        an.Page.ShouldContain(Personas.ById("thao").Number.Value);
        await an.PressAsync("freeze", ValueOf("freeze", an));
        using var first = await house.SignedInAsync(house.Bridge, "an", "/admin");
        await first.PressAsync("decide", "confirm", null, ("id", ValueOf("id", first)));
        first.Status.ShouldBe(HttpStatusCode.Conflict, "nobody confirms what they proposed");
        await ShouldBeFrozenAsync(house);
        using var binh = await house.SignedInAsync(house.Bridge, "binh", "/admin");
        await binh.PressAsync("decide", "confirm", null, ("id", ValueOf("id", binh)));
        binh.Status.ShouldBe(HttpStatusCode.OK);

        (await house.Client.CodeAsync("thao")).ShouldNotBeNull();
        await browser.GoAsync(browser.Address.ToString());
        browser.Page.ShouldContain("Tài khoản đã được mở lại");
        using var owner = await house.SignedInAsync(house.Bridge, "thao", "/account");
        var opened = owner.Page.IndexOf("Tài khoản được mở lại", StringComparison.Ordinal);
        opened.ShouldBeGreaterThan(0);
        owner.Page.IndexOf("Tài khoản bị khóa theo báo cáo", StringComparison.Ordinal)
            .ShouldBeGreaterThan(opened, "the ledger begins with what came last");
    }

    [Fact]
    public async Task Report_BoxNotTicked_ChangesNothing()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var browser = await house.SignedInAsync(house.Bridge, "thao", "/account/misuse");

        await browser.PressAsync("x", "y");

        browser.Page.ShouldContain("Chưa có gì thay đổi");
        (await house.Client.CodeAsync("thao")).ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Report_ConsentPageStillOpen_GivesNoCode(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var waiting = new Browser();
        await waiting.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync()));
        await waiting.PressAsync("Persona", "thao");
        waiting.Address.AbsolutePath.ShouldStartWith("/consent/");
        using var browser = await ReportedAsync(house);

        await waiting.PressAsync("decision", "approve", ByHand.Redirect);

        waiting.Address.ToString().ShouldStartWith(house.Issuer, Case.Sensitive, "not back at the client");
        ByHand.In(waiting.Address, "code").ShouldBeNull();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Report_ReceiverDownThenUp_GetsEachEventOnceWithTheSameIdAndThePageSaysSo(DatabaseKind kind)
    {
        await using var receiver = new TokenReceiver { Answers = HttpStatusCode.ServiceUnavailable };
        await using var house = await House.StartAsync(
            kind, client: c => c.Metadata(("security_events_uri", receiver.Address)));
        (await house.Client.CodeAsync("thao")).ShouldNotBeNull();
        using var browser = await ReportedAsync(house);
        browser.Page.ShouldContain("Chưa trả lời");
        receiver.Tokens.Count.ShouldBe(2);
        receiver.Answers = HttpStatusCode.Accepted;

        for (var i = 0; i < 300 && receiver.Tokens.Count < 4; i++)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(6));
            await Task.Delay(100, Stop);
        }

        for (var i = 0; i < 50 && !browser.Page.Contains("<dd>Đã xác nhận</dd>", StringComparison.Ordinal); i++)
        {
            await Task.Delay(100, Stop);
            await browser.GoAsync(browser.Address.ToString());
        }

        browser.Page.ShouldContain("<dd>Đã xác nhận</dd>");
        house.Clock.Advance(TimeSpan.FromHours(30));
        await Task.Delay(500, Stop);
        var events = receiver.Tokens.Select(t => new JsonWebToken(t)).ToList();
        events.Count.ShouldBe(4, "confirmed once, told no more");
        events.Select(e => e.Id).Distinct().Count().ShouldBe(2);
        events.ShouldAllBe(e => e.Typ == "secevent+jwt" && e.Issuer == house.Issuer && e.Subject == ""
            && e.Audiences.Single() == "by-hand");
        events.Select(e => e.GetPayloadValue<string>("txn")).Distinct().Count().ShouldBe(1);
        events.Select(e => e.GetPayloadValue<System.Text.Json.JsonElement>("events").EnumerateObject().Single().Name)
            .Distinct().ShouldBe(
                [SecurityEventTypes.SessionRevoked, SecurityEventTypes.AccountDisabled], ignoreOrder: true);
        var thao = Personas.ById("thao");
        events.Select(e => Base64UrlEncoder.Decode(e.EncodedPayload))
            .ShouldAllBe(e => !e.Contains(thao.Number.Value) && !e.Contains(thao.Name));
    }

    [Fact]
    public async Task Report_OneReceiverHangs_TheOthersHearOfItAndThePageSaysWhich()
    {
        await using var receiver = new TokenReceiver { Answers = null };
        await using var house = await House.StartAsync(
            DatabaseKind.Sqlite, services: true,
            client: c => c.Metadata(("security_events_uri", receiver.Address)));
        using var elsewhere = await house.SignedInAsync(house.Judicial!, "thao");
        (await house.Client.CodeAsync("thao")).ShouldNotBeNull();

        using var browser = await ReportedAsync(house);

        receiver.Tokens.Count.ShouldBe(2);
        var warned = browser.Page[browser.Page.IndexOf("Dịch vụ được báo", StringComparison.Ordinal)..];
        warned.ShouldContain("Chưa trả lời");
        warned.ShouldContain("<dd>Đã xác nhận</dd>");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Report_BridgeStopsBeforeTheSessionsEnd_TheyEndWhenItRunsAgain(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);
        using var elsewhere = await house.SignedInAsync(house.Judicial!, "thao");
        var tokens = await house.Client.PostAsync(
            "/token", house.Client.CodeGrant(await house.Client.CodeAsync("thao")));
        await OnlyCloseAsync(house, Personas.ById("thao").Number);
        (await house.Client.UserInfoAsync(tokens.Text("access_token"))).Status.ShouldBe(200);

        for (var i = 0; i < 100; i++)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(100, Stop);
            await elsewhere.GoAsync(house.Judicial!.Address + "/me", house.Issuer);
            if (elsewhere.Address.ToString().StartsWith(house.Issuer, StringComparison.Ordinal))
            {
                break;
            }
        }

        elsewhere.Address.ToString().ShouldStartWith(house.Issuer, Case.Sensitive, "signed out at the service");
        (await house.Client.UserInfoAsync(tokens.Text("access_token"))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Lift_ProposedForAnEarlierReport_OpensNothing()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        await NameAdministratorsAsync(house);
        (await house.Client.CodeAsync("thao")).ShouldNotBeNull();
        using (await ReportedAsync(house))
        {
            // Closed.
        }

        for (var i = 0; i < 2; i++)
        {
            using var an = await house.SignedInAsync(house.Bridge, "an", "/admin/frozen");
            await an.PressAsync("freeze", ValueOf("freeze", an));
        }

        using var binh = await house.SignedInAsync(house.Bridge, "binh", "/admin");
        await binh.PressAsync("decide", "confirm", null, ("id", ValueOf("id", binh)));
        binh.Status.ShouldBe(HttpStatusCode.OK);
        using var again = await ReportedAsync(house);

        await binh.PressAsync("decide", "confirm", null, ("id", ValueOf("id", binh)));

        binh.Status.ShouldBe(HttpStatusCode.Conflict);
        await ShouldBeFrozenAsync(house);
    }

    private static async Task<Browser> ReportedAsync(House house)
    {
        var browser = await house.SignedInAsync(house.Bridge, "thao", "/account/misuse");
        await browser.PressAsync("sure", "true");
        browser.Address.AbsolutePath.ShouldStartWith("/misuse/", Case.Sensitive, browser.Page);
        return browser;
    }

    private static async Task ShouldBeFrozenAsync(House house)
    {
        using var browser = new Browser();
        await browser.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync()));
        await browser.PressAsync("Persona", "thao");
        browser.Status.ShouldBe(HttpStatusCode.Forbidden);
        browser.Page.ShouldContain("hai cán bộ của cổng định danh xác nhận");
        await browser.PressAsync("x", "y", ByHand.Redirect);
        ByHand.In(browser.Address, "error").ShouldBe("access_denied");
    }

    /// <summary>As far as the bridge comes when it stops in the middle of a report.</summary>
    private static async Task OnlyCloseAsync(House house, CitizenId number)
    {
        await using var scope = house.Bridge.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<IdentityDbContext>();
        database.AccountFreezes.Add(new AccountFreeze
        {
            Id = Guid.CreateVersion7(),
            PersonId = await database.Persons.Where(p => p.NationalId == number).Select(p => p.Id).SingleAsync(Stop),
            ReportedAt = house.Clock.GetUtcNow(),
            ReferenceHash = "none",
        });
        await database.SaveChangesAsync(Stop);
    }

    private static async Task NameAdministratorsAsync(House house)
    {
        await using var scope = house.Bridge.Services.CreateAsyncScope();
        (await ActivatorUtilities.CreateInstance<Bootstrap>(scope.ServiceProvider).NameAsync(
            Personas.ById("an").Number, Personas.ById("binh").Number, Stop)).ShouldBeTrue();
    }

    private static string ValueOf(string field, Browser browser) =>
        Regex.Match(browser.Page, $"name=\"{field}\" value=\"([^\"]+)\"").Groups[1].Value;
}
