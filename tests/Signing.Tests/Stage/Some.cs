using System.Security.Cryptography;
using Civic.Documents.Layout;

namespace Civic.Signing.Tests.Stage;

/// <summary>Documents and requests as the services make them.</summary>
internal static class Some
{
    internal const string Digest = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

    private static int _number = 100;

    /// <summary>A number that no other test uses.</summary>
    internal static string Number() => $"2026-{Interlocked.Increment(ref _number)}-LLTP-STP";

    /// <param name="number">Printed on it.</param>
    /// <param name="withPerson">Whether the competent person signs it before the agency.</param>
    /// <param name="qr">What its QR code holds; none where null.</param>
    internal static byte[] Certificate(string number, bool withPerson = true, string? qr = null)
    {
        var document = new TaggedDocument(new DocumentProperties("Phiếu lý lịch tư pháp số 1",
            "Sở Tư pháp thành phố Hà Nội", number, "vi-VN",
            new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.FromHours(7))));
        document.Body.Heading(1, "Phiếu lý lịch tư pháp số 1")
            .Paragraph($"Số: {number}")
            .Paragraph("Họ và tên: Nguyễn Thị Mẫu. Không có án tích.")
            .Space(40);
        if (qr is not null)
        {
            document.Body.QrCode(qr, 96, "Mã QR");
        }

        var agency = new SignatureBox("Agency", 110, 110, "Con dấu của cơ quan");
        document.Body.Signature(new SignatureBlock(["GIÁM ĐỐC"], "Lương Thị Ký",
            withPerson ? new SignatureBox("CompetentPerson", 160, 80, "Chữ ký của người có thẩm quyền") : null,
            agency));
        return document.Render();
    }

    internal static object Issuance(
        byte[] pdf, string digest = Digest, string title = "Phiếu lý lịch tư pháp số 1") => new
        {
            kind = "phieu-lltp-1",
            title = new { vi = title, en = "Criminal-record certificate no. 1" },
            issueDate = "2026-11-22",
            sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf)),
            contentDigest = digest,
        };
}
