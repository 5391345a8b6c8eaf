using System.Text.RegularExpressions;
using Civic.JudicialRecords.Delivery;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Certificates;
using Civic.JudicialRecords.Tests.Papers;
using Civic.JudicialRecords.Tests.VneidApplication;
using Civic.JudicialRecords.Tests.Policies;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>Receipts as documents that the payer keeps and anybody can check, from money in to money back.</summary>
public sealed class ReceiptPaperTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Pay_Online_ReceiptIsSealedForItsOwnerAndVerifiable(DatabaseKind kind)
    {
        await using var world = await ReceiptHouse.StartAsync(kind);

        await world.PaysAsync();

        var receipt = (await world.ReceiptsAsync()).Single();
        var paper = await world.IssuedAsync(receipt.Number);
        paper.SealOrderedBy.ShouldBe("standing-order:SEAL-1");
        var pdf = await ThePapers.FileAsync(world.House, paper);
        var text = await CertificatePdfTests.TextOfAsync(pdf);
        text.ShouldContain("BIÊN LAI ĐIỆN TỬ THU PHÍ");
        text.ShouldContain("Electronic fee receipt");
        text.ShouldContain($"Số: {receipt.Number}");
        text.ShouldContain(world.Code);
        text.ShouldContain("Nguyễn Văn An");
        text.ShouldContain("5.000 đ");
        text.ShouldContain("Năm nghìn đồng");
        text.ShouldContain("trực tuyến qua cổng thanh toán");
        Regex.Replace(text, @"\s+", " ").ShouldContain("Phí cung cấp thông tin Fee for the information 200.000 đ "
            + "Bản giấy thêm Extra paper copies 55.000 đ Thành phố hỗ trợ Paid by the city −250.000 đ "
            + "Người yêu cầu nộp Due from the requester 5.000 đ");
        text.ShouldNotContain(Personas.ById("an").Number.Value);
        (await ThePapers.SignaturesAsync(pdf)).ShouldBe(["Agency", "ArchiveTimestamp1"]);
        (await world.ValidateAsync(paper)).ShouldBe(("yes", "valid"));
        (await world.PublicPageAsync(receipt.Number))!.ShouldContain("Biên lai điện tử thu phí");
        (await world.House.QueryAsync(d => d.Announcements.CountAsync())).ShouldBe(0);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Download_OwnerStaffAndOthers_OnlyTheFirstTwoAndAudited(DatabaseKind kind)
    {
        await using var world = await ReceiptHouse.StartAsync(kind);
        await world.PaysAsync();
        var paper = await world.IssuedAsync((await world.ReceiptsAsync()).Single().Number);
        var other = await world.House.SignInAsync("ha");
        var steps = new StaffSteps(world.House);

        var link = $"a[href='/requests/{world.Code}/papers/{paper.AddressNumber}.pdf']";
        (await world.SeesAsync()).Has(link).ShouldBeTrue();
        (await world.DownloadsAsync(await world.CitizenAsync(), paper.AddressNumber!)).MustBe();
        (await world.DownloadsAsync(other, paper.AddressNumber!)).MustBe(404);
        var id = await world.DossierIdAsync();
        (await steps.SeesAsync("tiep-nhan", id)).Has($"a[href='/staff/papers/{paper.Id}.pdf']").ShouldBeTrue();
        (await world.House.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Action == "document.downloaded")))
            .ShouldBe(1);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task GiveBack_ReceiptWasIssued_IsCancelledForEverybody(DatabaseKind kind)
    {
        await using var world = await ReceiptHouse.StartAsync(kind);
        await world.PaysAsync();
        var paper = await world.IssuedAsync((await world.ReceiptsAsync()).Single().Number);

        await world.GetsBackAsync();

        var notice = await world.CancelledAsync(paper.AddressNumber!);
        (await CertificatePdfTests.TextOfAsync(await ThePapers.FileAsync(world.House, notice)))
            .ShouldContain("đã được hoàn lại");
        (await world.ValidateAsync(notice)).ShouldBe(("yes", "valid"));
        (await world.ValidateAsync(paper)).ShouldBe(("yes", "cancelled"));
        var page = (await world.PublicPageAsync(paper.AddressNumber!))!;
        page.ShouldContain("Biên lai này đã bị hủy");
        page.ShouldContain("đã được hoàn lại");
        page.ShouldContain(notice.PrintedNumber!);
        (await world.SeesAsync()).TextOf("#papers").ShouldContain("Đã hủy");
        var staff = await new StaffSteps(world.House).SeesAsync("tiep-nhan", await world.DossierIdAsync());
        staff.TextOf("#papers").ShouldContain("đã hủy");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Notice_WrongAmountThenTheRightOne_OldIsCancelledAndNewStands(DatabaseKind kind)
    {
        await using var world = await ReceiptHouse.StartAsync(kind);
        var order = await world.AsksAsync();
        await world.GatewaySaysAsync(order, "paid", 4_000);
        var wrong = await world.IssuedAsync((await world.ReceiptsAsync()).Single().Number);
        (await CertificatePdfTests.TextOfAsync(await ThePapers.FileAsync(world.House, wrong)))
            .ShouldContain("khác số phải nộp (5.000 đ)");

        await world.GatewaySaysAsync(order, "paid", 5_000);

        var right = await world.IssuedAsync((await world.ReceiptsAsync())[1].Number);
        await world.CancelledAsync(wrong.AddressNumber!);
        (await world.ValidateAsync(wrong)).ShouldBe(("yes", "cancelled"));
        (await world.ValidateAsync(right)).ShouldBe(("yes", "valid"));
        (await world.House.QueryAsync(d => d.Papers.CountAsync())).ShouldBe(3);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task GiveBack_BeforeTheSeal_NothingIsEverIssued(DatabaseKind kind)
    {
        await using var world = await ReceiptHouse.StartAsync(kind);
        StaffHouse.Break(world.House.Trust, "/tsa", FaultKind.Http5xx);
        await world.PaysAsync();
        var number = (await world.ReceiptsAsync()).Single().Number;
        await world.PaperAsync(number, p => p.WaitsFor == "timestamp-unavailable");

        await world.GetsBackAsync();

        await world.NoticeAsync(number, p => p.ClosedAt is not null);
        (await world.PaperAsync(number, p => p.ClosedAt is not null)).SealedAt.ShouldBeNull();
        (await world.PublicPageAsync(number)).ShouldBeNull();
        (await world.DownloadsAsync(await world.CitizenAsync(), number)).MustBe(404);
        (await world.SeesAsync()).Text.ShouldContain("(đã hủy)");
        var staff = await new StaffSteps(world.House).SeesAsync("tiep-nhan", await world.DossierIdAsync());
        staff.Text.ShouldContain("bị hủy trước khi đóng dấu");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task GiveBack_SealIsMadeButItsCommitFails_NothingIsEverIssued(DatabaseKind kind)
    {
        await using var world = await ReceiptHouse.StartAsync(kind);
        await ThePapers.RefuseFilesAsync(world.House, PaperStage.Sealed);
        await world.PaysAsync();
        var number = (await world.ReceiptsAsync()).Single().Number;
        await world.PaperAsync(number, p => p is { RenderedAt: not null, ClaimedUntil: not null });

        await world.GetsBackAsync();
        await world.NoticeAsync(number, p => p.ClosedAt is not null);
        await ThePapers.AllowFilesAsync(world.House);

        (await world.PaperAsync(number, p => p.ClosedAt is not null)).SealedAt.ShouldBeNull();
        (await world.PublicPageAsync(number)).ShouldBeNull();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task GiveBack_SealedAndOnItsWayIntoTheLog_NoticeWaitsForItThenCancels(DatabaseKind kind)
    {
        await using var world = await ReceiptHouse.StartAsync(kind);
        await world.PaysAsync();
        var number = (await world.ReceiptsAsync()).Single().Number;
        await world.IssuedAsync(number);
        // As after a crash between the entry and its commit.
        var later = world.House.Clock.GetUtcNow().AddHours(1);
        await world.House.QueryAsync(d => d.Papers.Where(p => p.AddressNumber == number).ExecuteUpdateAsync(p => p
            .SetProperty(x => x.IssuedAt, (DateTimeOffset?)null).SetProperty(x => x.RetryAt, later)));

        await world.GetsBackAsync();

        await world.NoticeAsync(number, p => p.WaitsFor == "receipt-being-sealed");
        world.House.Clock.Advance(TimeSpan.FromHours(2));
        await world.CancelledAsync(number);
        (await world.ValidateAsync(await world.IssuedAsync(number))).ShouldBe(("yes", "cancelled"));
    }

    [Theory]
    [InlineData(MessageChannel.VneidInbox, true)]
    [InlineData(MessageChannel.Sms, false)]
    public void Message_AboutThePayment_SaysWhereTheReceiptIs(object channel, bool says)
    {
        var change = new StateChange
        {
            DossierId = Guid.NewGuid(),
            At = DateTimeOffset.UnixEpoch,
            From = DossierState.PaymentAsked,
            To = DossierState.Registered,
            Actor = "payment-gateway",
        };

        var text = MessageText.Of((MessageChannel)channel, "H26.15-240903-0001", change, "address");
        text.Contains("biên lai", StringComparison.Ordinal).ShouldBe(says);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task GiveBack_CommitOfTheNoticeFailsAfterItsSeal_OneNoticeAndOneChange(DatabaseKind kind)
    {
        await using var world = await ReceiptHouse.StartAsync(kind);
        await world.PaysAsync();
        var paper = await world.IssuedAsync((await world.ReceiptsAsync()).Single().Number);
        await ThePapers.RefuseFilesAsync(world.House, PaperStage.Sealed);
        await world.GetsBackAsync();
        await world.NoticeAsync(
            paper.AddressNumber!, p => p is { RenderedAt: not null, ClaimedUntil: not null });

        await ThePapers.AllowFilesAsync(world.House);

        var notice = await world.CancelledAsync(paper.AddressNumber!);
        (await world.ValidateAsync(paper)).ShouldBe(("yes", "cancelled"));
        var page = (await world.PublicPageAsync(paper.AddressNumber!))!;
        Regex.Count(page, $"thông báo số {notice.PrintedNumber}").ShouldBe(1);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task GiveBack_WhereTheClerkSeals_ReceiptLeavesTheClerksList(DatabaseKind kind)
    {
        var policy = await WithoutStandingOrderAsync();
        await using var world = await ReceiptHouse.StartAsync(kind, ("Civic:Policy", policy));
        await world.PaysAsync();
        var number = (await world.ReceiptsAsync()).Single().Number;
        PaperTurns.Of(await world.PaperAsync(number, p => p.RenderedAt is not null)).ShouldBe(PaperTurn.Clerk);

        await world.GetsBackAsync();

        await world.PaperAsync(number, p => p.ClosedAt is not null);
        (await world.NoticeAsync(number, p => p.ClosedAt is not null)).RenderedAt.ShouldBeNull();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Ask_PrepaidTooMuchInTheApplication_OnlyTheFeesReceiptStands(DatabaseKind kind)
    {
        await using var world = await ReceiptHouse.StartAsync(kind);
        var app = new TheApplication(world.House);

        await app.TakenAsync(new { persona = "an", copies = 13, total = 205_000 });
        await app.WorkerRunsAsync();

        var receipts = await world.ReceiptsAsync();
        receipts.Select(r => (r.Amount.Dong, r.CancelledAt is null))
            .ShouldBe([(205_000, false), (5_000, true), (200_000, false)]);
        (await app.HeldAsync()).ShouldBe(5_000);
        var fee = await world.IssuedAsync(receipts[1].Number);
        (await CertificatePdfTests.TextOfAsync(await ThePapers.FileAsync(world.House, fee)))
            .ShouldContain("ứng dụng VNeID");
        (await world.ValidateAsync(fee)).ShouldBe(("yes", "valid"));
        foreach (var ended in receipts.Where(r => r.CancelledAt is not null))
        {
            var notice = await world.NoticeAsync(ended.Number, p => PaperTurns.Of(p) == PaperTurn.Nobody);
            var receipt = await world.PaperAsync(ended.Number, p => PaperTurns.Of(p) == PaperTurn.Nobody);
            (notice.IssuedAt is null).ShouldBe(receipt.IssuedAt is null);
            if (receipt.IssuedAt is not null)
            {
                (await world.ValidateAsync(receipt)).ShouldBe(("yes", "cancelled"));
            }
            else
            {
                (await world.PublicPageAsync(ended.Number)).ShouldBeNull();
            }
        }
    }

    [Fact]
    public async Task Accept_NothingToPay_AsksForNoReceipt()
    {
        await using var house = await StaffHouse.StartAsync();
        var id = await house.SubmittedAsync("an");
        await new StaffSteps(house).DoesAsync("tiep-nhan", id, "accept");

        (await house.QueryAsync(d => d.Papers.Select(p => p.Kind).ToListAsync()))
            .ShouldBe([PaperKind.AppointmentSlip]);
    }

    private static async Task<string> WithoutStandingOrderAsync()
    {
        ThePack.Text.ShouldContain(", \"receipt\"]");
        var file = Path.Combine(Directory.CreateTempSubdirectory("civic-policy-").FullName, "clerk.json");
        await File.WriteAllTextAsync(
            file, ThePack.Text.Replace(", \"receipt\"]", "]", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        return file;
    }
}
