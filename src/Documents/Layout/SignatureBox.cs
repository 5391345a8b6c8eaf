namespace Civic.Documents.Layout;

/// <summary>
/// The place of a signature that will be filled in later. The field is declared, tagged and has its final rectangle
/// in the first revision, so that signing changes nothing but its value and appearance.
/// </summary>
/// <param name="Name">The field's name, unique in the document, without a full stop.</param>
/// <param name="AlternateText">What a screen reader says for the field.</param>
public sealed record SignatureBox(string Name, double Width, double Height, string AlternateText)
{
    /// <summary>Where the box stands in its column.</summary>
    public TextAlignment Alignment { get; init; } = TextAlignment.Center;

    /// <summary>Moves the box to the right of where it would stand, in points.</summary>
    public double OffsetX { get; init; }

    /// <summary>Moves the box down from where it would stand, in points.</summary>
    public double OffsetY { get; init; }

    /// <summary>The box lies over what follows or precedes it and takes no room of its own.</summary>
    public bool Overlay { get; init; }
}

/// <summary>
/// A signer's block of Decree 30/2020: title lines, room for the personal signature, the name; the agency's seal lies
/// over the left third of the personal signature (Art. 33).
/// </summary>
/// <param name="Titles">Such as "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC".</param>
/// <param name="Person">The field of the competent person; null when only the agency signs.</param>
/// <param name="Agency">The field of the agency's seal.</param>
public sealed record SignatureBlock(
    IReadOnlyList<string> Titles, string SignerName, SignatureBox? Person, SignatureBox Agency)
{
    /// <summary>Of the title lines and the name.</summary>
    public TextStyle Style { get; init; } =
        new() { Bold = true, Alignment = TextAlignment.Center, SpaceAfter = 0 };
}
