namespace Civic.Documents.Layout;

/// <summary>An A4 page (210 x 297 mm) and its margins in points; the defaults follow Decree 30/2020, annex I.</summary>
public sealed record PageSetup
{
    /// <summary>Of the page, in points.</summary>
    public const double Width = 595.276;

    /// <summary>Of the page, in points.</summary>
    public const double Height = 841.89;

    /// <summary>Upper margin: 20 mm.</summary>
    public double Top { get; init; } = 57;

    /// <summary>Lower margin: 20 mm.</summary>
    public double Bottom { get; init; } = 57;

    /// <summary>Left margin: 28 mm.</summary>
    public double Left { get; init; } = 79;

    /// <summary>Right margin: 17 mm.</summary>
    public double Right { get; init; } = 48;

    /// <summary>The text before "n/m" in the footer, such as "Trang "; null leaves the footer out.</summary>
    public string? FooterLabel { get; init; } = "Trang ";

    /// <summary>
    /// The text before the page's number at the top of every page after the first (Decree 30/2020, annex I); null
    /// leaves it out.
    /// </summary>
    public string? ContinuationLabel { get; init; }

    internal double ContentWidth => Width - Left - Right;
}
