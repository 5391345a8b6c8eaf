using Civic.Documents.Layout;
using Civic.Documents.Lint;
using Civic.Documents.Reading;
using Civic.Documents.Tests.Reader;

namespace Civic.Documents.Tests;

public sealed class LintTests
{
    /// <summary>By what stands in it, the rule that it breaks.</summary>
    public static TheoryData<string, LintRule> Forbidden => new()
    {
        { "update", LintRule.SingleRevision },
        { "trailing bytes", LintRule.SingleRevision },
        { "key twice", LintRule.Unambiguous },
        { "damaged object", LintRule.Unambiguous },
        { "unreached object", LintRule.NothingHidden },
        { "thread", LintRule.KnownEntries },
        { "text field", LintRule.SignatureFieldsOnly },
        { "XFA", LintRule.SignatureFieldsOnly },
        { "filled field", LintRule.SignatureFieldsOnly },
        { "link", LintRule.WidgetsOnly },
        { "undeclared widget", LintRule.WidgetsOnly },
        { "open action", LintRule.NoActions },
        { "named script", LintRule.NoActions },
        { "field's action", LintRule.NoActions },
        { "optional content", LintRule.NoOptionalContent },
        { "layered picture", LintRule.NoOptionalContent },
        { "attachment", LintRule.DeclaredAttachments },
        { "external stream", LintRule.NoExternalReferences },
        { "external file", LintRule.NoExternalReferences },
        { "address", LintRule.NoExternalReferences },
        { "font by name", LintRule.EmbeddedFonts },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void Check_AForbiddenThing_IsFoundByItsRule(string thing, LintRule rule) =>
        Check(Spoilt(thing)).Select(finding => finding.Rule).ShouldContain(rule);

    [Fact]
    public void Check_AFileWithoutThem_FindsNothing() => Check(Spoilt("")).ShouldBeEmpty();

    [Fact]
    public void Check_WhatWeRender_FindsNothing()
    {
        Check(Samples.Certificate()).ShouldBeEmpty();
        Check(Samples.Render(body => body.Table(Samples.LongTable(80)).Paragraph("ὅτι Ωmega"))).ShouldBeEmpty();
    }

    [Fact]
    public void Check_ASignedFile_IsNotForTheFirstSignature() => Check(Samples.SignedTwice())
        .Select(finding => finding.Rule).ShouldContain(LintRule.SingleRevision);

    private static IReadOnlyList<LintFinding> Check(byte[] pdf)
    {
        PdfFile.TryRead(pdf, out var file, out var failure).ShouldBeTrue(failure?.ToString());
        return IssueLint.Check(file!);
    }

    /// <summary>A page with a signature field and a picture, and one thing more.</summary>
    private static byte[] Spoilt(string thing)
    {
        var (catalog, page, field, form, picture, more) = thing switch
        {
            "key twice" => ("/Lang (vi) /Lang (en)", "", "", "", "", ""),
            "damaged object" => ("/Lang 9 0 R", "", "", "", "", "<<(("),
            "unreached object" => ("", "", "", "", "", "(shadow)"),
            "thread" => ("/Threads []", "", "", "", "", ""),
            "text field" => ("", "", "", "9 0 R", "", "<</FT /Tx /T (t)>>"),
            "XFA" => ("", "", "", "] /XFA [", "", ""),
            "filled field" => ("", "", "/V <<>>", "", "", ""),
            "link" => ("", "9 0 R", "", "", "", "<</Type /Annot /Subtype /Link /Rect [0 0 9 9]>>"),
            "undeclared widget" => ("", "9 0 R", "", "", "", "<</Subtype /Widget /FT /Sig /T (u) /Rect [0 0 9 9]>>"),
            "open action" => ("/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>", "", "", "", "", ""),
            "named script" =>
                ("/Names <</JavaScript <</Names [(a) <</S /JavaScript /JS (1)>>]>>>>", "", "", "", "", ""),
            "field's action" => ("", "", "/AA <</K <</S /JavaScript /JS (1)>>>>", "", "", ""),
            "optional content" => ("/OCProperties <</OCGs [] /D <<>>>>", "", "", "", "", ""),
            "layered picture" => ("", "", "", "", "/OC <</Type /OCG /Name (a)>>", ""),
            "attachment" => ("/AF [9 0 R]", "", "", "", "",
                "<</Type /Filespec /F (a) /UF (a) /AFRelationship /Data /EF <</F 6 0 R>>>>"),
            "external stream" => ("", "", "", "", "/F (elsewhere.bin)", ""),
            "external file" => ("/AF [9 0 R]", "", "", "", "", "<</Type /Filespec /FS /URL /F (http://example.vn/a)>>"),
            "address" => ("", "", "", "", "/X <</URI (http://example.vn)>>", ""),
            "font by name" => ("", "", "", "", "/X <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>", ""),
            _ => ("", "", "", "", "", ""),
        };
        var pdf = Whole(catalog, page, field, form, picture, more);
        if (thing == "update")
            pdf.Object(3, PageOf("")).Close();
        return thing == "trailing bytes" ? [.. pdf.ToArray(), .. "more"u8] : pdf.ToArray();
    }

    private static RawPdf Whole(
        string catalog, string page, string field, string form, string picture, string more)
    {
        var pdf = new RawPdf()
            .Object(1, $"<</Type /Catalog /Pages 2 0 R /AcroForm <</SigFlags 3 /Fields [5 0 R {form}]>> {catalog}>>")
            .Object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>")
            .Object(3, PageOf(page))
            .Object(4, "<</Length 0>>\nstream\n\nendstream")
            .Object(5, $"<</Subtype /Widget /FT /Sig /T (Agency) /F 132 /Rect [0 0 9 9] /P 3 0 R {field}>>")
            .Stream(6, $"/Type /XObject /Subtype /Image /Width 1 /Height 1 {picture}", [0]);
        return (more.Length > 0 ? pdf.Object(9, more) : pdf).Close();
    }

    private static string PageOf(string annotations) => "<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] "
        + $"/Contents 4 0 R /Resources <</XObject <</Q 6 0 R>>>> /Annots [5 0 R {annotations}]>>";
}
