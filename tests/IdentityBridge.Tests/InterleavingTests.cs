using Civic.IdentityBridge.Sessions;
using Civic.IdentityBridge.Storage;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>
/// A login as a state machine, on two replicas and one database: whatever happens between two of its steps, or at once
/// with one, a signed-out or expired one gives nothing.
/// </summary>
public sealed class InterleavingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The steps, in order; something happens after one of them.</summary>
    private enum Step
    {
        Begun,
        CameBack,
        Consented,
        Redeemed,
    }

    private enum Event
    {
        SignedOut,
        TenMinutesPass,
    }

    /// <summary>How far a login can come, in order.</summary>
    private enum End
    {
        CallbackRefused,
        ConsentRefused,
        CodeRefused,
        UserInfoRefused,
        UserInfo,
    }

    /// <summary>Where a login ends when the event comes after the step.</summary>
    private static readonly (Step After, Event What, End Ends)[] Table =
    [
        // Nothing to end yet, so the person who goes on signs in.
        (Step.Begun, Event.SignedOut, End.UserInfo),
        (Step.CameBack, Event.SignedOut, End.UserInfo),
        (Step.Consented, Event.SignedOut, End.CodeRefused),
        (Step.Redeemed, Event.SignedOut, End.UserInfoRefused),
        (Step.Begun, Event.TenMinutesPass, End.CallbackRefused),
        (Step.CameBack, Event.TenMinutesPass, End.ConsentRefused),
        (Step.Consented, Event.TenMinutesPass, End.CodeRefused),
        (Step.Redeemed, Event.TenMinutesPass, End.UserInfoRefused),
    ];

    /// <summary>Each event alone, and each two of them in both orders.</summary>
    [Theory, ClassData(typeof(Databases))]
    public async Task Login_ThingsHappenBetweenItsSteps_EndsWhereTheFirstOfThemEndsIt(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var way = await BalancedAsync(house);
        foreach (var one in Table)
        {
            foreach (var other in Table)
            {
                (await WalkAsync(way, one, other)).ShouldBe(
                    one.Ends < other.Ends ? one.Ends : other.Ends,
                    $"{one.What} after {one.After}, {other.What} after {other.After}");
            }
        }

        way.Balancer.Requests.ShouldBeGreaterThan(Table.Length * Table.Length * 3, "each went to the other replica");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Callback_TwiceAtOnce_LeadsToOneConsentAndOneCode(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var way = await BalancedAsync(house);
        for (var round = 0; round < 8; round++)
        {
            using var browser = way.NewBrowser();
            await browser.GoAsync(way.Client.AuthorizeAddress(await way.Client.PushAsync()));
            await browser.PressAsync("Persona", "an", house.Issuer + "/upstream");
            using var tab = way.NewBrowser(browser);
            var callback = browser.Address.ToString();
            await Task.WhenAll(browser.GoAsync(callback), tab.GoAsync(callback));
            Browser[] tabs = [.. new[] { browser, tab }.Where(IsAtConsent)];
            tabs.ShouldNotBeEmpty();

            await Task.WhenAll(tabs.Select(t => t.PressAsync("decision", "approve", ByHand.Redirect)));

            tabs.Count(t => ByHand.In(t.Address, "code") is not null).ShouldBe(1);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Consent_TwiceAtOnce_GivesOneCode(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var way = await BalancedAsync(house);
        for (var round = 0; round < 8; round++)
        {
            using var browser = await AtConsentAsync(way);
            using var tab = way.NewBrowser(browser);
            await tab.GoAsync(browser.Address.ToString());
            IsAtConsent(tab).ShouldBeTrue();

            await Task.WhenAll(
                browser.PressAsync("decision", "approve", ByHand.Redirect),
                tab.PressAsync("decision", "approve", ByHand.Redirect));

            new[] { browser, tab }.Count(t => ByHand.In(t.Address, "code") is not null).ShouldBe(1);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Redeeming_AtOnceWithSigningOut_LeavesNothingThatCounts(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var way = await BalancedAsync(house);
        for (var round = 0; round < 8; round++)
        {
            using var browser = await AtConsentAsync(way);
            await browser.PressAsync("decision", "approve", ByHand.Redirect);
            var grant = way.Client.CodeGrant(ByHand.In(browser.Address, "code")!);

            var redeeming = way.Client.PostAsync("/token", grant);
            await Task.WhenAll(redeeming, SignOutAsync(house));

            var tokens = await redeeming;
            if (tokens.Status == 200)
            {
                (await way.Client.UserInfoAsync(tokens.Text("access_token"))).Status.ShouldBe(401);
            }
            else
            {
                tokens.Error.ShouldBe("invalid_grant");
            }
        }
    }

    private static async Task<End> WalkAsync(Way way, params (Step After, Event What, End Ends)[] happening)
    {
        using var browser = way.NewBrowser();
        await browser.GoAsync(way.Client.AuthorizeAddress(await way.Client.PushAsync()));
        await HappenAsync(Step.Begun);
        await browser.PressAsync("Persona", "an", way.House.Issuer + "/upstream");
        if (!browser.Address.AbsolutePath.StartsWith("/upstream", StringComparison.Ordinal))
        {
            // VNeID has forgotten the login as well.
            return End.CallbackRefused;
        }

        await browser.GoAsync(browser.Address.ToString());
        if (!IsAtConsent(browser))
        {
            return End.CallbackRefused;
        }

        await HappenAsync(Step.CameBack);
        await browser.PressAsync("decision", "approve", ByHand.Redirect);
        if (ByHand.In(browser.Address, "code") is not { } code)
        {
            return End.ConsentRefused;
        }

        await HappenAsync(Step.Consented);
        var tokens = await way.Client.PostAsync("/token", way.Client.CodeGrant(code));
        if (tokens.Status != 200)
        {
            tokens.Error.ShouldBe("invalid_grant");
            return End.CodeRefused;
        }

        await HappenAsync(Step.Redeemed);
        return (await way.Client.UserInfoAsync(tokens.Text("access_token"))).Status == 200
            ? End.UserInfo : End.UserInfoRefused;

        async Task HappenAsync(Step now)
        {
            foreach (var (_, what, _) in happening.Where(h => h.After == now))
            {
                if (what == Event.SignedOut)
                {
                    await SignOutAsync(way.House);
                }
                else
                {
                    way.House.Clock.Advance(TimeSpan.FromMinutes(10));
                }
            }
        }
    }

    /// <summary>The person ends every session of theirs that is open.</summary>
    private static async Task SignOutAsync(House house)
    {
        await using var scope = house.Bridge.Services.CreateAsyncScope();
        var open = await scope.ServiceProvider.GetRequiredService<IdentityDbContext>().ServiceSessions.AsNoTracking()
            .Where(s => s.EndedAt == null).ToListAsync(Stop);
        await scope.ServiceProvider.GetRequiredService<ServiceSessions>().EndAsync(open, "person", Stop);
    }

    private static bool IsAtConsent(Browser browser) =>
        browser.Address.AbsolutePath.StartsWith("/consent/", StringComparison.Ordinal);

    private static async Task<Browser> AtConsentAsync(Way way)
    {
        var browser = way.NewBrowser();
        await browser.GoAsync(way.Client.AuthorizeAddress(await way.Client.PushAsync()));
        await browser.PressAsync("Persona", "an");
        IsAtConsent(browser).ShouldBeTrue(browser.Page);
        return browser;
    }

    private static async Task<Way> BalancedAsync(House house)
    {
        var balancer = new Balancer(house.Issuer, await house.StartReplicaAsync());
        return new(house, balancer, new ByHand(
            "by-hand", house.Issuer, house.Clock, new HttpClient(balancer.Handler()))
        { Key = house.Client.Key });
    }

    /// <summary>A house with two replicas of the bridge, and a client that meets both.</summary>
    private sealed record Way(House House, Balancer Balancer, ByHand Client)
    {
        /// <param name="like">Another tab of the same browser: with its cookies.</param>
        internal Browser NewBrowser(Browser? like = null)
        {
            var browser = new Browser(Balancer.Handler());
            browser.Cookies.Add(like?.Cookies.GetAllCookies() ?? []);
            return browser;
        }
    }
}
