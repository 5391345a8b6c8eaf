using System.Diagnostics;
using Civic.Documents.Fonts;

namespace Civic.Documents.Layout;

/// <summary>Turns blocks into strips of a given width and grows the structure tree in the same order.</summary>
internal sealed class Layouter(DocumentFonts fonts)
{
    public List<Strip> Lay(IReadOnlyList<Block> blocks, double width, StructElement parent)
    {
        var strips = new List<Strip>(2 * blocks.Count);
        foreach (var block in blocks)
            Add(block, width, parent, strips);
        return strips;
    }

    private void Add(Block block, double width, StructElement parent, List<Strip> strips)
    {
        switch (block)
        {
            case TextBlock text:
                AddText(text, width, parent, strips);
                break;
            case SpaceBlock space:
                strips.Add(new SpaceStrip(space.Height));
                break;
            case RuleBlock rule:
                var length = rule.Width ?? width;
                strips.Add(new RuleStrip(length, rule.Thickness) { Left = Offset(rule.Alignment, width, length) });
                break;
            case ListBlock list:
                AddList(list, width, parent, strips);
                break;
            case TableBlock table:
                TableLayout.Add(table.Table, width, parent, this, strips);
                break;
            case QrBlock qr:
                var code = new QrStrip(parent.Add("Figure", qr.AlternateText), qr.Content, qr.Size);
                code.Left = Offset(qr.Alignment, width, code.Height);
                strips.Add(code);
                break;
            case SignatureFieldBlock { Box: var box }:
                strips.Add(new SignatureStrip(box, parent.Add("Form", box.AlternateText))
                {
                    Left = Offset(box.Alignment, width, box.Width),
                });
                break;
            case ColumnsBlock columns:
                AddColumns(columns, width, parent, strips);
                break;
            case KeepTogetherBlock together:
                strips.Add(new TogetherStrip(Lay(together.Blocks, width, parent)));
                break;
            case FixedBlock box:
                strips.Add(new FixedStrip(box.Left, box.Top, Lay(box.Blocks, box.Width, parent)));
                break;
            case PageBreakBlock:
                strips.Add(new PageBreakStrip());
                break;
            default:
                throw new UnreachableException($"No layout for {block.GetType().Name}.");
        }
    }

    /// <summary>The lines of a text inside an element that exists already, such as a cell or an item's body.</summary>
    public List<Strip> Lines(IReadOnlyList<TextRun> runs, TextStyle style, double width, StructElement element)
    {
        var strips = new List<Strip>();
        var available = width - style.LeftIndent;
        AddLines(BrokenText.Of(runs, style, available, fonts), style, available, element, strips);
        return strips;
    }

    private static void AddLines(
        BrokenText broken, TextStyle style, double available, StructElement element, List<Strip> strips)
    {
        var (text, lines) = broken;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var indent = i == 0 ? style.FirstLineIndent : 0;
            var gap = style.Alignment == TextAlignment.Justify && !line.Last ? Gap(text, line, available - indent) : 0;
            strips.Add(new TextLineStrip(element, text, line, gap, style.LineHeight)
            {
                Left = style.LeftIndent + indent + Offset(style.Alignment, available - indent, line.Width),
                // No single line of a paragraph is left behind at the foot or carried over alone.
                KeepWithNext = style.KeepWithNext || (lines.Count > 1 && (i == 0 || i == lines.Count - 2)),
            });
        }
    }

    private void AddText(TextBlock block, double width, StructElement parent, List<Strip> strips)
    {
        if (block.Runs.All(run => run.Text.Length == 0))
            return;
        var style = block.Style;
        if (style.SpaceBefore > 0)
            strips.Add(new SpaceStrip(style.SpaceBefore));
        var element = parent.Add(block.Role, language: style.Language);
        var available = width - style.LeftIndent;
        var text = block.Kept?.Of(block, available, fonts) ?? BrokenText.Of(block.Runs, style, available, fonts);
        AddLines(text, style, available, element, strips);
        if (style.SpaceAfter > 0)
            strips.Add(new SpaceStrip(style.SpaceAfter) { KeepWithNext = style.KeepWithNext });
    }

    private void AddList(ListBlock block, double width, StructElement parent, List<Strip> strips)
    {
        var list = parent.Add("L");
        list.Attributes = "/O /List /ListNumbering /" + Numbering(block.Entries[0].Label);
        var labelStyle = block.Style with { LeftIndent = 0, FirstLineIndent = 0, Alignment = TextAlignment.Left };
        var labelWidth = block.Entries.Max(entry => LabelWidth(entry, labelStyle)) + block.Style.Size * 0.35;
        var left = block.Style.LeftIndent;
        foreach (var entry in block.Entries)
        {
            var item = list.Add("LI");
            var label = Lines([entry.Label], labelStyle, double.MaxValue, item.Add("Lbl"))[0];
            var bodyStyle = labelStyle with { Alignment = block.Style.Alignment };
            var body = Body(entry, bodyStyle, width - left - labelWidth, item);
            foreach (var strip in body)
                strip.Left += labelWidth;
            body[0] = new LabeledStrip(label, body[0]) { KeepWithNext = body[0].KeepWithNext };
            foreach (var strip in body)
                strip.Left += left;
            strips.AddRange(body);
        }
    }

    /// <summary>How the labels count (14.8.5.5).</summary>
    private static string Numbering(string label) => label.Length == 0 ? "None"
        : char.IsAsciiDigit(label[0]) ? "Decimal"
        : char.IsAsciiLetterLower(label[0]) ? "LowerAlpha"
        : char.IsAsciiLetterUpper(label[0]) ? "UpperAlpha"
        : "Disc";

    private List<Strip> Body(ListEntry entry, TextStyle style, double width, StructElement item)
    {
        var element = item.Add("LBody");
        var strips = Lines(entry.Runs, style, width, element);
        if (strips.Count == 0)
            strips.Add(new SpaceStrip(style.Size * style.LineHeight));
        strips.Add(new SpaceStrip(style.SpaceAfter));
        if (entry.Below is null)
            return strips;
        var below = new Flow();
        entry.Below(below);
        strips.AddRange(Lay(below.Blocks, width, element));
        return strips;
    }

    private double LabelWidth(ListEntry entry, TextStyle style)
    {
        var text = ShapedText.Shape([entry.Label], style, fonts);
        return LineBreaker.Break(text, double.MaxValue, 0).Max(line => line.Width);
    }

    private void AddColumns(ColumnsBlock block, double width, StructElement parent, List<Strip> strips)
    {
        var total = block.Columns.Sum(column => column.Weight);
        var (left, cells) = (0.0, new List<RowCell>());
        foreach (var (weight, blocks) in block.Columns)
        {
            var columnWidth = width * weight / total;
            cells.Add(new RowCell(left, columnWidth, Lay(blocks, columnWidth, parent)));
            left += columnWidth;
        }
        strips.Add(new RowStrip(cells, padding: 0, border: 0, shaded: false));
    }

    private static double Gap(ShapedText text, TextLineRange line, double width)
    {
        var spaces = 0;
        for (var i = line.Start; i < line.VisibleEnd; i++)
            spaces += text.Kinds[i] == GlyphKind.Space ? 1 : 0;
        return spaces == 0 ? 0 : Math.Max(0, width - line.Width) / spaces;
    }

    private static double Offset(TextAlignment alignment, double width, double used) => alignment switch
    {
        TextAlignment.Center => (width - used) / 2,
        TextAlignment.Right => width - used,
        _ => 0,
    };
}
