namespace Civic.Documents.Layout;

/// <summary>Collects what is to be printed, top to bottom, which is also the order in which it is read aloud.</summary>
public sealed class Flow
{
    private readonly List<Block> _blocks = [];

    internal Flow()
    {
    }

    internal IReadOnlyList<Block> Blocks => _blocks;

    /// <param name="level">1 to 6; a level must not be left out on the way down.</param>
    public Flow Heading(int level, string text, TextStyle? style = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 6);
        style ??= new TextStyle { Bold = true, Size = level == 1 ? 16 : 14, SpaceBefore = 6 };
        return Add(new TextBlock("H" + level, [text], style with { KeepWithNext = true }));
    }

    /// <summary>A paragraph of one run; an empty text is left out.</summary>
    public Flow Paragraph(string text, TextStyle? style = null) => Paragraph([text], style);

    /// <summary>A paragraph; where all runs are empty it is left out.</summary>
    public Flow Paragraph(IReadOnlyList<TextRun> runs, TextStyle? style = null) =>
        Add(new TextBlock("P", runs, style ?? TextStyle.Body));

    /// <summary>What all documents of the form have in this place.</summary>
    public Flow Part(FormPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        _blocks.AddRange(part.Blocks);
        return this;
    }

    /// <summary>Room between blocks, in points; none at the top of a page.</summary>
    public Flow Space(double points) => Add(new SpaceBlock(points));

    /// <summary>A line across, seen but not read aloud. A null width fills the column.</summary>
    public Flow Rule(double? width = null, double thickness = 0.75, TextAlignment alignment = TextAlignment.Center) =>
        Add(new RuleBlock(width, thickness, alignment));

    /// <summary>A list, tagged as such with its labels (ISO 32000-1, 14.8.4.3.3).</summary>
    public Flow List(IEnumerable<ListEntry> entries, TextStyle? style = null) =>
        Add(new ListBlock([.. entries], style ?? TextStyle.Body));

    /// <summary>A table, its cells tagged with their headers (ISO 32000-1, 14.8.4.3.4).</summary>
    public Flow Table(Table table) => Add(new TableBlock(table));

    /// <param name="size">Edge length in points without the quiet zone around it.</param>
    public Flow QrCode(string content, double size, string alternateText,
        TextAlignment alignment = TextAlignment.Center) =>
        Add(new QrBlock(content, size, alternateText, alignment));

    /// <summary>The place of one signature (ISO 32000-1, 12.7.4.5).</summary>
    public Flow SignatureField(SignatureBox box) => Add(new SignatureFieldBlock(box));

    /// <summary>A signer's whole block: titles, fields, name (Decree 30/2020, annex I).</summary>
    public Flow Signature(SignatureBlock block)
    {
        foreach (var title in block.Titles)
            Paragraph(title, block.Style);
        if (block.Person is { } person)
        {
            // The seal's right edge stands a third of the way into the signature, their lower edges level.
            Add(new SignatureFieldBlock(person));
            Add(new SignatureFieldBlock(block.Agency with
            {
                Overlay = true,
                OffsetX = (-person.Width / 6) - (block.Agency.Width / 2),
                OffsetY = -block.Agency.Height,
            }));
        }
        else
        {
            Add(new SignatureFieldBlock(block.Agency));
        }
        return Paragraph(block.SignerName, block.Style);
    }

    /// <summary>Columns side by side, kept on one page, read one after the other.</summary>
    public Flow Columns(params (double Weight, Action<Flow> Content)[] columns) =>
        Add(new ColumnsBlock([.. columns.Select(column => (column.Weight, Build(column.Content)))]));

    /// <summary>The head of an official document: agency on the left, national name and motto on the right.</summary>
    public Flow OfficialHeader(IReadOnlyList<TextRun> agencyLines, IReadOnlyList<TextRun> nationalLines,
        double size = 13) =>
        Columns(
            (0.42, left => HeaderSide(left, agencyLines, size, 60)),
            (0.58, right => HeaderSide(right, nationalLines, size, 150)));

    /// <summary>Blocks that stay on one page as long as a page can hold them.</summary>
    public Flow KeepTogether(Action<Flow> content) => Add(new KeepTogetherBlock(Build(content)));

    /// <summary>A box at a fixed place of the current page, in points from its top left corner.</summary>
    public Flow FixedBox(double left, double top, double width, Action<Flow> content) =>
        Add(new FixedBlock(left, top, width, Build(content)));

    /// <summary>What follows begins on a new page.</summary>
    public Flow PageBreak() => Add(new PageBreakBlock());

    private static void HeaderSide(Flow side, IReadOnlyList<TextRun> lines, double size, double rule)
    {
        foreach (var line in lines)
            side.Paragraph([line], new TextStyle { Size = size, Alignment = TextAlignment.Center, SpaceAfter = 0 });
        side.Space(2).Rule(rule);
    }

    private static IReadOnlyList<Block> Build(Action<Flow> content)
    {
        var flow = new Flow();
        content(flow);
        return flow.Blocks;
    }

    private Flow Add(Block block)
    {
        _blocks.Add(block);
        return this;
    }
}
