using System.Text;
using Civic.Documents.Layout;
using Civic.Documents.Objects;

namespace Civic.Documents.Tests;

public sealed class StructureTests
{
    private static readonly byte[] Whole = Samples.Render(body =>
    {
        body.Heading(1, "Tiêu đề").Paragraph("Đoạn văn").Table(Samples.LongTable(80)).Rule();
        body.List([ListEntry.Field("1.", "Họ và tên", "NGUYỄN VĂN AN")]).QrCode("civic", 60, "Mã QR");
        body.SignatureField(new SignatureBox("Agency", 100, 100, "Con dấu"));
    });

    public static TheoryData<string> Files => ["certificate", "table", "signed"];

    private static byte[] FileOf(string name) => name switch
    {
        "certificate" => Samples.Certificate(),
        "signed" => Samples.SignedTwice(),
        _ => Whole,
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Content_EverythingPainted_IsTaggedOrAnArtifact(string name)
    {
        var opened = new Opened(FileOf(name));
        string[] painting = ["Tj", "TJ", "f", "S", "s", "B", "Do", "sh", "BI"];
        foreach (var (_, page) in opened.File.Pages())
        {
            var (depth, painted) = (0, 0);
            foreach (var (name_, _) in opened.Operators(page))
            {
                depth += name_ is "BDC" or "BMC" ? 1 : name_ == "EMC" ? -1 : 0;
                depth.ShouldBeInRange(0, 1);
                if (!painting.Contains(name_))
                    continue;
                painted++;
                depth.ShouldBe(1, $"{name_} stands outside of marked content");
            }
            depth.ShouldBe(0);
            painted.ShouldBeGreaterThan(0);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void ParentTree_EveryMark_LeadsToTheElementThatHoldsIt(string name)
    {
        var opened = new Opened(FileOf(name));
        var numbers = Numbers(opened);
        var held = Marks(opened);
        foreach (var (reference, page) in opened.File.Pages())
        {
            int[] marks = [.. opened.Operators(page).Where(step => step.Operator == "BDC")
                .Select(step => step.Operands[1]).OfType<PdfDictionary>().Select(properties => properties["MCID"])
                .OfType<PdfInteger>().Select(mark => (int)mark.Value)];
            marks.ShouldBe(Enumerable.Range(0, marks.Length));
            var parents = opened.File.Resolve(numbers[Integer(page["StructParents"])]).ShouldBeOfType<PdfArray>();
            parents.Count.ShouldBe(marks.Length);
            for (var mark = 0; mark < marks.Length; mark++)
                held[(reference.Number, mark)].ShouldBe(((PdfReference)parents[mark]).Number);
        }
        held.Count.ShouldBe(opened.File.Pages().Sum(page =>
            ((PdfArray)opened.File.Resolve(numbers[Integer(page.Page["StructParents"])])).Count));
    }

    [Fact]
    public void Widgets_OfACertificate_AreFormElementsWithTheirObject()
    {
        var opened = new Opened(Samples.Certificate());
        var numbers = Numbers(opened);
        foreach (var field in opened.File.SignatureFields)
        {
            var element = opened.Dictionary(numbers[Integer(field.Dictionary["StructParent"])]);
            element.IsName("S", "Form").ShouldBeTrue();
            var kid = opened.Dictionary(((PdfArray)element["K"]!)[0]);
            kid["Obj"].ShouldBe(field.Reference);
            field.Dictionary["TU"].ShouldBeOfType<PdfString>().Text.ShouldNotBeEmpty();
            Integer(field.Dictionary["F"]).ShouldBe(132);
            opened.Dictionary(field.Dictionary["AP"])["N"].ShouldNotBeNull();
        }
        opened.File.SignatureFields.Select(field => field.Name).ShouldBe(["CompetentPerson", "Agency"]);
    }

    [Fact]
    public void Structure_OfTheWholeLanguage_HasEveryElementInReadingOrder()
    {
        var opened = new Opened(Whole);
        var types = new List<string>();
        Walk(opened, opened.Dictionary(opened.Dictionary(opened.File.Catalog["StructTreeRoot"])["K"] is PdfArray kids
            ? kids[0] : null), types);

        types.Distinct().ShouldBe(
            ["Document", "H1", "P", "Table", "TR", "TH", "TD", "L", "LI", "Lbl", "LBody", "Figure", "Form"]);
        types.Count(type => type == "TR").ShouldBe(81);
        types.Count(type => type == "TH").ShouldBe(3 + 80);
    }

    [Fact]
    public void Catalog_OfAnyDocument_SaysWhatPdfAAndPdfUaAsk()
    {
        var opened = new Opened(Whole);
        var catalog = opened.File.Catalog;
        catalog["Lang"].ShouldBeOfType<PdfString>().Text.ShouldBe("vi-VN");
        opened.Dictionary(catalog["MarkInfo"])["Marked"].ShouldBe(new PdfBoolean(true));
        opened.Dictionary(catalog["ViewerPreferences"])["DisplayDocTitle"].ShouldBe(new PdfBoolean(true));
        var intent = opened.Dictionary(opened.File.Find<PdfArray>(catalog, "OutputIntents")![0]);
        intent.IsName("S", "GTS_PDFA1").ShouldBeTrue();
        Encoding.ASCII.GetString(opened.Decoded(intent["DestOutputProfile"]), 36, 4).ShouldBe("acsp");
        var xmp = Encoding.UTF8.GetString(opened.Decoded(catalog["Metadata"]));
        xmp.ShouldContain("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>");
        xmp.ShouldContain("<pdfuaid:part>1</pdfuaid:part>");
        System.Xml.Linq.XDocument.Parse(xmp.Trim('\uFEFF')).Root.ShouldNotBeNull();
        xmp.ShouldContain("&amp; &lt;thử nghiệm&gt;");
        foreach (var forbidden in new[] { "JavaScript", "/OpenAction", "EmbeddedFile", "OCProperties" })
            Encoding.Latin1.GetString(Whole).ShouldNotContain(forbidden);
    }

    private static long Integer(PdfObject? value) => value.ShouldBeOfType<PdfInteger>().Value;

    private static Dictionary<long, PdfObject> Numbers(Opened opened)
    {
        var tree = opened.Dictionary(opened.Dictionary(opened.File.Catalog["StructTreeRoot"])["ParentTree"]);
        var items = tree["Nums"].ShouldBeOfType<PdfArray>().Items;
        var keys = items.Where((_, index) => index % 2 == 0).Select(Integer).ToList();
        keys.ShouldBe(keys.Order());
        return keys.Select((key, index) => (Key: key, Value: items[2 * index + 1]))
            .ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    /// <summary>By page and identifier, the element that holds the mark; twice the same is an error.</summary>
    private static Dictionary<(int Page, int Mark), int> Marks(Opened opened)
    {
        var marks = new Dictionary<(int, int), int>();
        foreach (var number in opened.File.ObjectNumbers)
        {
            if (opened.File.Object(number) is not PdfDictionary element || element["S"] is null
                || element["K"] is not PdfArray kids)
                continue;
            foreach (var kid in kids.Items)
            {
                if (kid is PdfInteger mark)
                    marks.Add((((PdfReference)element["Pg"]!).Number, (int)mark.Value), number);
                else if (kid is PdfDictionary marked && marked.IsName("Type", "MCR"))
                    marks.Add((((PdfReference)marked["Pg"]!).Number, (int)Integer(marked["MCID"])), number);
            }
        }
        return marks;
    }

    private static void Walk(Opened opened, PdfDictionary element, List<string> types)
    {
        types.Add(((PdfName)element["S"]!).Value);
        foreach (var kid in element["K"].ShouldBeOfType<PdfArray>().Items.OfType<PdfReference>())
        {
            var child = opened.Dictionary(kid);
            opened.File.Resolve(child["P"]).ShouldBe(element);
            Walk(opened, child, types);
        }
    }
}
