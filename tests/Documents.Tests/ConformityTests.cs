using System.Globalization;
using System.Text.RegularExpressions;
using Civic.Documents.Layout;

namespace Civic.Documents.Tests;

/// <summary>What PDF/A-2a and PDF/UA-1 ask, as foreign programs see it.</summary>
public sealed partial class ConformityTests
{
    [Fact]
    public void Structure_AsPopplerReadsIt_HasTheTagsInReadingOrder()
    {
        var tree = Tool.Run("pdfinfo", Samples.Certificate(), "-struct-text", "@").Output;

        string[] read =
        [
            "Document", "SỞ TƯ PHÁP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "H1", "PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1", "H2",
            "XÁC NHẬN:", "L ", "LI", "Lbl", "1.", "LBody", "Họ và tên", "Figure", "KT. GIÁM ĐỐC", "Form", "Form",
            "Trần Văn Bình",
        ];
        var at = 0;
        foreach (var word in read)
        {
            var found = tree.IndexOf(word, at, StringComparison.Ordinal);
            found.ShouldBeGreaterThanOrEqualTo(0, $"{word} is missing in the rest of\n{tree}");
            at = found + 1;
        }
    }

    [Fact]
    public void Text_AsTwoReadersExtractIt_IsTheSame()
    {
        var pdf = Samples.Certificate();

        var poppler = Words(Tool.Text(pdf));
        // MuPDF draws a mark of its own where a signature is still missing.
        var mupdf = Words(Tool.Run("mutool", pdf, "draw", "-q", "-F", "txt", "@").Output)
            .Where(word => word != "SIGN");

        poppler.Order().ShouldBe(mupdf.Order());
        poppler.Length.ShouldBeGreaterThan(60);
    }

    [Fact]
    public void Facts_AsPopplerTellsThem_AreTaggedTitledA4AndWithoutScripts()
    {
        var facts = Tool.Run("pdfinfo", Samples.Certificate(), "@").Output;

        foreach (var fact in new[] { "Tagged: +yes", "JavaScript: +no", "Encrypted: +no", @"Page size: +.*\(A4\)",
            "Title: +Phiếu lý lịch tư pháp số 1", "PDF version: +1.7", "Form: +AcroForm" })
            facts.ShouldMatch(fact);
        Tool.Run("pdfinfo", Samples.Certificate(), "-js", "@").Output.Trim().ShouldBeEmpty();
    }

    [Fact]
    public void Fonts_AsPopplerListsThem_AreEmbeddedSubsetsThatCanBeReadBack()
    {
        var lines = Tool.Run("pdffonts", Samples.Certificate(), "@").Output.Split('\n').Skip(2)
            .Where(line => line.Length > 0).ToArray();

        lines.Length.ShouldBe(3);
        foreach (var line in lines)
            line.ShouldMatch(@"^[A-Z]{6}\+Tinos\S* +CID TrueType +Custom +yes yes yes ");
    }

    [Fact]
    public void Metadata_OfInformationAndXmp_SayTheSame()
    {
        var pdf = Samples.Certificate();
        var information = Tool.Run("pdfinfo", pdf, "-isodates", "@").Output;
        var xmp = Tool.Run("pdfinfo", pdf, "-meta", "@").Output;

        // The moment is one, in whatever zone this machine shows it.
        var shown = DateTimeOffset.Parse(
            CreationDate().Match(information).Groups[1].Value, CultureInfo.InvariantCulture);
        var stated = DateTimeOffset.Parse(CreateDate().Match(xmp).Groups[1].Value, CultureInfo.InvariantCulture);
        shown.ShouldBe(stated);
        stated.ShouldBe(Samples.Properties.CreatedAt);
        xmp.ShouldContain(Samples.Properties.Author);
        information.ShouldContain(Samples.Properties.Author);
    }

    [Fact]
    public void Streams_OfAFile_HaveTheLengthThatTheySay() =>
        Tool.Run("qpdf", Samples.Certificate(), "--check", "@").Output.ShouldContain("No syntax or stream encoding");

    private static string[] Words(string text) =>
        text.Split((char[])[' ', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"CreationDate: +(\S+)")]
    private static partial Regex CreationDate();

    [GeneratedRegex("<xmp:CreateDate>([^<]+)<")]
    private static partial Regex CreateDate();
}
