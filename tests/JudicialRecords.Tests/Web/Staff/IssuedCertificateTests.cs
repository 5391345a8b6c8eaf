using System.Diagnostics;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Tests.Certificates;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Web.Staff;

/// <summary>Certificates as the whole house makes them, read by programs that are not ours.</summary>
public sealed class IssuedCertificateTests
{
    private const string Ban = "cấm đảm nhiệm chức vụ";

    [Fact]
    public async Task Issue_Number1Convicted_PrintsTheBoxWithoutItsExecution()
    {
        await using var house = await StaffHouse.StartAsync();

        var text = await IssueAsync(house, "binh", CertificateKind.Number1);

        text.ShouldContain("9. Tình trạng án tích: có án tích");
        text.ShouldContain("Bản án số");
        text.ShouldNotContain("đã chấp hành xong");
        text.ShouldNotContain(Ban);
    }

    [Fact]
    public async Task Issue_Number2Expunged_PrintsSinceWhenAndEveryDetail()
    {
        await using var house = await StaffHouse.StartAsync();

        var text = await IssueAsync(house, "cuong", CertificateKind.Number2);

        text.ShouldContain("12. Tình trạng án tích: án tích đã được xóa");
        text.ShouldMatch(@"đã được xóa án tích từ ngày \d\d/\d\d/\d{4}");
        text.ShouldMatch(@"đã chấp hành xong hình phạt chính ngày \d\d/\d\d/\d{4}");
        text.ShouldContain("11. Họ và tên vợ/chồng: Đỗ Thị Yến");
        text.ShouldContain(Ban);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Issue_BornInAYear_PrintsTheYearAlone(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);

        var text = await IssueAsync(house, "cu-my", CertificateKind.Number2);

        text.ShouldContain("3. Ngày, tháng, năm sinh: 1948");
        text.ShouldNotContain("1/1948");
        text.ShouldContain("12. Tình trạng án tích: không có án tích");
    }

    [Fact]
    public async Task Issue_Number1Expunged_SaysNothingOfIt()
    {
        await using var house = await StaffHouse.StartAsync();

        var text = await IssueAsync(house, "cuong", CertificateKind.Number1);

        text.ShouldContain("9. Tình trạng án tích: không có án tích");
        text.ShouldNotContain("Bản án số");
    }

    [Fact]
    public async Task Issue_ForeignerAskingForTheBan_PrintsCountrySlashesAndBan()
    {
        await using var house = await StaffHouse.StartAsync();

        var text = await IssueAsync(
            house,
            "john",
            CertificateKind.Number1,
            d => d with { ConfirmBan = true }
        );

        text.ShouldContain("5. Quốc tịch: Vương quốc Anh");
        text.ShouldContain("7. Nơi thường trú: //");
        text.ShouldContain("10. Thông tin về cấm đảm nhiệm chức vụ");
    }

    [Fact]
    public async Task Number_SentBackRefusedAndWithdrawn_IsNeitherLostNorUsedTwice()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await staff.PreparedAsync(await house.SubmittedAsync("an"));
        await staff.DoesAsync("truong-phong", id, "check");
        await staff.DoesAsync("giam-doc", id, "send-back", reason: "Cần xem lại nơi sinh trước khi ký.");
        await staff.DoesAsync("chuyen-vien", id, "prepare");
        await staff.DoesAsync("truong-phong", id, "check");
        await staff.ApprovesAsync("giam-doc", id);
        // Until it is signed the row is the worker's, whose version of it would win over this one.
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        await house.QueryAsync(async d =>
        {
            var dossier = await d.Dossiers.Include(x => x.History).SingleAsync(x => x.Id == id);
            dossier.MoveTo(DossierState.Withdrawn, house.Clock.GetUtcNow(), dossier.RequesterSubject);
            return await d.SaveChangesAsync();
        });

        var next = await staff.ApprovedAsync(await house.SubmittedAsync("thao"));

        (await NumberAsync(house, id)).ShouldStartWith("1/");
        (await NumberAsync(house, next)).ShouldStartWith("2/");
    }

    private static Task<string> NumberAsync(StaffHouse house, Guid id) =>
        house.QueryAsync(d => d.Certificates.Where(c => c.DossierId == id).Select(c => c.PrintedNumber).SingleAsync());

    private static async Task<string> IssueAsync(
        StaffHouse house,
        string persona,
        CertificateKind kind,
        Func<Declaration, Declaration>? change = null
    )
    {
        var staff = new StaffSteps(house);
        var id = await staff.ApprovedAsync(await house.SubmittedAsync(persona, kind, change));
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        await staff.DoesAsync("van-thu", id, "order-seal");
        await house.WaitUntilAsync(id, d => d.SealedAt is not null);
        var pdf = (await house.DocumentAsync(id, DocumentKind.CertificateSealed))!;
        await QpdfFindsNothingAsync(pdf);
        return await CertificatePdfTests.TextOfAsync(pdf);
    }

    private static async Task QpdfFindsNothingAsync(byte[] pdf)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, pdf);
            using var check = Process.Start(
                new ProcessStartInfo("qpdf", ["--check", file]) { RedirectStandardOutput = true }
            )!;
            var said = await check.StandardOutput.ReadToEndAsync();
            await check.WaitForExitAsync();
            check.ExitCode.ShouldBe(0, said);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
