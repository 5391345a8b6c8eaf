using System.Security.Cryptography;
using Civic.Documents.Layout;
using Civic.Documents.Signatures;

namespace Civic.Documents.Tests;

internal static class Samples
{
    public static readonly DateTimeOffset Time = new(2026, 11, 22, 9, 15, 30, TimeSpan.FromHours(7));

    public static readonly DocumentProperties Properties = new("Phiếu lý lịch tư pháp số 1",
        "Sở Tư pháp thành phố Hà Nội", "Phiếu lý lịch tư pháp & <thử nghiệm>", "vi-VN", Time);

    public static byte[] Render(Action<Flow> content, PageSetup? setup = null)
    {
        var document = new TaggedDocument(Properties, setup);
        content(document.Body);
        return document.Render();
    }

    /// <summary>A mock-up of form 06/2024/LLTP of a person who does not exist.</summary>
    public static byte[] Certificate() => Render(body =>
    {
        var basis = new TextStyle { Italic = true, FirstLineIndent = 28, Alignment = TextAlignment.Justify };
        body.OfficialHeader(
            ["ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI", TextRun.Strong("SỞ TƯ PHÁP")],
            [TextRun.Strong("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), TextRun.Strong("Độc lập - Tự do - Hạnh phúc")]);
        body.Columns(
            (0.42, left => left.Paragraph("Số: 12/LLTP-STP", TextStyle.Centered)),
            (0.58, right => right.Paragraph("Hà Nội, ngày 22 tháng 11 năm 2026",
                TextStyle.Centered with { Italic = true })));
        body.Heading(1, "PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1",
            new TextStyle { Size = 16, Bold = true, Alignment = TextAlignment.Center, SpaceBefore = 14 });
        body.Paragraph("Căn cứ Luật Lý lịch tư pháp số 28/2009/QH12 ngày 17 tháng 6 năm 2009;", basis);
        body.Paragraph("Căn cứ Nghị định số 111/2010/NĐ-CP ngày 23 tháng 11 năm 2010 của Chính phủ quy định chi tiết "
            + "và hướng dẫn thi hành một số điều của Luật Lý lịch tư pháp,", basis);
        body.Heading(2, "XÁC NHẬN:", new TextStyle { Bold = true, Alignment = TextAlignment.Center, SpaceBefore = 8 });
        body.List(
        [
            ListEntry.Field("1.", "Họ và tên", "NGUYỄN THỊ MINH HƯƠNG"),
            ListEntry.Field("2.", "Giới tính", "Nữ"),
            ListEntry.Field("7.", "Nơi thường trú", "Số 12 ngõ 34 phố Trần Quốc Hoàn, phường Dịch Vọng Hậu, "
                + "quận Cầu Giấy, thành phố Hà Nội"),
            ListEntry.Field("8.", "Nơi tạm trú", "//"),
            ListEntry.Field("9.", "Tình trạng án tích", "Không có án tích"),
        ]);
        body.Space(16).Columns(
            (0.42, left => left
                .QrCode("http://localhost:5004/v/2026-12-LLTP-STP#eyJhbGciOiJFUzI1NiJ9", 90, "Mã QR xác thực phiếu")
                .Paragraph("Quét mã QR để xác thực", TextStyle.Centered with { Size = 10, Italic = true })),
            (0.58, right => right.Signature(new SignatureBlock(["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "Trần Văn Bình",
                new SignatureBox("CompetentPerson", 130, 110, "Chữ ký số của người có thẩm quyền"),
                new SignatureBox("Agency", 104, 122, "Con dấu số của Sở Tư pháp")))));
    });

    public static Table LongTable(int rows) => new([1, 3, 2],
        [TableRow.Of("STT", "Nội dung", "Ghi chú")],
        [.. Enumerable.Range(1, rows).Select(row => new TableRow(
            new TableCell("dòng" + row) { RowHeader = true }, "Việc số " + row + " của bảng", "ghi chú"))]);

    /// <summary>Fills a field with bytes that only stand for a signature.</summary>
    public static byte[] Fill(byte[] pdf, string field, SignatureAppearance? appearance = null)
    {
        var outcome = SignatureUpdate.Prepare(pdf, field, new SignatureDetails(Time, "Trần Văn Bình", "Ký ban hành",
            "Hà Nội"), appearance, 2048);
        var prepared = outcome.ShouldBeOfType<SignaturePreparation.Prepared>().Signature;
        return prepared.Embed(prepared.Hash(HashAlgorithmName.SHA256));
    }

    public static byte[] SignedTwice() => Fill(
        Fill(Certificate(), "CompetentPerson", SignatureAppearance.Personal("Trần Văn Bình")),
        "Agency", SignatureAppearance.Agency("Sở Tư pháp thành phố Hà Nội", Time));
}
