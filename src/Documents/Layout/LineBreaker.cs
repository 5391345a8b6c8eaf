using Civic.Documents.Fonts;

namespace Civic.Documents.Layout;

/// <summary>A line's glyphs; the width leaves out the spaces at its end.</summary>
internal readonly record struct TextLineRange(int Start, int End, int VisibleEnd, double Width, double Size, bool Last);

/// <summary>A text and its lines.</summary>
internal sealed record BrokenText(ShapedText Text, List<TextLineRange> Lines)
{
    public static BrokenText Of(IReadOnlyList<TextRun> runs, TextStyle style, double width, DocumentFonts fonts)
    {
        var text = ShapedText.Shape(runs, style, fonts);
        return new BrokenText(text, LineBreaker.Break(text, width, style.FirstLineIndent));
    }
}

/// <summary>Greedy line breaking after spaces, as Vietnamese is written; a longer word is broken anywhere.</summary>
internal static class LineBreaker
{
    public static List<TextLineRange> Break(ShapedText text, double width, double firstIndent)
    {
        var lines = new List<TextLineRange>(2);
        var start = 0;
        while (start < text.Length)
        {
            var line = Next(text, start, lines.Count == 0 ? width - firstIndent : width);
            lines.Add(line);
            start = line.End;
        }
        return lines;
    }

    private static TextLineRange Next(ShapedText text, int start, double available)
    {
        var runs = text.Runs;
        var (widths, kinds) = (text.Widths, text.Kinds);
        var run = RunAt(runs, start);
        var (end, runSize, used, visible, size) = (runs[run].End, runs[run].Size, 0.0, 0.0, runs[run].Size);
        var (visibleEnd, best) = (start, default(TextLineRange));
        for (var i = start; i < text.Length; i++)
        {
            while (i >= end)
            {
                (end, runSize) = (runs[++run].End, runs[run].Size);
                size = Math.Max(size, runSize);
            }
            var kind = kinds[i];
            if (kind == GlyphKind.LineBreak)
                return new(start, i + 1, visibleEnd, visible, size, Last: true);
            used += widths[i] * runSize / 1000;
            if (kind == GlyphKind.Space)
            {
                best = new(start, i + 1, visibleEnd, visible, size, Last: false);
                continue;
            }
            // A hair of tolerance keeps rounding from breaking a line that fits exactly.
            if (used > available + 0.001 && i > start)
                return best.End > start ? best : new(start, i, visibleEnd, visible, size, Last: false);
            (visibleEnd, visible) = (i + 1, used);
        }
        return new(start, text.Length, visibleEnd, visible, size, Last: true);
    }

    private static int RunAt(ReadOnlySpan<GlyphRun> runs, int index)
    {
        var run = 0;
        while (index >= runs[run].End)
            run++;
        return run;
    }
}
