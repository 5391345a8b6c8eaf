using Civic.JudicialRecords.Misuse;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Tests.VneidApplication;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Shared.SignIn.Events;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Misuse;

/// <summary>A report of misuse, and requests that nobody has signed in for yet.</summary>
public sealed class ApplicationMisuseTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Report_OwnerKnownHereByNumber_HoldsWhatCameFromTheApplicationAtOnce(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var app = new TheApplication(house);
        var own = await house.SubmittedAsync("minh");
        var sent = await app.TakenAsync(new { persona = "minh", child = "be-na", kind = 2 });
        var other = await app.TakenAsync(new { persona = "thao" });

        await MisuseTests.ReportsAsync(house, "minh", own);

        (await house.DossierAsync(sent.Id)).MisuseReportedAt.ShouldNotBeNull();
        (await house.DossierAsync(sent.Id)).RequesterSubject.ShouldBe((await house.DossierAsync(own)).RequesterSubject);
        (await house.DossierAsync(other.Id)).MisuseReportedAt.ShouldBeNull();
        (await house.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Action == "dossier.misuse-reported")))
            .ShouldBe(2);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Report_OwnerNotKnownByNumber_HoldsItFromTheirNextSignInOn(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var browser = await house.SignInAsync("an");
        var subject = await house.QueryAsync(d => d.SignInSessions.Select(s => s.Subject).SingleAsync());
        var sent = await new TheApplication(house).TakenAsync(new { persona = "an" });
        await HearsAsync(house, Closed(subject, house.Clock.GetUtcNow()));
        (await house.DossierAsync(sent.Id)).MisuseReportedAt.ShouldBeNull("nobody knows yet whose it is");

        var page = await browser.GoAsync($"{house.Judicial.Address}/requests/{sent.Code}");

        page.MustBe().Text.ShouldContain("đã báo tài khoản bị mạo danh");
        (await house.DossierAsync(sent.Id)).MisuseReportedAt.ShouldBe(house.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Report_AccountOpenAgain_HoldsOnlyWhatWasSentBefore(bool inOrder)
    {
        await using var house = await StaffHouse.StartAsync();
        var app = new TheApplication(house);
        await house.SignInAsync("minh");
        var subject = await house.QueryAsync(d => d.SignInSessions.Select(s => s.Subject).SingleAsync());
        var closed = Closed(subject, house.Clock.GetUtcNow());
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var before = await app.TakenAsync(new { persona = "minh" });
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var open = new ReceivedEvent(
            SecurityEventTypes.AccountEnabled, subject, house.Clock.GetUtcNow(), Reason: null);
        foreach (var what in inOrder ? [closed, open] : new[] { open, closed })
        {
            await HearsAsync(house, what);
        }

        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var after = await app.TakenAsync(new { persona = "minh", child = "be-na", kind = 2 });
        (await (await house.SignInAsync("minh")).GoAsync($"{house.Judicial.Address}/requests")).MustBe();

        (await house.DossierAsync(before.Id)).MisuseReportedAt.ShouldBe(closed.At);
        (await house.DossierAsync(after.Id)).MisuseReportedAt.ShouldBeNull();
        (await house.DossierAsync(after.Id)).RequesterSubject.ShouldBe(subject);
    }

    private static ReceivedEvent Closed(string subject, DateTimeOffset at) =>
        new(SecurityEventTypes.AccountDisabled, subject, at, SecurityEventTypes.Hijacking);

    /// <summary>As the endpoint does it, once the token is believed.</summary>
    private static async Task HearsAsync(StaffHouse house, ReceivedEvent what)
    {
        await using var scope = house.Judicial.Services.CreateAsyncScope();
        await FlagRequests.HandleAsync(scope.ServiceProvider, what, default);
        await scope.ServiceProvider.GetRequiredService<JudicialDbContext>().SaveChangesAsync();
    }
}
