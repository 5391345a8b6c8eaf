using Civic.IdentityBridge.Sessions;
using Civic.IdentityBridge.Storage;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>
/// A login as a state machine: whatever happens between two of its steps, a signed-out or expired one gives nothing.
/// </summary>
public sealed class InterleavingTests
{
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

    /// <summary>The last step that still succeeds when the event comes after the first one.</summary>
    private static readonly (Step After, Event What, string Ends)[] Table =
    [
        // Nothing to end yet, so the person who goes on signs in.
        (Step.Begun, Event.SignedOut, "userinfo"),
        (Step.CameBack, Event.SignedOut, "userinfo"),
        (Step.Consented, Event.SignedOut, "code refused"),
        (Step.Redeemed, Event.SignedOut, "userinfo refused"),
        (Step.Begun, Event.TenMinutesPass, "callback refused"),
        (Step.CameBack, Event.TenMinutesPass, "consent refused"),
        (Step.Consented, Event.TenMinutesPass, "code refused"),
        (Step.Redeemed, Event.TenMinutesPass, "userinfo refused"),
    ];

    [Theory, ClassData(typeof(Databases))]
    public async Task Login_SomethingHappensBetweenTwoSteps_EndsWhereItMust(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        foreach (var (after, what, ends) in Table)
        {
            (await WalkAsync(house, after, what)).ShouldBe(ends, $"{what} after {after}");
        }
    }

    private static async Task<string> WalkAsync(House house, Step after, Event what)
    {
        using var browser = new Browser();
        await browser.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync()));
        await HappenAsync(house, after == Step.Begun, what);
        await browser.PressAsync("Persona", "an", house.Issuer + "/upstream");
        if (!browser.Address.AbsolutePath.StartsWith("/upstream", StringComparison.Ordinal))
        {
            // VNeID has forgotten the login as well.
            return "callback refused";
        }

        await browser.GoAsync(browser.Address.ToString());
        if (!browser.Address.AbsolutePath.StartsWith("/consent", StringComparison.Ordinal))
        {
            return "callback refused";
        }

        await HappenAsync(house, after == Step.CameBack, what);
        await browser.PressAsync("decision", "approve", ByHand.Redirect);
        if (ByHand.In(browser.Address, "code") is not { } code)
        {
            return "consent refused";
        }

        await HappenAsync(house, after == Step.Consented, what);
        var tokens = await house.Client.PostAsync("/token", house.Client.CodeGrant(code));
        if (tokens.Status != 200)
        {
            tokens.Error.ShouldBe("invalid_grant");
            return "code refused";
        }

        await HappenAsync(house, after == Step.Redeemed, what);
        return (await house.Client.UserInfoAsync(tokens.Text("access_token"))).Status == 200
            ? "userinfo" : "userinfo refused";
    }

    private static async Task HappenAsync(House house, bool now, Event what)
    {
        if (!now)
        {
            return;
        }

        if (what == Event.TenMinutesPass)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(10));
            return;
        }

        await using var scope = house.Bridge.Services.CreateAsyncScope();
        var open = await scope.ServiceProvider.GetRequiredService<IdentityDbContext>().ServiceSessions.AsNoTracking()
            .Where(s => s.EndedAt == null).ToListAsync(TestContext.Current.CancellationToken);
        await scope.ServiceProvider.GetRequiredService<ServiceSessions>()
            .EndAsync(open, "person", TestContext.Current.CancellationToken);
    }
}
