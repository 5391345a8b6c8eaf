using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Decisions;

public sealed class AssessFeeAgainTests
{
    [Fact]
    public async Task Assess_RegisterAnswersAgain_DecidesTheFeeByWhatItProves()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await UndecidedAsync(house);
        StaffHouse.Break(house.Registers, "/education/enrolment", FaultKind.Http5xx);

        var down = await staff.DoesAsync("tiep-nhan", id, "assess-fee");

        down.Status.ShouldBe(409);
        down.Text.ShouldContain("vẫn chưa trả lời");
        down.Has("form[action$='/accept']").ShouldBeFalse();
        (await house.DossierAsync(id)).FeeDecided.ShouldBeFalse();

        using var reset = await house.Registers.Http.DeleteAsync(
            "/__civic/scenario",
            TestContext.Current.CancellationToken
        );
        var up = await staff.DoesAsync("tiep-nhan", id, "assess-fee");

        up.MustBe().Text.ShouldContain("Tra cứu lại, tính lại phí");
        var dossier = await house.DossierAsync(id);
        dossier.FeeDecided.ShouldBeTrue();
        dossier.FeeWaived.Dong.ShouldBeGreaterThan(0);
        var kept = LawJson.Read<FeeRecord>(dossier.FeeTraceJson);
        kept.Facts.Claims.ShouldHaveSingleItem().Evidence.ShouldBe(ClaimEvidence.RegisterProves);
        (await house.QueryAsync(d => d.AuditEvents.Where(e => e.Action == "fee.assessed-again").ToListAsync()))
            .OrderBy(e => e.At)
            .Select(e => e.Outcome)
            .ShouldBe(["civic:judicial:register-still-down", "ok"]);
    }

    [Fact]
    public async Task Assess_FeeDecidedAlready_ChangesNothing()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");

        var status = await GuardTests.PostAsync(house, await staff.AsAsync("tiep-nhan"), id, "assess-fee");

        status.ShouldBe(409);
        (await house.QueryAsync(d => d.StaffActs.CountAsync())).ShouldBe(0);
    }

    /// <summary>A student's request that was sent while the register of enrolment was down.</summary>
    private static Task<Guid> UndecidedAsync(StaffHouse house) =>
        house.SubmittedAsync(
            "dung",
            claims: new ClassClaim(FeeClass.Student, ClaimEvidence.RegisterDown, "Cơ sở dữ liệu giáo dục")
        );
}
