using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Certificates;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Papers;

/// <summary>Slips and notices as the whole house makes them.</summary>
public sealed class ReceptionPaperTests
{
    private const string Reason = "Người yêu cầu không cư trú tại Hà Nội theo cơ sở dữ liệu.";

    [Theory, ClassData(typeof(Databases))]
    public async Task Accept_Request_SlipIsSealedByStandingOrderAndVerifiable(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");

        await staff.DoesAsync("tiep-nhan", id, "accept");

        var slip = await ThePapers.IssuedAsync(house, id, PaperKind.AppointmentSlip);
        slip.SealOrderedBy.ShouldBe("standing-order:SEAL-1");
        var dossier = await house.DossierAsync(id);
        var pdf = await ThePapers.FileAsync(house, slip);
        var text = await CertificatePdfTests.TextOfAsync(pdf);
        text.ShouldContain("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ");
        text.ShouldContain($"Mã hồ sơ: {dossier.Code}");
        text.ShouldContain($"Hẹn trả kết quả: {dossier.DueDate!.Value.ToVietnamese()}");
        text.ShouldContain("Tạ Thị Nhạn");
        (await ThePapers.SignaturesAsync(pdf)).ShouldBe(["Agency", "ArchiveTimestamp1"]);
        (await ThePapers.ValidateAsync(house, pdf)).ShouldBe(("yes", "valid"));
        (await house.QueryAsync(d => d.Announcements.Select(a => a.Topic).ToListAsync()))
            .ShouldBe([AnnouncementTopic.AppointmentSlip]);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Refuse_OnAGround_NoticeWaitsForTheClerkThenIsIssued(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        await staff.DoesAsync("tiep-nhan", id, "refuse", "49-1", Reason);
        var waiting = await ThePapers.WaitAsync(house, id, PaperKind.RefusalNotice, p => p.RenderedAt is not null);
        PaperTurns.Of(waiting).ShouldBe(PaperTurn.Clerk);
        (await staff.SeesAsync("tiep-nhan", id)).Text.ShouldContain("chờ văn thư đóng dấu");

        await ThePapers.SealsAsync(house, staff);

        var notice = await ThePapers.IssuedAsync(house, id, PaperKind.RefusalNotice);
        var pdf = await ThePapers.FileAsync(house, notice);
        var text = await CertificatePdfTests.TextOfAsync(pdf);
        text.ShouldContain("THÔNG BÁO TỪ CHỐI GIẢI QUYẾT HỒ SƠ");
        text.ShouldContain("Điều 49, khoản 1");
        text.ShouldContain(Reason);
        (await ThePapers.ValidateAsync(house, pdf)).ShouldBe(("yes", "valid"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Seal_SomebodyKeepsChangingThePaper_ClerkIsToldWhichAndItStillWaits(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        await staff.DoesAsync("tiep-nhan", id, "refuse", "49-1", Reason);
        var paper = await ThePapers.WaitAsync(house, id, PaperKind.RefusalNotice, p => p.RenderedAt is not null);
        await ThePapers.LoseOrdersAsync(house);
        var clerk = await staff.AsAsync("van-thu");
        var page = await clerk.GoAsync(house.Judicial.Address + "/staff/seals");

        page = await page.MustBe().Form("form[action$='handler=Papers']").SendAsync();

        page.Status.ShouldBe(409);
        page.Text.ShouldContain("vừa có người khác cập nhật");
        page.Text.ShouldContain(paper.PrintedNumber!);
        (await ThePapers.WaitAsync(house, id, PaperKind.RefusalNotice, _ => true)).SealOrderedAt.ShouldBeNull();
        (await house.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Action == "seal.ordered"))).ShouldBe(0);
    }

    [Fact]
    public async Task Stop_GroundFoundDuringTheWork_IsFinalWithANotice()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        await staff.DoesAsync("tiep-nhan", id, "accept");
        await staff.DoesAsync("chuyen-vien", id, "take");

        (await staff.DoesAsync("chuyen-vien", id, "stop", "49-3", "Giấy tờ đã nộp bị làm giả.")).MustBe();

        var dossier = await house.DossierAsync(id);
        (dossier.State, dossier.IsOpen).ShouldBe((DossierState.Stopped, false));
        await ThePapers.WaitAsync(house, id, PaperKind.RefusalNotice, p => p.RenderedAt is not null);
    }

    [Fact]
    public async Task Issue_TimestampsDown_PaperWaitsSaysSoAndGoesOnByItself()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        StaffHouse.Break(house.Trust, "/tsa", FaultKind.Http5xx);
        var id = await house.SubmittedAsync("an");

        await staff.DoesAsync("tiep-nhan", id, "accept");

        await ThePapers.WaitAsync(house, id, PaperKind.AppointmentSlip, p => p.WaitsFor == "timestamp-unavailable");
        (await staff.SeesAsync("tiep-nhan", id)).Text.ShouldContain("dấu thời gian");
        using var reset = await house.Trust.Http.DeleteAsync(
            "/__civic/scenario", TestContext.Current.CancellationToken);
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        (await ThePapers.IssuedAsync(house, id, PaperKind.AppointmentSlip)).WaitsFor.ShouldBeNull();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Seal_CommitFailsAfterTheSeal_OnePaperAndOneSeal(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        await ThePapers.RefuseFilesAsync(house, PaperStage.Sealed);
        var id = await house.SubmittedAsync("an");
        await staff.DoesAsync("tiep-nhan", id, "accept");
        await ThePapers.WaitAsync(
            house, id, PaperKind.AppointmentSlip, p => p is { RenderedAt: not null, ClaimedUntil: not null });

        await ThePapers.AllowFilesAsync(house);

        var slip = await ThePapers.IssuedAsync(house, id, PaperKind.AppointmentSlip);
        (await ThePapers.ValidateAsync(house, await ThePapers.FileAsync(house, slip))).ShouldBe(("yes", "valid"));
        (await house.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Action == "paper.issued"))).ShouldBe(1);
    }
}
