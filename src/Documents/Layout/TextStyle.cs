namespace Civic.Documents.Layout;

/// <summary>Where the lines of a text stand in their column.</summary>
public enum TextAlignment
{
    /// <summary>At the left edge.</summary>
    Left,

    /// <summary>In the middle.</summary>
    Center,

    /// <summary>At the right edge.</summary>
    Right,

    /// <summary>At both edges, but for the last line.</summary>
    Justify,
}

/// <summary>How a heading, a paragraph or a cell looks. Lengths in points.</summary>
public sealed record TextStyle
{
    /// <summary>What a paragraph has where nothing else is said.</summary>
    public static TextStyle Body { get; } = new();

    /// <summary>The same in the middle.</summary>
    public static TextStyle Centered { get; } = new() { Alignment = TextAlignment.Center };

    /// <summary>In points.</summary>
    public double Size { get; init; } = 13;

    /// <summary>Whether the bold face is used.</summary>
    public bool Bold { get; init; }

    /// <summary>Whether the italic face is used.</summary>
    public bool Italic { get; init; }

    /// <summary>Of the letters.</summary>
    public PdfColor Color { get; init; } = PdfColor.Black;

    /// <summary>Of the lines.</summary>
    public TextAlignment Alignment { get; init; } = TextAlignment.Left;

    /// <summary>Distance of the lines as a multiple of their size.</summary>
    public double LineHeight { get; init; } = 1.25;

    /// <summary>Room above in points.</summary>
    public double SpaceBefore { get; init; }

    /// <summary>Room below in points.</summary>
    public double SpaceAfter { get; init; } = 4;

    /// <summary>Of all lines, in points.</summary>
    public double LeftIndent { get; init; }

    /// <summary>The first line's own, in points.</summary>
    public double FirstLineIndent { get; init; }

    /// <summary>BCP 47, only where the text is not in the document's language.</summary>
    public string? Language { get; init; }

    /// <summary>Whether the next block begins on the same page.</summary>
    public bool KeepWithNext { get; init; }
}

/// <summary>A piece of a paragraph; what is null is taken from the paragraph's style.</summary>
public sealed record TextRun(string Text)
{
    /// <summary>Whether the bold face is used.</summary>
    public bool? Bold { get; init; }

    /// <summary>Whether the italic face is used.</summary>
    public bool? Italic { get; init; }

    /// <summary>Whether a line is drawn below.</summary>
    public bool Underline { get; init; }

    /// <summary>In points.</summary>
    public double? Size { get; init; }

    /// <summary>Of the letters.</summary>
    public PdfColor? Color { get; init; }

    /// <summary>A run in the style of its paragraph.</summary>
    public static implicit operator TextRun(string text) => FromString(text);

    /// <summary>A run in the style of its paragraph.</summary>
    public static TextRun FromString(string text) => new(text);

    /// <summary>A bold run.</summary>
    public static TextRun Strong(string text) => new(text) { Bold = true };

    /// <summary>An italic run.</summary>
    public static TextRun Emphasis(string text) => new(text) { Italic = true };
}
