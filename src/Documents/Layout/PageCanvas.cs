using Civic.Documents.QrCodes;
using Civic.Documents.Writing;

namespace Civic.Documents.Layout;

/// <summary>
/// One page's content stream. Lengths are points from the top left corner. Everything drawn is inside a marked
/// sequence: of a structure element, or an artifact.
/// </summary>
internal sealed class PageCanvas(int index)
{
    private StructElement? _open;
    private bool _artifact;
    private bool _inText;
    private (byte Slot, double Size) _font = (255, 0);
    private PdfColor _fill = PdfColor.Black;

    public int Index => index;
    public int Number { get; set; }
    public PdfBuffer Content { get; } = new(8192);

    /// <summary>The elements by marked-content identifier, which is what the parent tree holds.</summary>
    public List<StructElement> Marks { get; } = [];

    public List<SignatureWidget> Widgets { get; } = [];

    /// <summary>While set, elements are drawn as artifacts: a table's header on the pages after its first.</summary>
    public bool Repeating { get; set; }

    public void Tag(StructElement element)
    {
        if (Repeating)
        {
            Artifact();
            return;
        }
        if (ReferenceEquals(_open, element))
            return;
        Close();
        element.AddMark(index, Marks.Count);
        Content.Raw("/"u8).Ascii(element.Type).Raw(" <</MCID "u8).Integer(Marks.Count).Raw(">> BDC\n"u8);
        Marks.Add(element);
        _open = element;
    }

    public void Artifact()
    {
        if (_artifact)
            return;
        Close();
        Content.Raw(Repeating ? "/Artifact <</Type /Pagination>> BDC\n"u8 : "/Artifact <</Type /Layout>> BDC\n"u8);
        _artifact = true;
    }

    public void Footer()
    {
        Close();
        Content.Raw("/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n"u8);
        _artifact = true;
    }

    public void Close()
    {
        EndText();
        if (_open is not null || _artifact)
            Content.Raw("EMC\n"u8);
        (_open, _artifact) = (null, false);
    }

    /// <param name="gap">Added to every space, in points: justified text.</param>
    public void Text(ShapedText text, TextLineRange line, double x, double baseline, double gap)
    {
        if (!_inText)
            Content.Raw("BT\n"u8);
        _inText = true;
        Content.Raw("1 0 0 1 "u8).Number(x).Raw(" "u8).Number(PageSetup.Height - baseline).Raw(" Tm\n"u8);
        foreach (var run in text.Runs)
        {
            var (start, end) = (Math.Max(run.Start, line.Start), Math.Min(run.End, line.End));
            if (start < end)
                Run(text, run, start, end, gap, line.VisibleEnd);
        }
    }

    public void Rectangle(double left, double top, double width, double height, PdfColor color)
    {
        EndText();
        Fill(color);
        Box(left, top, width, height).Raw("re f\n"u8);
    }

    public void Frame(double left, double top, double width, double height, double line)
    {
        EndText();
        Content.Number(line).Raw(" w "u8);
        Box(left, top, width, height).Raw("re S\n"u8);
    }

    /// <summary>Dark modules as bars in one path, in a coordinate system of modules.</summary>
    public void Modules(double left, double top, double module, QrModules code)
    {
        EndText();
        Fill(PdfColor.Black);
        Content.Raw("q "u8).Numbers(module, 0, 0, -module, left, PageSetup.Height - top).Raw("cm\n"u8);
        for (var y = 0; y < code.Size; y++)
        {
            for (var x = 0; x < code.Size; x++)
            {
                var start = x;
                while (x < code.Size && code[x, y])
                    x++;
                if (x > start)
                    Content.Integer(start).Raw(" "u8).Integer(y).Raw(" "u8).Integer(x - start).Raw(" 1 re\n"u8);
            }
        }
        Content.Raw("f Q\n"u8);
    }

    private void Run(ShapedText text, GlyphRun run, int start, int end, double gap, int visibleEnd)
    {
        if (_font != (run.Slot, run.Size))
            Content.Raw("/F"u8).Integer(run.Slot).Raw(" "u8).Number(run.Size).Raw(" Tf\n"u8);
        _font = (run.Slot, run.Size);
        Fill(run.Color);
        Content.Raw("[<"u8);
        for (var i = start; i < end; i++)
        {
            Content.Hex16(text.Codes[i]);
            if (gap > 0 && i < visibleEnd && text.Kinds[i] == GlyphKind.Space)
                Content.Raw("> "u8).Number(-gap * 1000 / run.Size).Raw(" <"u8);
        }
        Content.Raw(">] TJ\n"u8);
    }

    private void Fill(PdfColor color)
    {
        if (color == _fill)
            return;
        Content.Numbers(color.Red / 255.0, color.Green / 255.0, color.Blue / 255.0).Raw("rg\n"u8);
        _fill = color;
    }

    private PdfBuffer Box(double left, double top, double width, double height) =>
        Content.Numbers(left, PageSetup.Height - top - height, width, height);

    private void EndText()
    {
        if (_inText)
            Content.Raw("ET\n"u8);
        _inText = false;
    }
}
