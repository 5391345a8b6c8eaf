using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.JudicialRecords.VneidApplication;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.VneidApplication;

/// <summary>How long a code is good that was given out and not used.</summary>
public sealed class UnusedCodeTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    [Theory, ClassData(typeof(Databases))]
    public async Task Code_NotUsedFor30Days_IsGoodNoMoreAndGoesWhileUsedOnesStay(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        using var caller = new Caller(house, TheClients.Another);
        var (used, last, late) = (await caller.CodeAsync(), await caller.CodeAsync(), await caller.CodeAsync());
        var request = SomeRequest.Of(used);
        (await caller.CreateAsync(request)).StatusCode.ShouldBe("00");

        house.Clock.Advance(TimeSpan.FromDays(30) - Moment);
        (await caller.CreateAsync(SomeRequest.Of(last, "thao"))).StatusCode.ShouldBe("00", "a moment is left");
        house.Clock.Advance(Moment);
        var refused = await caller.CreateAsync(SomeRequest.Of(late, "ha"));
        (refused.StatusCode, refused.ErrorDetail.Contains("quá 30 ngày", StringComparison.Ordinal))
            .ShouldBe(("01", true), refused.ErrorDetail);

        house.Clock.Advance(TimeSpan.FromDays(1) - Moment);
        (await CleanAsync(house)).ShouldBe(0, "whoever sent something on the last moment is still answered");
        house.Clock.Advance(Moment);
        (await CleanAsync(house)).ShouldBe(1);

        (await house.QueryAsync(d => d.VneidCodes.Select(c => c.Code).Order().ToListAsync())).ShouldBe([used, last]);
        (await caller.CreateAsync(request)).StatusCode.ShouldBe("00", "an answer that was lost");
        (await caller.CreateAsync(SomeRequest.Of(late, "ha"))).ErrorDetail.ShouldContain("chưa được cấp");
        (await house.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Action == "code.given")))
            .ShouldBe(3, "who was given which stays on record");
    }

    private static async Task<int> CleanAsync(StaffHouse house)
    {
        await using var scope = house.Judicial.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UnusedCodes>().RunAsync(default);
    }
}
