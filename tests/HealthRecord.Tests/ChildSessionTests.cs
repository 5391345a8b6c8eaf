using System.Net;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Tests;

/// <summary>A session for a child stays the same two people's, and does not outlast what it rests on.</summary>
public sealed class ChildSessionTests
{
    private const string Banner = "id=\"for-child\"";

    [Theory, ClassData(typeof(Databases))]
    public async Task StepUp_SameActorAndChild_GoesOn(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var minh = await house.SignedInForAsync("minh", "be-na");

        await minh.GoAsync("/sign-in?maxAge=0&returnUrl=%2Fho-so");
        await minh.LogInForAsync("minh", "be-na");

        minh.Address.ToString().ShouldBe(house.Health.Address + "/ho-so");
        minh.Text.ShouldContain("Đây là hồ sơ của Đinh Bảo Na");
    }

    [Theory]
    [InlineData("ngoc", "be-na")]
    [InlineData("minh", "gia-han")]
    [InlineData("minh", null)]
    public async Task StepUp_AnotherActorOrChild_FailsAndIsOnRecord(string actor, string? child)
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var minh = await house.SignedInForAsync("minh", "be-na");

        await minh.GoAsync("/sign-in?maxAge=0&returnUrl=%2Fho-so");
        await minh.LogInForAsync(actor, child);

        minh.Status.ShouldBe(HttpStatusCode.Forbidden);
        minh.Text.ShouldContain("Không đúng người đang làm thay, hoặc không đúng trẻ");
        var refused = await house.InDatabaseAsync(d => d.AuditEvents.SingleAsync(e => e.Action == "step-up.refused"));
        refused.Actor.ShouldNotBe(refused.Subject);
        refused.Detail.ShouldContain("\"relation\":\"parent\"");
        await minh.GoAsync("/ho-so");
        minh.Text.ShouldContain("Đây là hồ sơ của Đinh Bảo Na", Case.Sensitive, "the session is as it was");
    }

    [Fact]
    public async Task StepUp_OfOnesOwnSessionForAChild_Fails()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var minh = await house.SignedInAsync("minh");

        await minh.GoAsync("/sign-in?maxAge=0&forChild=true&returnUrl=%2Fho-so");
        await minh.LogInForAsync("minh", "be-na");

        minh.Status.ShouldBe(HttpStatusCode.Forbidden);
        await minh.GoAsync(house.Health.Address + "/ho-so");
        minh.Text.ShouldNotContain(Banner);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Session_ChildComesOfAge_EndsAtMidnightAndSaysSo(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, at: ForChildTests.OnTheEveOfAge);
        using var minh = await house.SignedInForAsync("minh", "gia-han");
        house.Clock.Advance(TimeSpan.FromSeconds(299));
        await minh.GoAsync("/ho-so");
        minh.Text.ShouldContain(Banner);

        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await minh.GoAsync("/ho-so/tiem-chung");

        minh.Status.ShouldBe(HttpStatusCode.Forbidden);
        minh.Text.ShouldContain("Người này đã đến tuổi tự làm");
        minh.Text.ShouldNotContain("forChild");
        await minh.GoAsync("/ho-so");
        minh.Address.ToString().ShouldNotStartWith(house.Health.Address, Case.Sensitive, "told once, then signed out");
    }

    [Fact]
    public async Task Session_AfterAnHour_IsOverAndTheRegisterIsAskedAnew()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var minh = await house.SignedInForAsync("minh", "be-na");
        house.Clock.Advance(TimeSpan.FromMinutes(29));
        await minh.GoAsync("/ho-so");
        house.Clock.Advance(TimeSpan.FromMinutes(29));
        await minh.GoAsync("/ho-so");
        minh.Text.ShouldContain(Banner);

        house.Clock.Advance(TimeSpan.FromMinutes(3));
        await minh.GoAsync("/ho-so");

        minh.Address.AbsolutePath.ShouldBe("/sign-in-problem");
        minh.Text.ShouldContain("Phiên làm thay cho trẻ đã kết thúc");
        await minh.GoAsync("/sign-in?returnUrl=%2Fho-so&forChild=true");
        await minh.LogInForAsync("minh", "be-na");
        minh.Text.ShouldContain(Banner);
    }

    [Fact]
    public async Task SignOut_OfASessionForAChild_NeedsNoWordAboutIt()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var minh = await house.SignedInForAsync("minh", "be-na");

        await minh.SubmitAsync("/sign-out");
        await minh.GoAsync(house.Health.Address + "/ho-so");

        minh.Address.ToString().ShouldNotStartWith(house.Health.Address);
        var ended = await house.InDatabaseAsync(d => d.AuditEvents.FirstAsync(e => e.Action == "session.ended"));
        ended.Detail.ShouldContain("\"relation\":\"parent\"");
        ended.Actor.ShouldNotBe(ended.Subject);
    }
}
