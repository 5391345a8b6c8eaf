using System.Diagnostics;
using Civic.JudicialRecords.Certificates;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Certificates;

public sealed class CertificatePdfTests
{
    [Fact]
    public async Task Render_Number1_PrintsTheWordsOfTheLawInOrder()
    {
        var text = await TextOfAsync(
            CertificatePdf.Render(SomeCertificate.Number1(), SomeCertificate.Verification, SomeCertificate.SigningTime)
        );

        ShouldStandInOrder(
            text,
            "Mẫu số 06/2024/LLTP",
            "SỞ TƯ PHÁP",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số: 12/LLTP-STP",
            "Hà Nội, ngày 09 tháng 9 năm 2024",
            "PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1",
            "XÁC NHẬN:",
            "1. Họ và tên: NGUYỄN VĂN AN",
            "2. Giới tính: Nam",
            "3. Ngày, tháng, năm sinh: 14/03/1990",
            "4. Nơi sinh:",
            "5. Quốc tịch: Việt Nam",
            "6. Giấy tờ: Số định danh cá nhân 001090999001",
            "7. Nơi thường trú:",
            "8. Nơi tạm trú: //",
            "9. Tình trạng án tích: không có án tích",
            "10. Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã: "
                + "không bị cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã",
            "Quét mã QR để xác thực",
            "KT. GIÁM ĐỐC",
            "PHÓ GIÁM ĐỐC",
            "Tô Văn Thay"
        );
    }

    [Fact]
    public async Task Render_Number1WithoutBanAskedFor_HasNoTenthItem()
    {
        var text = await TextOfAsync(
            CertificatePdf.Render(
                SomeCertificate.Number1() with
                {
                    Ban = null,
                },
                SomeCertificate.Verification,
                SomeCertificate.SigningTime
            )
        );

        text.ShouldNotContain("10. ");
        text.ShouldNotContain("cấm đảm nhiệm");
    }

    [Fact]
    public async Task Render_Number2_PrintsParentsSpouseAndTheExpungedJudgment()
    {
        var text = await TextOfAsync(
            CertificatePdf.Render(SomeCertificate.Number2(), SomeCertificate.Verification, SomeCertificate.SigningTime)
        );

        ShouldStandInOrder(
            text,
            "Mẫu số 07/2024/LLTP",
            "PHIẾU LÝ LỊCH TƯ PHÁP SỐ 2",
            "9. Họ và tên cha: Nguyễn Văn Mẫu",
            "10. Họ và tên mẹ: Nguyễn Thị Mẫu",
            "11. Họ và tên vợ/chồng: Phạm Thị Hòa",
            "12. Tình trạng án tích: án tích đã được xóa",
            "Bản án số 45/2015/HS-ST ngày 12/06/2015 của Tòa án nhân dân quận Hoàn Kiếm",
            "12 tháng tù",
            "đã được xóa án tích từ ngày 12/06/2018",
            "13. Thông tin về cấm",
            "GIÁM ĐỐC",
            "Lương Thị Ký"
        );
        text.ShouldNotContain("KT. GIÁM ĐỐC");
    }

    [Fact]
    public void Render_SameContentTwice_GivesTheSameBytes() =>
        CertificatePdf
            .Render(SomeCertificate.Number1(), SomeCertificate.Verification, SomeCertificate.SigningTime)
            .ShouldBe(
                CertificatePdf.Render(
                    SomeCertificate.Number1(),
                    SomeCertificate.Verification,
                    SomeCertificate.SigningTime
                )
            );

    [Fact]
    public async Task Render_Preview_SaysThatItHasNoValue()
    {
        var text = await TextOfAsync(
            CertificatePdf.Render(SomeCertificate.Number1(), null, SomeCertificate.SigningTime)
        );

        text.ShouldContain("BẢN XEM TRƯỚC");
        text.ShouldNotContain("Quét mã QR");
    }

    [Fact]
    public async Task Render_ManyJudgments_KeepsEachBoxOnOnePageAndNumbersThePages()
    {
        var content = SomeCertificate.Number2();
        var pages = await PagesOfAsync(
            CertificatePdf.Render(
                content with
                {
                    Judgments = [.. Enumerable.Repeat(content.Judgments[0], 11)],
                },
                SomeCertificate.Verification,
                SomeCertificate.SigningTime
            )
        );

        pages.Length.ShouldBeGreaterThan(2);
        pages[0].ShouldNotContain("trang");
        for (var page = 1; page < pages.Length; page++)
        {
            pages[page].ShouldContain($"Phiếu số {content.Number} – trang {page + 1}");
        }

        foreach (var page in pages)
        {
            page.Split("Bản án số").Length.ShouldBe(page.Split("Xóa án tích").Length);
        }

        pages.Sum(page => page.Split("Bản án số").Length - 1).ShouldBe(11);
    }

    [Fact]
    public async Task Render_WithData_TheCanonicalContentTravelsInside()
    {
        var content = SomeCertificate.Number1();
        var pdf = CertificatePdf.Render(
            content, SomeCertificate.Verification, SomeCertificate.SigningTime, withData: true);

        var file = Path.Combine(Directory.CreateTempSubdirectory("civic-test-").FullName, "phieu.pdf");
        await File.WriteAllBytesAsync(file, pdf, TestContext.Current.CancellationToken);
        using var reader = Process.Start(
            new ProcessStartInfo("qpdf", [$"--show-attachment={CertificatePdf.DataName}", file])
            {
                RedirectStandardOutput = true,
            }
        )!;
        (await reader.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken))
            .ShouldBe(CanonicalContent.Of(content));
    }

    private static void ShouldStandInOrder(string text, params string[] phrases)
    {
        var at = 0;
        foreach (var phrase in phrases)
        {
            var found = text.IndexOf(phrase, at, StringComparison.Ordinal);
            found.ShouldBeGreaterThanOrEqualTo(0, $"'{phrase}' is missing after: {text[..at]}");
            at = found + phrase.Length;
        }
    }

    /// <summary>The text as a foreign reader extracts it, lines joined.</summary>
    internal static async Task<string> TextOfAsync(byte[] pdf) => string.Join(' ', await PagesOfAsync(pdf));

    private static async Task<string[]> PagesOfAsync(byte[] pdf)
    {
        using var reader = Process.Start(
            new ProcessStartInfo("pdftotext", ["-raw", "-enc", "UTF-8", "-", "-"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        var text = reader.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await reader.StandardInput.BaseStream.WriteAsync(pdf, TestContext.Current.CancellationToken);
        reader.StandardInput.Close();
        return
        [
            .. (await text)
                .Split('\f', StringSplitOptions.RemoveEmptyEntries)
                .Select(page =>
                    string.Join(' ', page.Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries))
                ),
        ];
    }
}
