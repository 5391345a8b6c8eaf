namespace Civic.Documents.Reading;

/// <summary>What a revision did to an object.</summary>
public enum PdfObjectChangeKind
{
    /// <summary>It was not in use before.</summary>
    Added,

    /// <summary>It was in use and is written anew.</summary>
    Changed,

    /// <summary>It was in use and is no more.</summary>
    Freed,
}

/// <summary>An object that a revision wrote or freed.</summary>
public readonly record struct PdfObjectChange(int Number, int Generation, PdfObjectChangeKind Kind);

/// <summary>One saving of the file: the first, or an incremental update (ISO 32000-1, 7.5.6).</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="XrefOffset">Where its cross-reference section starts.</param>
/// <param name="EndOffset">After its %%EOF and the end of that line: the file as it was then ends there.</param>
public sealed record PdfRevision(
    int Number, long XrefOffset, long EndOffset, IReadOnlyList<PdfObjectChange> Changes)
{
    /// <summary>
    /// Whether its own startxref leads to the section that later revisions name as the one before them. Where it does
    /// not, the file as it was then looked different from what the chain of revisions says.
    /// </summary>
    public bool IsPointedTo { get; init; } = true;

    /// <summary>Whether an object's number stands in its index twice.</summary>
    public bool HasDuplicates { get; init; }

    /// <summary>Its dictionary of root, encryption and document information.</summary>
    public required Objects.PdfDictionary Trailer { get; init; }

    /// <summary>Stretches of the file that hold its index and trailer.</summary>
    internal IReadOnlyList<(long Start, long End)> Index { get; init; } = [];
}
