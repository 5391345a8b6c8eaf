namespace Civic.Documents.Reading;

/// <summary>Makes revisions out of cross-reference sections.</summary>
internal static class RevisionReader
{
    /// <returns>Oldest first; null where a section is not followed by its end mark.</returns>
    public static List<PdfRevision>? Read(ReadOnlyMemory<byte> bytes, IReadOnlyList<XrefSection> newestFirst)
    {
        var revisions = new List<PdfRevision>();
        var known = new HashSet<int>();
        for (var i = newestFirst.Count - 1; i >= 0; i--)
        {
            var entries = new Dictionary<int, XrefEntry>(newestFirst[i].Entries);
            var last = newestFirst[i];
            // A linearized file has two sections in one saving: the newer one stands first in the file (annex F).
            while (i > 0 && newestFirst[i - 1].Offset < last.Offset)
            {
                i--;
                foreach (var (number, entry) in newestFirst[i].Entries)
                    entries[number] = entry;
            }
            if (End(bytes, last.End) is not { } end)
                return null;
            revisions.Add(new(revisions.Count + 1, newestFirst[i].Offset, end, Changes(entries, known)));
        }
        return revisions;
    }

    private static List<PdfObjectChange> Changes(Dictionary<int, XrefEntry> entries, HashSet<int> known)
    {
        var changes = new List<PdfObjectChange>();
        foreach (var (number, entry) in entries.OrderBy(entry => entry.Key))
        {
            if (number == 0)
                continue;
            var generation = entry.Kind == XrefKind.InUse ? entry.Detail : 0;
            if (entry.Kind != XrefKind.Free)
                changes.Add(new(number, generation,
                    known.Add(number) ? PdfObjectChangeKind.Added : PdfObjectChangeKind.Changed));
            else if (known.Remove(number))
                changes.Add(new(number, entry.Detail, PdfObjectChangeKind.Freed));
        }
        return changes;
    }

    private static long? End(ReadOnlyMemory<byte> bytes, int position)
    {
        var lexer = new PdfLexer(bytes, position, inFile: true);
        if (!lexer.TryKeyword("startxref"u8) || !lexer.TryInteger(out _))
            return null;
        var span = bytes.Span;
        var end = lexer.Position;
        while (end < span.Length && PdfLexer.IsSpace(span[end]))
            end++;
        if (!span[end..].StartsWith("%%EOF"u8))
            return null;
        end += 5;
        if (end < span.Length && span[end] == '\r')
            end++;
        return end < span.Length && span[end] == '\n' ? end + 1 : end;
    }
}
