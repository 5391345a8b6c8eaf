namespace Civic.Documents.Layout;

public enum TextAlignment
{
    Left,
    Center,
    Right,
    Justify,
}

/// <summary>How a heading, a paragraph or a cell looks. Lengths in points.</summary>
public sealed record TextStyle
{
    public static TextStyle Body { get; } = new();
    public static TextStyle Centered { get; } = new() { Alignment = TextAlignment.Center };

    public double Size { get; init; } = 13;
    public bool Bold { get; init; }
    public bool Italic { get; init; }
    public PdfColor Color { get; init; } = PdfColor.Black;
    public TextAlignment Alignment { get; init; } = TextAlignment.Left;

    /// <summary>Distance of the lines as a multiple of their size.</summary>
    public double LineHeight { get; init; } = 1.25;

    public double SpaceBefore { get; init; }
    public double SpaceAfter { get; init; } = 4;
    public double LeftIndent { get; init; }
    public double FirstLineIndent { get; init; }

    /// <summary>BCP 47, only where the text is not in the document's language.</summary>
    public string? Language { get; init; }

    public bool KeepWithNext { get; init; }
}

/// <summary>A piece of a paragraph; what is null is taken from the paragraph's style.</summary>
public sealed record TextRun(string Text)
{
    public bool? Bold { get; init; }
    public bool? Italic { get; init; }
    public bool Underline { get; init; }
    public double? Size { get; init; }
    public PdfColor? Color { get; init; }

    public static implicit operator TextRun(string text) => FromString(text);

    public static TextRun FromString(string text) => new(text);

    public static TextRun Strong(string text) => new(text) { Bold = true };

    public static TextRun Emphasis(string text) => new(text) { Italic = true };
}
