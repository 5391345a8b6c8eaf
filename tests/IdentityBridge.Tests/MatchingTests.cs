using System.Net;
using Civic.IdentityBridge.Matching;
using Civic.IdentityBridge.Storage;
using Civic.Sandbox;
using Civic.Shared.Audit;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Civic.IdentityBridge.Tests.Differences;

namespace Civic.IdentityBridge.Tests;

/// <summary>Whoever signs in is compared with the population register.</summary>
public sealed class MatchingTests
{
    /// <summary>More than one login tries: each asks up to three times.</summary>
    private const int Down = 50;

    [Theory, ClassData(typeof(Databases))]
    public async Task Login_RegisterAgrees_IsMatchedAndAskedAgainADayLater(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, registers: true);

        await house.Client.CodeAsync("an");
        await house.Client.CodeAsync("an");
        (await RecordedAsync(house, "identity.matched")).Count.ShouldBe(1);

        house.Clock.Advance(TimeSpan.FromHours(25));
        await house.Client.CodeAsync("an");
        var recorded = await RecordedAsync(house, "identity.matched");
        recorded.Count.ShouldBe(2);
        recorded.ShouldAllBe(e => !e.Detail.Contains("001090999001") && !e.Subject.Contains("001090999001"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Login_RegisterDown_IsLetInAndMatchedLater(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, registers: true);
        house.Order(FaultKind.Http5xx, Route, house.Registers, Down);
        await house.Client.CodeAsync("an");
        (await RecordedAsync(house, "identity.unmatched")).Count.ShouldBe(1);
        (await LaterAsync(house)).ShouldBe(0, "it is not yet time");

        house.Registers!.Services.GetRequiredService<ScenarioControl>().Reset();
        house.Clock.Advance(TimeSpan.FromHours(2));

        (await LaterAsync(house)).ShouldBe(1);
        (await RecordedAsync(house, "identity.matched")).Count.ShouldBe(1);
        (await LaterAsync(house)).ShouldBe(0, "nothing is left to ask");
        (await LinkAsync(house, Personas.ById("an").Number.Value)).Stated.ShouldBeNull("nobody needs it any more");
    }

    [Theory]
    [InlineData(FaultKind.WrongPerson)]
    [InlineData(FaultKind.Stale)]
    [InlineData(FaultKind.MalformedBody)]
    [InlineData(FaultKind.TruncatedBody)]
    public async Task Login_RegisterAnswersWhatCantBeUsed_IsNoDifference(FaultKind fault)
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, registers: true);
        house.Order(fault, Route, house.Registers, Down);

        await house.Client.CodeAsync("an");

        (await RecordedAsync(house, "identity.unmatched")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Login_RegisterKnowsTheYearOnlyOrTwiceTheSame_IsMatched()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, registers: true);
        house.Order(FaultKind.PartialMatch, Route, house.Registers);
        await house.Client.CodeAsync("an");
        house.Order(FaultKind.Duplicate, Route, house.Registers);
        await house.Client.CodeAsync("binh");

        (await RecordedAsync(house, "identity.matched")).Count.ShouldBe(2);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Login_OneSideOrBothKnowTheYearOnly_IsMatched(DatabaseKind kind)
    {
        var register = new RegisterByHand();
        await using var house = await House.StartAsync(kind, register: register);
        register.Now(Registered.Of("cu-my") with { YearOnly = true }, Registered.Of("an") with { YearOnly = true });

        await house.Client.CodeAsync("cu-my");
        await house.Client.CodeAsync("an");
        house.Clock.Advance(TimeSpan.FromHours(25));
        register.Now(Registered.Of("cu-my") with { Born = new(1948, 6, 17) });
        await house.Client.CodeAsync("cu-my");

        (await RecordedAsync(house, "identity.matched")).Count.ShouldBe(3);
        (await RecordedAsync(house, "identity.unmatched")).ShouldBeEmpty();
        (await LinkAsync(house, Registered.Of("cu-my").Number)).Stated.ShouldBeNull("nobody has to be asked again");
    }

