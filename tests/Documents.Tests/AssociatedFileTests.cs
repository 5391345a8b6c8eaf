using System.Text;
using Civic.Documents.Layout;
using Civic.Documents.Lint;
using Civic.Documents.Reading;

namespace Civic.Documents.Tests;

public sealed class AssociatedFileTests
{
    private const string Name = "noi-dung.json";
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("""{"so":"12/LLTP-STP","ten":"NGUYỄN VĂN AN"}""");

    [Fact]
    public void Render_WithData_ForeignReadersFindItWhole()
    {
        var pdf = Render(Name);

        Tool.Run("qpdf", pdf, "--check", "@").ExitCode.ShouldBe(0);
        Tool.Run("qpdf", pdf, "--list-attachments", "@").Output.ShouldContain(Name);
        Tool.Run("qpdf", pdf, "--show-attachment=" + Name, "@").Output.ShouldBe(Encoding.UTF8.GetString(Content));
        Tool.Run("pdfdetach", pdf, "-list", "@").Output.ShouldContain(Name);
        Tool.Convert("pdfdetach", pdf, "-save", "1", "-o", "@out", "@").ShouldBe(Content);
    }

    [Fact]
    public void Render_WithData_ClaimsPdfA3AndSaysWhatTheFileIs()
    {
        var opened = new Opened(Render(Name));

        Encoding.UTF8.GetString(opened.Decoded(opened.File.Catalog["Metadata"]))
            .ShouldContain("<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>");
        var specification = opened.Dictionary(
            opened.File.Find<Objects.PdfArray>(opened.File.Catalog, "AF").ShouldNotBeNull()[0]);
        specification.IsName("AFRelationship", "Data").ShouldBeTrue();
    }

    [Fact]
    public void Check_AFileInside_MayBeThereOnlyWhereItIsDeclared()
    {
        PdfFile.TryRead(Render(Name), out var file, out _).ShouldBeTrue();

        IssueLint.Check(file!, new HashSet<string> { Name }).ShouldBeEmpty();
        IssueLint.Check(file!).Select(finding => finding.Rule).ShouldBe([LintRule.DeclaredAttachments]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nội-dung.json")]
    public void Render_WithAnImpossibleName_IsRefused(string name) =>
        Should.Throw<ArgumentException>(() => Render(name));

    private static byte[] Render(string name)
    {
        var document = new TaggedDocument(Samples.Properties)
        {
            Data = new AssociatedFile(name, "application/json", Content, "Nội dung dạng dữ liệu"),
        };
        document.Body.Heading(1, "Phiếu").Paragraph("Nội dung")
            .SignatureField(new SignatureBox("Agency", 90, 90, "Dấu"));
        return document.Render();
    }
}
