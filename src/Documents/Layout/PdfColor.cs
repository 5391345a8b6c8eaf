namespace Civic.Documents.Layout;

/// <summary>A colour in sRGB, the document's output intent.</summary>
public readonly record struct PdfColor(byte Red, byte Green, byte Blue)
{
    /// <summary>Of text.</summary>
    public static PdfColor Black => new(0, 0, 0);

    /// <summary>Of page numbers; 7:1 against white.</summary>
    public static PdfColor Grey => new(0x59, 0x59, 0x59);

    /// <summary>The blue of a personal signature.</summary>
    public static PdfColor InkBlue => new(0x1B, 0x3F, 0xA8);

    /// <summary>The red of an agency's seal.</summary>
    public static PdfColor SealRed => new(0xD8, 0x1E, 0x1E);
}
