using System.Globalization;
using System.Text;
using Civic.Documents.Layout;
using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.Certificates;

/// <summary>
/// The certificate on paper: form 06/2024/LLTP or 07/2024/LLTP on A4 in the manner of Decree 30/2020, annex I. Both
/// signature fields are declared in the first revision. The same content gives the same bytes.
/// </summary>
internal static class CertificatePdf
{
    internal const string PersonField = "CompetentPerson";
    internal const string AgencyField = "Agency";
    internal const string DataName = "noi-dung.json";
    private const string DataLabel = "Nội dung Phiếu dạng dữ liệu";
    private const double TextSize = 12;

    /// <summary>What every certificate of the form says between its date and the person.</summary>
    private static readonly FormPart BeginningOf1 = new(body => TitleAndBasis(body, CertificateKind.Number1));
    private static readonly FormPart BeginningOf2 = new(body => TitleAndBasis(body, CertificateKind.Number2));
    private static readonly FormPart Caption = new(left => left.Paragraph("Quét mã QR để xác thực", CaptionStyle));

    private static readonly TextStyle Item = new()
    {
        Size = TextSize,
        SpaceAfter = 2,
        LineHeight = 1.2,
        Alignment = TextAlignment.Justify,
    };

    private static TextStyle CaptionStyle => new()
    {
        Size = 10,
        Italic = true,
        Alignment = TextAlignment.Center,
        SpaceAfter = 0,
    };

    /// <summary>Without judgments there is room for the letters that a certificate is usually set in.</summary>
    private static TextStyle ItemOf(CertificateContent content) =>
        content.Judgments.Length > 0 ? Item : Item with { Size = 13, SpaceAfter = 5, LineHeight = 1.3 };

    /// <param name="verification">
    /// The QR's address; a preview has none and says in its place that it is no certificate.
    /// </param>
    /// <param name="signingTime">Fixed at approval; it is the file's creation time.</param>
    /// <param name="withData">
    /// Whether the canonical content travels inside for programs, which makes the file PDF/A-3.
    /// </param>
    internal static byte[] Render(
        CertificateContent content, Uri? verification, DateTimeOffset signingTime, bool withData = false)
    {
        var document = new TaggedDocument(
            new DocumentProperties(
                $"{Title(content.Kind)} – {content.Number}",
                content.HeaderLines[^1],
                "Phiếu lý lịch tư pháp",
                "vi-VN",
                signingTime
            ),
            new PageSetup
            {
                Top = 42,
                Bottom = 45,
                Left = 74,
                Right = 48,
                FooterLabel = null,
                ContinuationLabel = $"Phiếu số {content.Number} – trang ",
            }
        )
        {
            Data = withData ? DataOf(content) : null,
        };
        Head(document.Body, content);
        document.Body.Part(content.Kind == CertificateKind.Number1 ? BeginningOf1 : BeginningOf2);
        foreach (var item in Items(content))
        {
            document.Body.Paragraph([item.Name + ": ", TextRun.Strong(item.Value)], ItemOf(content));
        }

        Record(document.Body, content);
        Ban(document.Body, content);
        Foot(document.Body, content, verification);
        return document.Render();
    }

    /// <summary>The content in the form that the digest in the QR is made of.</summary>
    private static AssociatedFile DataOf(CertificateContent content) =>
        new(DataName, "application/json", Encoding.UTF8.GetBytes(CanonicalContent.Of(content)), DataLabel);

    internal static string Title(CertificateKind kind) =>
        kind == CertificateKind.Number1 ? "PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1" : "PHIẾU LÝ LỊCH TƯ PHÁP SỐ 2";

    private static void Head(Flow body, CertificateContent content)
    {
        var centred = new TextStyle
        {
            Size = 12.5,
            Alignment = TextAlignment.Center,
            SpaceAfter = 0,
        };
        body.Paragraph(
            $"Mẫu số {content.Form}",
            new TextStyle
            {
                Size = 10.5,
                Italic = true,
                Alignment = TextAlignment.Right,
                SpaceAfter = 4,
            }
        );
        body.OfficialHeader(
            [
                .. content.HeaderLines.Select(
                    (line, i) => new TextRun(InTwoLines(line)) { Bold = i == content.HeaderLines.Length - 1 }
                ),
            ],
            [
                new TextRun("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") { Bold = true, Size = 12 },
                new TextRun("Độc lập - Tự do - Hạnh phúc") { Bold = true },
            ],
            12.5
        );
        body.Space(6)
            .Columns(
                (0.42, left => left.Paragraph($"Số: {content.Number}", centred)),
                (0.58, right => right.Paragraph(PlaceAndDate(content), centred with { Italic = true }))
            );
    }

    /// <summary>"ỦY BAN NHÂN DÂN" stands above the city's name where both would not fit side by side.</summary>
    private static string InTwoLines(string line) =>
        line.Replace(" THÀNH PHỐ ", "\nTHÀNH PHỐ ", StringComparison.Ordinal);

