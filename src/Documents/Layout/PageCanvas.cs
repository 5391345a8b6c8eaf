using Civic.Documents.QrCodes;
using Civic.Documents.Writing;

namespace Civic.Documents.Layout;

/// <summary>
/// One page's content stream. Lengths are points from the top left corner. Everything drawn is inside a marked
/// sequence: of a structure element, or an artifact.
/// </summary>
internal sealed class PageCanvas(int index) : IDisposable
{
    private StructElement? _open;
    private bool _artifact;
    private bool _inText;
    private (byte Slot, double Size) _font = (255, 0);
    private PdfColor _fill = PdfColor.Black;
    private (long X, long Y) _line;

    public int Index => index;
    public int Number { get; set; }
    public PdfBuffer Content { get; } = PdfBuffer.Rent();

    /// <summary>The elements by marked-content identifier, which is what the parent tree holds.</summary>
    public List<StructElement> Marks { get; } = [];

    public List<SignatureWidget> Widgets { get; } = [];

    /// <summary>Named /Q, the page's index, x and the place in this list.</summary>
    public List<QrModules> Stencils { get; } = [];

    /// <summary>While set, elements are drawn as artifacts: a table's header on the pages after its first.</summary>
    public bool Repeating { get; set; }

    public void Dispose() => Content.Return();

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

    public void Header()
    {
        Close();
        Content.Raw("/Artifact <</Type /Pagination /Subtype /Header>> BDC\n"u8);
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
        {
            Content.Raw("BT\n"u8);
            _line = (0, 0);
        }
        _inText = true;
        MoveTo(PdfBuffer.InThousandths(x), PdfBuffer.InThousandths(PageSetup.Height - baseline));
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

    /// <summary>One bit a module, painted through as a stencil: exact at any size, far smaller than a path.</summary>
    public void Modules(double left, double top, double size, QrModules code)
    {
        EndText();
        Fill(PdfColor.Black);
        Content.Raw("q "u8).Numbers(size, 0, 0, size, left, PageSetup.Height - top - size).Raw("cm /Q"u8)
            .Integer(index).Raw("x"u8).Integer(Stencils.Count).Raw(" Do Q\n"u8);
        Stencils.Add(code);
    }

    /// <summary>A line starts from where the last one did (ISO 32000-1, 9.4.2), rounded before and not after.</summary>
    private void MoveTo(long x, long y)
    {
        Content.Thousandths(x - _line.X).Raw(" "u8).Thousandths(y - _line.Y).Raw(" Td\n"u8);
        _line = (x, y);
    }

    private void Run(ShapedText text, GlyphRun run, int start, int end, double gap, int visibleEnd)
    {
        if (_font != (run.Slot, run.Size))
            Content.Raw("/F"u8).Integer(run.Slot).Raw(" "u8).Number(run.Size).Raw(" Tf\n"u8);
        _font = (run.Slot, run.Size);
        Fill(run.Color);
        if (gap <= 0)
        {
            Content.Raw("("u8).Literal(text.Codes.AsSpan(start..end)).Raw(") Tj\n"u8);
            return;
        }
        Content.Raw("[("u8);
        var from = start;
        for (var i = start; i < Math.Min(end, visibleEnd); i++)
        {
            if (text.Kinds[i] != GlyphKind.Space)
                continue;
            Content.Literal(text.Codes.AsSpan(from..(i + 1))).Raw(")"u8).Number(-gap * 1000 / run.Size)
                .Raw("("u8);
            from = i + 1;
        }
        Content.Literal(text.Codes.AsSpan(from..end)).Raw(")] TJ\n"u8);
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
