namespace Civic.Documents.Layout;

/// <summary>A laid-out horizontal piece of the flow with a height, placed on one page.</summary>
internal abstract class Strip
{
    public abstract double Height { get; }

    /// <summary>Shift to the right within the column.</summary>
    public double Left { get; set; }

    public bool KeepWithNext { get; set; }

    public abstract void Draw(PageCanvas canvas, double x, double top);

    public static double Total(IReadOnlyList<Strip> strips)
    {
        var total = 0.0;
        foreach (var strip in strips)
            total += strip.Height;
        return total;
    }

    public static void DrawAll(IReadOnlyList<Strip> strips, PageCanvas canvas, double x, double top)
    {
        foreach (var strip in strips)
        {
            strip.Draw(canvas, x + strip.Left, top);
            top += strip.Height;
        }
    }
}

internal sealed class SpaceStrip(double height) : Strip
{
    public override double Height => height;

    public override void Draw(PageCanvas canvas, double x, double top)
    {
    }
}

internal sealed class PageBreakStrip : Strip
{
    public override double Height => 0;

    public override void Draw(PageCanvas canvas, double x, double top)
    {
    }
}

internal sealed class TextLineStrip(
    StructElement element, ShapedText text, TextLineRange line, double gap, double lineHeight) : Strip
{
    // Ascent and descent of Tinos in ems.
    private const double Ascent = 0.891;
    private const double Descent = 0.216;

    public override double Height => line.Size * lineHeight;

    public override void Draw(PageCanvas canvas, double x, double top)
    {
        var baseline = top + (Height - (Ascent + Descent) * line.Size) / 2 + Ascent * line.Size;
        canvas.Tag(element);
        canvas.Text(text, line, x, baseline, gap);
        foreach (var run in text.Runs)
        {
            if (run.Underline)
                Underline(canvas, run, x, baseline);
        }
    }

    private void Underline(PageCanvas canvas, GlyphRun run, double x, double baseline)
    {
        var (start, end) = (Math.Max(run.Start, line.Start), Math.Min(run.End, line.VisibleEnd));
        if (start >= end)
            return;
        canvas.Rectangle(x + Advance(line.Start, start), baseline + 0.11 * run.Size, Advance(start, end),
            0.05 * run.Size, run.Color);
    }

    private double Advance(int from, int to)
    {
        var advance = 0.0;
        for (var i = from; i < to; i++)
        {
            advance += text.Widths[i] * text.SizeAt(i) / 1000;
            advance += text.Kinds[i] == GlyphKind.Space ? gap : 0;
        }
        return advance;
    }
}

/// <summary>An item's label beside the first strip of its body.</summary>
internal sealed class LabeledStrip(Strip label, Strip body) : Strip
{
    public override double Height => Math.Max(label.Height, body.Height);

    public override void Draw(PageCanvas canvas, double x, double top)
    {
        label.Draw(canvas, x, top);
        body.Draw(canvas, x + body.Left, top);
    }
}

internal sealed class RuleStrip(double width, double thickness) : Strip
{
    public override double Height => thickness;

    public override void Draw(PageCanvas canvas, double x, double top)
    {
        canvas.Artifact();
        canvas.Rectangle(x, top, width, thickness, PdfColor.Black);
    }
}

internal sealed class SignatureStrip(SignatureBox box, StructElement element) : Strip
{
    public override double Height => box.Overlay ? 0 : box.Height;

    public override void Draw(PageCanvas canvas, double x, double top)
    {
        var widget = new SignatureWidget(box, element, canvas.Index, x + box.OffsetX, top + box.OffsetY);
        element.AddAnnotation(widget);
        canvas.Widgets.Add(widget);
    }
}

/// <summary>A box outside the flow.</summary>
internal sealed class FixedStrip(double left, double topEdge, IReadOnlyList<Strip> strips) : Strip
{
    public override double Height => 0;

    public override void Draw(PageCanvas canvas, double x, double top) => DrawAll(strips, canvas, left, topEdge);
}

/// <summary>Strips that stay on one page as long as a page can hold them.</summary>
internal sealed class TogetherStrip(IReadOnlyList<Strip> strips) : Strip
{
    public IReadOnlyList<Strip> Strips => strips;

    public override double Height { get; } = Total(strips);

    public override void Draw(PageCanvas canvas, double x, double top) => DrawAll(strips, canvas, x, top);
}
