using Civic.Documents.Layout;
using Civic.HealthRecord.Access;
using Civic.HealthRecord.Queries;
using Civic.HealthRecord.Sources.Vaccinations;
using Civic.Shared.Identity;

namespace Civic.HealthRecord.Summaries;

/// <summary>
/// The summary on paper and screen: every row with its date, place and source, and the day of the data.
/// </summary>
internal sealed class SummaryDocument(
    HealthSummary summary,
    Facilities facilities,
    SignedSummary asked,
    DateTimeOffset issuedAt,
    string checkAddress
)
{
    private static readonly TextStyle Small = new() { Size = 11, SpaceAfter = 3 };
    private static readonly TextStyle Cell = new()
    {
        Size = 10.5,
        SpaceAfter = 0,
        LineHeight = 1.2,
    };

    internal byte[] Render()
    {
        var owner = summary.Owner;
        var document = new TaggedDocument(
            new DocumentProperties(
                $"Tóm tắt hồ sơ sức khỏe {asked.Number}",
                "Sở Y tế thành phố Hà Nội",
                "Tóm tắt hồ sơ sức khỏe",
                "vi-VN",
                issuedAt
            ),
            new PageSetup { FooterLabel = $"{asked.Number} · Tài liệu có chữ ký số · Trang " }
        );
        var body = document.Body;
        body.OfficialHeader(
            ["ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI", TextRun.Strong("SỞ Y TẾ")],
            [TextRun.Strong("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), TextRun.Strong("Độc lập - Tự do - Hạnh phúc")],
            11
        );
        body.Space(4).Paragraph($"Số: {asked.Number}", Small);
        body.Heading(
            1,
            "TÓM TẮT HỒ SƠ SỨC KHỎE",
            new TextStyle
            {
                Bold = true,
                Size = 16,
                Alignment = TextAlignment.Center,
                SpaceBefore = 8,
                SpaceAfter = 8,
            }
        );
        body.Paragraph(["Họ và tên: ", TextRun.Strong(owner.Name.ToUpperInvariant())]);
        body.Paragraph(
            $"{BirthWords.Label(owner.BirthDate).Vi}: {owner.BirthDate.ToVietnamese()}     "
                + $"Giới tính: {(owner.Number.IsMale ? "Nam" : "Nữ")}"
        );
        body.Paragraph($"Số định danh cá nhân: {owner.MaskedNumber}");
        body.Paragraph($"Dữ liệu đến: {summary.AsOf.ToVietnamese()}");
        if (asked.RequestedAs is { } relation)
        {
            body.Paragraph([.. RequestedBy(relation)]);
        }

        AddSections(body);
        body.KeepTogether(AddClosing);
        return document.Render();
    }

    /// <summary>
    /// Who asked on a child's behalf. The register said what they are; the name is there where this service has it.
    /// </summary>
    private IEnumerable<TextRun> RequestedBy(string relation)
    {
        var role = RelationWords.Of(relation).Vi.ToLowerInvariant();
        yield return "Người yêu cầu: ";
        if (asked.RequesterName is { } name)
        {
            yield return TextRun.Strong(name.ToUpperInvariant());
            yield return ", là ";
        }

        yield return $"{role} của người có tên trên theo Cơ sở dữ liệu quốc gia về dân cư, "
            + $"yêu cầu lúc {asked.RequestedAt.ToVietnamese()}";
    }

    private string PlainAddress => checkAddress.Split('#')[0];

    private void AddSections(Flow body)
    {
        Add(
            body,
            1,
            SectionKind.Allergies,
            summary.Allergies,
            [4, 4, 2],
            ["Dị ứng", "Biểu hiện", "Từ"],
            l => [l.Text, OrDash(l.Reaction), OrDash(l.Resource.OnsetDateTime)]
        );
        Add(
            body,
            2,
            SectionKind.Problems,
            summary.Problems,
            [5, 2, 2, 3],
            ["Bệnh", "Mã ICD-10", "Từ", "Nơi ghi nhận"],
            l => [l.Text, OrDash(l.Icd10), OrDash(l.Since), l.Facility.Length > 0 ? facilities.NameOf(l.Facility) : "–"]
        );
        Add(
            body,
            3,
            SectionKind.Medications,
            summary.Medications,
            [3, 5, 3, 3],
            ["Thuốc", "Liều dùng", "Thời gian", "Nơi kê"],
            l => [l.Name, l.Dose, Course(l), facilities.NameOf(l.Facility)]
        );
        Add(
            body,
            4,
            SectionKind.Immunizations,
            summary.Immunizations,
            [5, 1, 2, 4],
            ["Vắc xin", "Mũi", "Ngày", "Nơi tiêm"],
            (Injection l) => [l.Vaccine, l.Dose is { } dose ? $"{dose}" : "–", l.On.ToVietnamese(), OrDash(l.Place)]
        );
        Add(
            body,
            5,
            SectionKind.Results,
            summary.Results,
            [4, 4, 3, 3],
            ["Chỉ số", "Kết quả", "Thời điểm", "Nơi thực hiện"],
            l =>
                [
                    l.Name,
                    $"{l.Value} {l.Unit} {l.Conclusion}".Trim(),
                    l.At.ToVietnamese(),
                    facilities.NameOf(l.Facility),
                ]
        );
    }

    private static void Add<T>(
        Flow body,
        int number,
        SectionKind kind,
        SectionOf<T> section,
        double[] widths,
        string[] header,
        Func<T, string[]> row
    )
    {
        body.Heading(
            2,
            $"{number}. {SectionWords.Title(kind).Vi}",
            new TextStyle
            {
                Bold = true,
                Size = 13,
                SpaceBefore = 8,
            }
        );
        if (section.State != SectionState.Items)
        {
            body.Paragraph(SectionWords.Empty(section).Vi);
        }
        else
        {
            body.Table(
                new Table(widths, [TableRow.Of(header)], [.. section.Items.Select(i => TableRow.Of(row(i)))])
                {
                    Style = Cell,
                    HeaderStyle = Cell with { Bold = true },
                    SpaceAfter = 3,
                }
            );
        }

        if (section.AsOf is { } asOf)
        {
            body.Paragraph(
                $"Nguồn: {SectionWords.Source(section.Source).Vi}, dữ liệu đến {asOf.ToVietnamese()}.",
                Small
            );
        }
    }

    private void AddClosing(Flow body) =>
        body.Space(10)
            .Columns(
                (
                    0.5,
                    left =>
                        left.QrCode(checkAddress, 110, "Mã QR dẫn đến trang kiểm tra tài liệu này", TextAlignment.Left)
                            .Paragraph($"Quét mã để kiểm tra tài liệu, hoặc mở {PlainAddress}", Small)
                ),
                (
                    0.5,
                    right =>
                        right
                            .Paragraph(
                                $"Hà Nội, {issuedAt.InVietnam():'ngày' dd 'tháng' MM 'năm' yyyy}",
                                new TextStyle
                                {
                                    Size = 12,
                                    Italic = true,
                                    Alignment = TextAlignment.Center,
                                }
                            )
                            .Signature(
                                new SignatureBlock(
                                    ["SỞ Y TẾ THÀNH PHỐ HÀ NỘI"],
                                    "",
                                    null,
                                    new SignatureBox("Agency", 170, 80, "Chữ ký số của Sở Y tế thành phố Hà Nội")
                                )
                            )
                )
            );

    private static string Course(MedicationLine line)
    {
        var until = line.Until is { } day ? $" đến {day.ToVietnamese()}" : "";
        return $"Từ {line.Since.ToVietnamese()}{until}. {SectionWords.Status(line.Status).Vi}";
    }

    private static string OrDash(string? text) => string.IsNullOrEmpty(text) ? "–" : text;
}
