using Civic.Documents.Fonts;

namespace Civic.Documents.Layout;

/// <summary>Lets a service refuse text at its entrance that no document could show.</summary>
public static class PrintableText
{
    /// <exception cref="ArgumentException">The text is no valid Unicode.</exception>
    /// <returns>The first code point without a glyph in some face; null where all can be printed.</returns>
    public static int? FirstWithoutGlyph(string text)
    {
        foreach (var rune in text.Normalize().EnumerateRunes())
        {
            if (ShapedText.KindOf(rune.Value) == GlyphKind.Letter
                && !Enum.GetValues<FontFace>().All(face => Tinos.Of(face).Font.TryGlyph(rune.Value, out _)))
                return rune.Value;
        }
        return null;
    }
}
