using System.Globalization;
using Civic.Documents.Layout;
using Civic.JudicialRecords.Papers;

namespace Civic.JudicialRecords.Certificates.Papers;

/// <summary>
/// A paper on A4 in the manner of Decree 30/2020, annex I: PDF/A-2a, tagged, its signature fields declared in the
/// first revision. The same content gives the same bytes.
/// </summary>
internal static class PaperPdf
{
    private static readonly TextStyle Body = new()
    {
        Size = 13,
        SpaceAfter = 5,
        LineHeight = 1.25,
        FirstLineIndent = 26,
        Alignment = TextAlignment.Justify,
    };

    private static readonly TextStyle Centred = new()
    {
        Size = 12.5,
        Alignment = TextAlignment.Center,
        SpaceAfter = 0,
    };

    internal static byte[] Render(
        PaperContent content, PaperKind kind, Uri? verification, DateTimeOffset signingTime)
    {
        var document = new TaggedDocument(
            new DocumentProperties(
                $"{content.Title} – {content.Number}", content.HeaderLines[^1], content.Title, "vi-VN", signingTime),
            new PageSetup
            {
                Top = 48,
                Bottom = 48,
                Left = 80,
                Right = 50,
                FooterLabel = null,
                ContinuationLabel = $"Số {content.Number} – trang ",
            });
        Head(document.Body, content);
        foreach (var part in content.Parts)
        {
            Part(document.Body, part, content.Issuer is not null);
        }

        Foot(document.Body, content, kind.NeedsPerson(), verification);
        return document.Render();
    }

    private static void Head(Flow body, PaperContent content)
    {
        if (content.Form is { } form)
        {
            body.Paragraph(
                $"Mẫu số {form}",
                new TextStyle { Size = 10.5, Italic = true, Alignment = TextAlignment.Right, SpaceAfter = 4 });
        }

        var lines = content.HeaderLines;
        body.OfficialHeader(
            [
                .. lines.Select((line, i) => new TextRun(
                    line.Replace(" THÀNH PHỐ ", "\nTHÀNH PHỐ ", StringComparison.Ordinal))
                {
                    Bold = i == lines.Length - 1,
                }),
            ],
            [
                new TextRun("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") { Bold = true, Size = 12 },
                new TextRun("Độc lập - Tự do - Hạnh phúc") { Bold = true },
            ],
            12.5);
        body.Space(6).Columns(
            (0.42, left => left.Paragraph($"Số: {content.Number}", Centred)),
            (0.58, right => right.Paragraph(PlaceAndDate(content), Centred with { Italic = true })));
        body.Space(12).Heading(
            1, content.Title,
            new TextStyle { Size = 14.5, Bold = true, Alignment = TextAlignment.Center, SpaceAfter = 3 });
        if (content.Subtitle is { } subtitle)
        {
            body.Paragraph(subtitle, Centred with { Bold = true, Size = 13, SpaceAfter = 3 });
        }

        if (content.EnglishTitle is { } english)
        {
            body.Paragraph(english, Centred with { Italic = true, SpaceAfter = 3, Language = "en" });
        }

        body.Space(6);
        if (content.Issuer is { } issuer)
        {
            body.Paragraph(issuer, Centred with { Bold = true, Size = 13, SpaceAfter = 8 });
        }

        foreach (var ground in content.Grounds)
        {
            body.Paragraph(ground, Body with { Italic = true, SpaceAfter = 3 });
        }
    }

    /// <param name="isDecision">Whose one heading stands in the middle (Decree 30/2020, annex III, form 1.2).</param>
    private static void Part(Flow body, PaperPart part, bool isDecision)
    {
        if (part.Heading is { } heading)
        {
            var alignment = isDecision ? TextAlignment.Center : TextAlignment.Left;
            body.Heading(
                2, heading,
                new TextStyle { Size = 13, Bold = true, SpaceBefore = 5, SpaceAfter = 4, Alignment = alignment });
        }

        if (part.Text is { } text)
        {
            body.Paragraph(text, Body);
        }

        if (part.English is { } english)
        {
            body.Paragraph(english, Body with { Size = 11.5, Italic = true, Language = "en" });
        }

        foreach (var field in part.Fields ?? [])
        {
            body.Paragraph([field.Name + ": ", TextRun.Strong(field.Value)], Body with { FirstLineIndent = 0 });
        }

        if (part.Table is { Length: > 0 } table)
        {
            body.Table(new Table(
                Weights(table), [TableRow.Of(table[0])], [.. table[1..].Select(row => TableRow.Of(row))]));
        }
    }

    /// <summary>Columns as wide as their longest text, within bounds.</summary>
    private static double[] Weights(string[][] table) =>
        [.. table[0].Select((_, i) => Math.Clamp(table.Max(row => row[i].Length), 5, 26) + 2.0)];

    private static void Foot(Flow body, PaperContent content, bool withPerson, Uri? verification) =>
        body.Space(10).KeepTogether(foot => foot.Columns(
            (0.46, left => Left(left, content, verification)),
            (0.54, right => right.Signature(new SignatureBlock(
                content.SignerTitles,
                content.SignerName,
                withPerson
                    ? new SignatureBox(CertificatePdf.PersonField, 150, 80, "Chữ ký số của người có thẩm quyền")
                    : null,
                new SignatureBox(CertificatePdf.AgencyField, 90, 96, "Chữ ký số của cơ quan, kèm hình ảnh dấu"))))));

    private static void Left(Flow left, PaperContent content, Uri? verification)
    {
        var small = new TextStyle { Size = 10.5, SpaceAfter = 0 };
        if (content.Recipients.Length > 0)
        {
            left.Paragraph("Nơi nhận:", small with { Bold = true, Italic = true });
            foreach (var recipient in content.Recipients[..^1])
            {
                left.Paragraph($"- {recipient};", small);
            }

            left.Paragraph($"- {content.Recipients[^1]}.", small);

            left.Space(6);
        }

        if (verification is null)
        {
            left.Paragraph(
                "BẢN XEM TRƯỚC – KHÔNG CÓ GIÁ TRỊ", small with { Bold = true, Color = PdfColor.SealRed });
            return;
        }

        left.QrCode(verification.AbsoluteUri, 84, $"Mã QR dẫn đến trang xác thực văn bản số {content.Number}");
        left.Paragraph(
            "Quét mã QR để xác thực", small with { Italic = true, Alignment = TextAlignment.Center });
    }

    private static string PlaceAndDate(PaperContent content)
    {
        var (day, month) = (content.IssueDate.Day, content.IssueDate.Month);
        var written = month.ToString(month <= 2 ? "00" : "0", CultureInfo.InvariantCulture);
        return $"{content.Place}, ngày {day:00} tháng {written} năm {content.IssueDate.Year}";
    }
}
