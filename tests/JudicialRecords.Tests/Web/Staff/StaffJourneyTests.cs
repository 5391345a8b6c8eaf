using System.Diagnostics;
using Civic.Browsing;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Tests.Certificates;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Web.Staff;

public sealed class StaffJourneyTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Work_CleanAdult_EndsInADocumentSignedTwice(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var id = await staff.ApprovedAsync(await house.SubmittedAsync("an"), "pho-giam-doc");

        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        (await staff.DoesAsync("van-thu", id, "order-seal")).MustBe();
        // The seal and the return are two steps of the workers; only the last is a place to look from.
        var dossier = await house.WaitUntilAsync(id, d => d.State == DossierState.Returned);

        dossier
            .History.Select(h => h.To)
            .ShouldBe(
                [
                    DossierState.Registered,
                    DossierState.Received,
                    DossierState.InProgress,
                    DossierState.Done,
                    DossierState.Returned,
                ],
                ignoreOrder: true
            );
        dossier.DueDate.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(house.Clock.TodayInVietnam().AddDays(10));
        var pdf = (await house.DocumentAsync(id, DocumentKind.CertificateSealed))!;
        var text = await CertificatePdfTests.TextOfAsync(pdf);
        text.ShouldContain("1. Họ và tên: NGUYỄN VĂN AN");
        text.ShouldContain("9. Tình trạng án tích: không có án tích");
        text.ShouldContain("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC");
        text.ShouldContain("Số: 1/");
        (await SignaturesAsync(pdf)).ShouldBe(["CompetentPerson", "Agency", "ArchiveTimestamp1"]);
    }

    [Fact]
    public async Task Work_TimestampsDown_WaitsSaysSoAndGoesOnByItself()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        StaffHouse.Break(house.Trust, "/tsa", FaultKind.Http5xx);
        var id = await staff.ApprovedAsync(await house.SubmittedAsync("an"));

        await house.WaitUntilAsync(id, d => d.WaitsFor == SigningClient.TimestampUnavailable);
        (await staff.SeesAsync("van-thu", id)).Text.ShouldContain("dấu thời gian");
        using var reset = await house.Trust.Http.DeleteAsync(
            "/__civic/scenario",
            TestContext.Current.CancellationToken
        );
        house.Clock.Advance(TimeSpan.FromMinutes(2));

        (await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null)).WaitsFor.ShouldBeNull();
    }

    [Fact]
    public async Task Seal_RevocationDataDown_WaitsSaysWhoseAndGoesOnByItself()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await staff.ApprovedAsync(await house.SubmittedAsync("an"));
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        StaffHouse.Break(house.Trust, "/ocsp", FaultKind.Http5xx);
        StaffHouse.Break(house.Trust, "/crl", FaultKind.Http5xx);

        (await staff.DoesAsync("van-thu", id, "order-seal")).MustBe();

        await house.WaitUntilAsync(id, d => d.WaitsFor == SigningClient.SignerRevocationUnavailable);
        (await staff.SeesAsync("van-thu", id)).Text.ShouldContain("chứng thư của người ký");
        (await house.DocumentAsync(id, DocumentKind.CertificateSealed)).ShouldBeNull();
        using var reset = await house.Trust.Http.DeleteAsync(
            "/__civic/scenario",
            TestContext.Current.CancellationToken
        );
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        (await house.WaitUntilAsync(id, d => d.SealedAt is not null)).WaitsFor.ShouldBeNull();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Renew_ProofComesToItsEnd_StoredFileGetsAFurtherArchiveTimestamp(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var id = await staff.ApprovedAsync(await house.SubmittedAsync("an"));
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        (await staff.DoesAsync("van-thu", id, "order-seal")).MustBe();
        await house.WaitUntilAsync(id, d => d.SealedAt is not null);
        (await RenewAsync(house)).ShouldBe(0);
        var soon = house.Clock.GetUtcNow() + TimeSpan.FromDays(100);
        await house.QueryAsync(d =>
            d.Certificates.ExecuteUpdateAsync(c => c.SetProperty(x => x.VerifiableUntil, soon)));

        (await RenewAsync(house)).ShouldBe(1);
        (await RenewAsync(house)).ShouldBe(0);

        var pdf = (await house.DocumentAsync(id, DocumentKind.CertificateSealed))!;
        (await SignaturesAsync(pdf)).ShouldBe(
            ["CompetentPerson", "Agency", "ArchiveTimestamp1", "ArchiveTimestamp2"]);
        var until = await house.QueryAsync(d => d.Certificates.Select(c => c.VerifiableUntil).SingleAsync());
        until.ShouldNotBeNull().ShouldBeGreaterThan(soon.AddYears(5));
    }

    private static async Task<int> RenewAsync(StaffHouse house)
    {
        await using var scope = house.Judicial.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CertificateRenewal>()
            .RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("/judicial/search", FaultKind.Http5xx, "báo lỗi")]
    [InlineData("/police/search", FaultKind.Timeout, "không trả lời kịp thời gian")]
    [InlineData("/population", FaultKind.WrongPerson, "Trả lời về người khác, đã loại bỏ")]
    [InlineData("/police/search", FaultKind.Stale, "dữ liệu trả lời đã cũ")]
    public async Task Fetch_RegisterFails_SaysHowAndBlocksPreparing(string route, FaultKind kind, string says)
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        await staff.DoesAsync("tiep-nhan", id, "accept");
        await staff.DoesAsync("chuyen-vien", id, "take");
        StaffHouse.Break(house.Registers, route, kind);

        var page = await staff.DoesAsync("chuyen-vien", id, "fetch-records");

        page.Text.ShouldContain(says);
        page.Has("form[action$='/prepare']").ShouldBeFalse();
        (await house.DossierAsync(id)).ResultJson.ShouldBeNull();
    }

    [Fact]
    public async Task Order_BatchOfTwo_SealsBothWithTheirOwnNumbers()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var first = await staff.ApprovedAsync(await house.SubmittedAsync("an"));
        var second = await staff.ApprovedAsync(await house.SubmittedAsync("thao"));
        await house.WaitUntilAsync(first, d => d.PersonSignedAt is not null);
        await house.WaitUntilAsync(second, d => d.PersonSignedAt is not null);
        var clerk = await staff.AsAsync("van-thu");

        var page = await (await clerk.GoAsync(house.Judicial.Address + "/staff/seals"))
            .FormWithButton("Đóng dấu")
            .SendAsync();

        page.MustBe().Text.ShouldContain("2 phiếu");
        await house.WaitUntilAsync(first, d => d.SealedAt is not null);
        await house.WaitUntilAsync(second, d => d.SealedAt is not null);
        var numbers = await house.QueryAsync(d => d.Certificates.Select(c => c.AddressNumber).ToListAsync());
        numbers.Distinct().Count().ShouldBe(2);
        var csv = await clerk.GoAsync(house.Judicial.Address + "/staff/register.csv");
        System.Text.Encoding.UTF8.GetString(csv.Body).ShouldContain("DƯƠNG THỊ THẢO");
    }

    internal static async Task<string[]> SignaturesAsync(byte[] pdf)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, pdf, TestContext.Current.CancellationToken);
            using var reader = Process.Start(
                new ProcessStartInfo("pdfsig", ["-nocert", file]) { RedirectStandardOutput = true }
            )!;
            var text = await reader.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            text.Split("Signature is Valid").Length.ShouldBe(3, text);
            return
            [
                .. text.Split('\n')
                    .Where(l => l.Contains("Signature Field Name", StringComparison.Ordinal))
                    .Select(l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()),
            ];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
