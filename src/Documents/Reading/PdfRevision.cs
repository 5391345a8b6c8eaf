namespace Civic.Documents.Reading;

public enum PdfObjectChangeKind
{
    Added,
    Changed,
    Freed,
}

public readonly record struct PdfObjectChange(int Number, int Generation, PdfObjectChangeKind Kind);

/// <summary>One saving of the file: the first, or an incremental update (ISO 32000-1, 7.5.6).</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="XrefOffset">Where its cross-reference section starts.</param>
/// <param name="EndOffset">After its %%EOF and the end of that line: the file as it was then ends there.</param>
public sealed record PdfRevision(
    int Number, long XrefOffset, long EndOffset, IReadOnlyList<PdfObjectChange> Changes);