    private static void TitleAndBasis(Flow body, CertificateKind kind)
    {
        body.Space(9)
            .Heading(
                1,
                Title(kind),
                new TextStyle
                {
                    Size = 16,
                    Bold = true,
                    Alignment = TextAlignment.Center,
                    SpaceAfter = 8,
                }
            );
        var basis = new TextStyle
        {
            Size = 12,
            Italic = true,
            SpaceAfter = 1,
            FirstLineIndent = 26,
        };
        body.Paragraph("Căn cứ Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009;", basis);
        body.Paragraph(
            "Căn cứ Nghị định số 111/2010/NĐ-CP ngày 23 tháng 11 năm 2010 của Chính phủ quy định chi tiết "
                + "và hướng dẫn thi hành một số điều của Luật Lý lịch tư pháp;",
            basis
        );
        body.Space(4)
            .Heading(
                2,
                "XÁC NHẬN:",
                new TextStyle
                {
                    Size = 13,
                    Bold = true,
                    Alignment = TextAlignment.Center,
                    SpaceAfter = 5,
                }
            );
    }

    private static IEnumerable<(string Name, string Value)> Items(CertificateContent content)
    {
        var person = content.Person;
        (string Name, string? Value)[] all =
        [
            ("Họ và tên", person.Name),
            ("Giới tính", person.Sex),
            ("Ngày, tháng, năm sinh", person.BirthDate),
            ("Nơi sinh", person.Birthplace),
            ("Quốc tịch", person.Nationality),
            ("Giấy tờ", person.Papers),
            ("Nơi thường trú", person.PermanentResidence),
            ("Nơi tạm trú", person.TemporaryResidence),
            ("Họ và tên cha", person.Father),
            ("Họ và tên mẹ", person.Mother),
            ("Họ và tên vợ/chồng", person.Spouse),
        ];
        return all.Where(i => i.Value is not null).Select((i, n) => ($"{n + 1}. {i.Name}", i.Value!));
    }

    private static int RecordItem(CertificateContent content) => content.Kind == CertificateKind.Number1 ? 9 : 12;

    private static void Record(Flow body, CertificateContent content)
    {
        body.Paragraph(
            [$"{RecordItem(content)}. Tình trạng án tích: ", TextRun.Strong(content.RecordStatus)],
            ItemOf(content) with
            {
                KeepWithNext = content.Judgments.Length > 0,
            }
        );
        foreach (var judgment in content.Judgments)
        {
            body.KeepTogether(box => box.Table(JudgmentBox.Of(judgment)));
        }
    }

    private static void Ban(Flow body, CertificateContent content)
    {
        if (content.Ban is not { } ban)
        {
            return;
        }

        var label =
            $"{RecordItem(content) + 1}. Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, "
            + "hợp tác xã: ";
        body.Paragraph([label, TextRun.Strong(ban[0])], ItemOf(content));
        foreach (var further in ban.Skip(1))
        {
            body.Paragraph([TextRun.Strong(further)], ItemOf(content) with { LeftIndent = 16 });
        }
    }

    private static void Foot(Flow body, CertificateContent content, Uri? verification) =>
        body.Space(8)
            .KeepTogether(foot =>
                foot.Columns(
                    (0.44, left => Verification(left, content, verification)),
                    (
                        0.56,
                        right =>
                            right.Signature(
                                new SignatureBlock(
                                    content.Signer.Titles,
                                    content.Signer.Name,
                                    new SignatureBox(PersonField, 150, 80, "Chữ ký số của người có thẩm quyền"),
                                    new SignatureBox(AgencyField, 90, 96, "Chữ ký số của cơ quan, kèm hình ảnh dấu")
                                )
                            )
                    )
                )
            );

    private static void Verification(Flow left, CertificateContent content, Uri? verification)
    {
        if (verification is null)
        {
            left.Paragraph(
                "BẢN XEM TRƯỚC – KHÔNG CÓ GIÁ TRỊ",
                CaptionStyle with { Bold = true, Color = PdfColor.SealRed }
            );
            return;
        }

        left.QrCode(verification.AbsoluteUri, 96, $"Mã QR dẫn đến trang xác thực phiếu số {content.Number}");
        left.Part(Caption);
    }

    private static string PlaceAndDate(CertificateContent content) =>
        $"{content.Place}, ngày {content.IssueDate:dd} tháng {MonthText(content.IssueDate)} "
        + $"năm {content.IssueDate:yyyy}";

    /// <summary>
    /// Decree 30/2020, annex I: days below 10 and the months 1 and 2 are written with a zero before them.
    /// </summary>
    private static string MonthText(DateOnly date) =>
        date.Month.ToString(date.Month <= 2 ? "00" : "0", CultureInfo.InvariantCulture);
}