    [Theory]
    [InlineData("cu-my", "1949-01-01", true)]
    [InlineData("cu-my", "1947-12-31", false)]
    [InlineData("an", "1991-03-14", true)]
    public async Task Login_OneSideKnowsTheYearOnlyAndItIsAnother_IsADifference(
        string person, string registered, bool yearOnly)
    {
        var register = new RegisterByHand();
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, register: register);
        register.Now(Registered.Of(person) with { Born = DateOnly.Parse(registered, null), YearOnly = yearOnly });

        using var browser = await AtDifferenceAsync(house, person);

        browser.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await RecordedAsync(house, "identity.questioned"))
            .ShouldHaveSingleItem().Detail.ShouldContain($"{Finding.NotOnRecord}");
    }

    [Fact]
    public async Task Login_RegisterStatesAnotherDayOfTheYear_IsADifference()
    {
        var register = new RegisterByHand { AnswersByYear = true };
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, register: register);
        register.Now(Registered.Of("an") with { Born = new(1990, 3, 15) });

        using var browser = await AtDifferenceAsync(house, "an");

        (await RecordedAsync(house, "identity.questioned"))
            .ShouldHaveSingleItem().Detail.ShouldContain($"{Finding.OtherBirthDate}");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Login_RegisterDiffers_PageSaysWhatAndNothingIsReleased(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, live: true, foreign: true, registers: true);
        foreach (var (person, finding, words) in Differing)
        {
            using var browser = await AtDifferenceAsync(house, person);

            browser.Status.ShouldBe(HttpStatusCode.Forbidden);
            browser.Page.ShouldContain(words);
            browser.Page.ShouldContain("chưa có dữ liệu nào được chia sẻ");
            (await RecordedAsync(house, "identity.questioned")).ShouldContain(e => e.Detail.Contains($"{finding}"));
            await browser.PressAsync("back", "1", ByHand.Redirect);
            ByHand.In(browser.Address, "error").ShouldBe("access_denied");
            ByHand.In(browser.Address, "code").ShouldBeNull();
        }

        (await RecordedAsync(house, "consent.given")).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Login_MatchedAndTheSameDayStatedOtherwise_IsComparedAnew(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, live: true, foreign: true, registers: true);
        await house.Client.CodeAsync("giang");

        using var browser = await AtDifferenceAsync(house, "renamed");

        browser.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Session_RegisterDiffersLater_IsEnded(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, live: true, foreign: true, registers: true);
        house.Order(FaultKind.Http5xx, Route, house.Registers);
        var tokens = await house.Client.PostAsync(
            "/token", house.Client.CodeGrant(await house.Client.CodeAsync("renamed")));
        (await house.Client.UserInfoAsync(tokens.Text("access_token"))).Status.ShouldBe(200);
        await BringForwardAsync(house);

        (await LaterAsync(house)).ShouldBe(1);

        (await house.Client.UserInfoAsync(tokens.Text("access_token"))).Status.ShouldBe(401);
        using var browser = await AtDifferenceAsync(house, "renamed");
        browser.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<int> LaterAsync(House house)
    {
        await using var scope = house.Bridge.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MatchLater>()
            .RunAsync(TestContext.Current.CancellationToken);
    }

    private static async Task BringForwardAsync(House house)
    {
        await using var scope = house.Bridge.Services.CreateAsyncScope();
        var now = TimeProvider.System.GetUtcNow();
        await scope.ServiceProvider.GetRequiredService<IdentityDbContext>().AccountLinks
            .Where(l => l.AgainAt != null).ExecuteUpdateAsync(
                set => set.SetProperty(l => l.AgainAt, now), TestContext.Current.CancellationToken);
    }

    private static async Task<List<AuditEvent>> RecordedAsync(House house, string action)
    {
        await using var scope = house.Bridge.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IdentityDbContext>().AuditEvents.AsNoTracking()
            .Where(e => e.Action == action).ToListAsync(TestContext.Current.CancellationToken);
    }
}
