namespace Civic.Documents.Reading;

/// <summary>Whether the bytes of an update are exactly its objects, index and end mark, side by side.</summary>
internal static class UpdateLayout
{
    /// <returns>The first place that nothing accounts for or that two objects claim; null without one.</returns>
    public static long? StrayPlace(
        ReadOnlyMemory<byte> bytes, ObjectStore store, PdfRevision before, PdfRevision revision)
    {
        var (from, to) = (before.EndOffset, revision.EndOffset);
        var parts = new List<(long Start, long End)>(revision.Index.Where(part => part.Start >= from));
        foreach (var change in revision.Changes)
        {
            // An entry may point back into an earlier revision; then this update holds nothing of it.
            if (change.Kind != PdfObjectChangeKind.Freed && store.PlaceOf(change.Number) is { } place && place >= from
                && store.EndOf(change.Number) is { } end)
                parts.Add((place, end));
        }
        // A cross-reference stream may index itself.
        parts = [.. parts.Distinct().Order()];
        var at = from;
        foreach (var (start, end) in parts)
        {
            if (start < at || start > to || !IsBlank(bytes, at, start))
                return at;
            at = end;
        }
        return at <= to && IsEndMark(bytes, at, to) ? null : at;
    }

    private static bool IsBlank(ReadOnlyMemory<byte> bytes, long from, long to)
    {
        var lexer = new PdfLexer(bytes[..(int)to], (int)from, inFile: true);
        lexer.SkipSpace();
        return lexer.AtEnd;
    }

    private static bool IsEndMark(ReadOnlyMemory<byte> bytes, long from, long to)
    {
        var lexer = new PdfLexer(bytes[..(int)to], (int)from, inFile: true);
        if (!lexer.TryKeyword("startxref"u8) || !lexer.TryInteger(out _))
            return false;
        // What follows is %%EOF, which reads as a comment.
        lexer.SkipSpace();
        return lexer.AtEnd;
    }
}
