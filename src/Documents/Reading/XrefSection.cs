using Civic.Documents.Objects;

namespace Civic.Documents.Reading;

internal enum XrefKind : byte
{
    Free,
    InUse,
    Compressed,
}

/// <param name="Place">Offset in the file, or the number of the object stream.</param>
/// <param name="Detail">Generation, or index in the object stream.</param>
internal readonly record struct XrefEntry(XrefKind Kind, long Place, int Detail);

/// <summary>One cross-reference table or stream with its trailer; a hybrid's stream is merged in.</summary>
/// <param name="End">After the trailer, or after the stream's endobj.</param>
internal sealed record XrefSection(
    long Offset, int End, bool IsStream, PdfDictionary Trailer, Dictionary<int, XrefEntry> Entries)
{
    /// <summary>Whether a number stands there twice. Readers differ in which they take; here the first.</summary>
    public bool HasDuplicates { get; init; }

    /// <summary>Where a hybrid's stream object begins and ends.</summary>
    public (long Start, long End)? Hybrid { get; init; }
}
