using Civic.JudicialRecords.Certificates.Papers;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Papers;

/// <summary>Papers that must prove themselves for long get a further archive time stamp in time.</summary>
public sealed class PaperRenewalTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Renew_ProofComesToItsEnd_NoticeIsRenewedAndSlipIsLeft(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var id = await StoppedAsync(house);
        (await RenewAsync(house)).ShouldBe(0);
        var soon = await EndSoonAsync(house);

        (await RenewAsync(house)).ShouldBe(1);
        (await RenewAsync(house)).ShouldBe(0);

        var notice = await ThePapers.IssuedAsync(house, id, PaperKind.RefusalNotice);
        notice.VerifiableUntil.ShouldNotBeNull().ShouldBeGreaterThan(soon.AddYears(5));
        var pdf = await ThePapers.FileAsync(house, notice);
        (await ThePapers.SignaturesAsync(pdf)).ShouldBe(["Agency", "ArchiveTimestamp1", "ArchiveTimestamp2"]);
        (await ThePapers.ValidateAsync(house, pdf)).ShouldBe(("yes", "valid"));
        var slip = await ThePapers.IssuedAsync(house, id, PaperKind.AppointmentSlip);
        (await ThePapers.SignaturesAsync(await ThePapers.FileAsync(house, slip)))
            .ShouldBe(["Agency", "ArchiveTimestamp1"]);
    }

    [Fact]
    public async Task Renew_TimestampsDown_FileStaysSaysWhyAndIsTriedAgainHoursLater()
    {
        await using var house = await StaffHouse.StartAsync();
        var id = await StoppedAsync(house);
        await EndSoonAsync(house);
        var notice = await ThePapers.IssuedAsync(house, id, PaperKind.RefusalNotice);
        var before = await ThePapers.FileAsync(house, notice);
        StaffHouse.Break(house.Trust, "/tsa", FaultKind.Http5xx);

        (await RenewAsync(house)).ShouldBe(0);

        (await ThePapers.FileAsync(house, notice)).ShouldBe(before);
        (await house.QueryAsync(d => d.AuditEvents.Where(e => e.Action == "paper.renewal-waits")
            .Select(e => e.Outcome).ToListAsync())).ShouldBe(["civic:judicial:timestamp-unavailable"]);
        using var reset = await house.Trust.Http.DeleteAsync(
            "/__civic/scenario", TestContext.Current.CancellationToken);
        (await RenewAsync(house)).ShouldBe(0);
        house.Clock.Advance(TimeSpan.FromHours(7));
        (await RenewAsync(house)).ShouldBe(1);
    }

    private static async Task<Guid> StoppedAsync(StaffHouse house)
    {
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        await staff.DoesAsync("tiep-nhan", id, "accept");
        await ThePapers.IssuedAsync(house, id, PaperKind.AppointmentSlip);
        await staff.DoesAsync("chuyen-vien", id, "take");
        await staff.DoesAsync("chuyen-vien", id, "stop", "49-3", "Giấy tờ đã nộp bị làm giả.");
        await ThePapers.WaitAsync(house, id, PaperKind.RefusalNotice, p => p.RenderedAt is not null);
        await ThePapers.SealsAsync(house, staff);
        await ThePapers.IssuedAsync(house, id, PaperKind.RefusalNotice);
        return id;
    }

    private static async Task<DateTimeOffset> EndSoonAsync(StaffHouse house)
    {
        var soon = house.Clock.GetUtcNow() + TimeSpan.FromDays(100);
        await house.QueryAsync(d => d.Papers.ExecuteUpdateAsync(p => p.SetProperty(x => x.VerifiableUntil, soon)));
        return soon;
    }

    private static async Task<int> RenewAsync(StaffHouse house)
    {
        await using var scope = house.Judicial.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PaperRenewal>()
            .RunAsync(TestContext.Current.CancellationToken);
    }
}
