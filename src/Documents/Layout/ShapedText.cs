using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Civic.Documents.Fonts;

namespace Civic.Documents.Layout;

/// <summary>One font, size and colour over a range of glyphs.</summary>
internal readonly record struct GlyphRun(
    int Start, int End, byte Slot, double Size, PdfColor Color, bool Underline);

internal enum GlyphKind : byte
{
    Letter,
    Space,
    LineBreak,
}

/// <summary>A paragraph's characters in NFC as glyph codes with their advances.</summary>
internal sealed class ShapedText
{
    private static readonly SearchValues<char> ComposedCharacters =
        SearchValues.Create([.. Tinos.PresetCharacters.Select(code => (char)code), '\t', '\r', '\n']);

    private readonly List<GlyphRun> _runs = [];

    private ShapedText(int capacity)
    {
        Codes = new byte[capacity];
        Widths = new ushort[capacity];
        Kinds = new GlyphKind[capacity];
    }

    public byte[] Codes { get; }

    /// <summary>Thousandths of the size.</summary>
    public ushort[] Widths { get; }

    public GlyphKind[] Kinds { get; }
    public int Length { get; private set; }
    public ReadOnlySpan<GlyphRun> Runs => CollectionsMarshal.AsSpan(_runs);

    public static ShapedText Shape(IReadOnlyList<TextRun> runs, TextStyle style, DocumentFonts fonts)
    {
        var texts = new string[runs.Count];
        var capacity = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Composed(runs[i].Text);
            capacity += texts[i].Length;
        }
        var shaped = new ShapedText(capacity);
        for (var i = 0; i < texts.Length; i++)
            shaped.Append(texts[i], runs[i], style, fonts);
        return shaped;
    }

    public double SizeAt(int index)
    {
        foreach (var run in _runs)
        {
            if (index < run.End)
                return run.Size;
        }
        return 0;
    }

    public static GlyphKind KindOf(int codePoint) => codePoint switch
    {
        // Forms on web pages end their lines with both; the first is then a space that nobody sees.
        ' ' or '\t' or '\r' => GlyphKind.Space,
        '\n' => GlyphKind.LineBreak,
        _ => GlyphKind.Letter,
    };

    private void Append(string text, TextRun run, TextStyle style, DocumentFonts fonts)
    {
        var (size, color) = (run.Size ?? style.Size, run.Color ?? style.Color);
        var face = (FontFace)((run.Bold ?? style.Bold ? 1 : 0) + (run.Italic ?? style.Italic ? 2 : 0));
        var mapped = fonts.Of(face);
        var (start, slot) = (Length, mapped.Slot);
        // All of most texts; what is left has a letter that few documents use, or a line's end.
        var simple = mapped.MapPreset(text, Codes.AsSpan(Length), Widths.AsSpan(Length));
        for (var i = 0; i < simple; i++)
            Kinds[Length + i] = text[i] == ' ' ? GlyphKind.Space : GlyphKind.Letter;
        Length += simple;
        foreach (var rune in text.AsSpan(simple).EnumerateRunes())
        {
            var kind = KindOf(rune.Value);
            var (next, code, width) = mapped.Map(kind == GlyphKind.Letter ? rune.Value : ' ');
            if (next != slot && start < Length)
            {
                _runs.Add(new GlyphRun(start, Length, slot, size, color, run.Underline));
                start = Length;
            }
            slot = next;
            (Codes[Length], Widths[Length], Kinds[Length]) = (code, width, kind);
            Length++;
        }
        if (start < Length)
            _runs.Add(new GlyphRun(start, Length, slot, size, color, run.Underline));
    }

    /// <summary>In NFC; text of preset letters alone is in it already.</summary>
    private static string Composed(string text) =>
        text.AsSpan().ContainsAnyExcept(ComposedCharacters) ? text.Normalize(NormalizationForm.FormC) : text;
}
