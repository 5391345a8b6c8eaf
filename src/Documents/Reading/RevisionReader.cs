namespace Civic.Documents.Reading;

/// <summary>Makes revisions out of cross-reference sections.</summary>
internal sealed class RevisionReader(ReadOnlyMemory<byte> bytes, ReadBudget budget)
{
    private readonly HashSet<int> _known = [];

    public ObjectVersions Versions { get; } = new();

    /// <returns>Oldest first; null where a section is not followed by its end mark.</returns>
    public List<PdfRevision>? Read(IReadOnlyList<XrefSection> newestFirst)
    {
        var revisions = new List<PdfRevision>();
        for (var i = newestFirst.Count - 1; i >= 0; i--)
        {
            var (first, last) = (newestFirst[i], newestFirst[i]);
            var entries = first.Entries;
            var index = new List<(long, long)>();
            AddIndex(index, first);
            // A linearized file has two sections in one saving: the newer one stands first in the file (annex F).
            while (i > 0 && newestFirst[i - 1].Offset < last.Offset)
            {
                i--;
                first = newestFirst[i];
                AddIndex(index, first);
                entries = Merged(entries, first.Entries);
            }
            if (End(last.End) is not var (end, start))
                return null;
            revisions.Add(new(revisions.Count + 1, first.Offset, end, Changes(entries, revisions.Count + 1))
            {
                IsPointedTo = start == first.Offset,
                HasDuplicates = first.HasDuplicates || last.HasDuplicates,
                Trailer = first.Trailer,
                Index = index,
            });
        }
        return revisions;
    }

    private static Dictionary<int, XrefEntry> Merged(
        Dictionary<int, XrefEntry> older, Dictionary<int, XrefEntry> newer)
    {
        var merged = new Dictionary<int, XrefEntry>(older);
        foreach (var (number, entry) in newer)
            merged[number] = entry;
        return merged;
    }

    private static void AddIndex(List<(long, long)> index, XrefSection section)
    {
        index.Add((section.Offset, section.End));
        if (section.Hybrid is { } hybrid)
            index.Add(hybrid);
    }

    private List<PdfObjectChange> Changes(Dictionary<int, XrefEntry> entries, int revision)
    {
        var changes = new List<PdfObjectChange>(entries.Count);
        var isContainerChanged = false;
        Versions.Expect(entries.Count);
        _known.EnsureCapacity(_known.Count + entries.Count);
        foreach (var (number, entry) in entries)
        {
            if (number == 0)
                continue;
            isContainerChanged |= _known.Contains(number) && Versions.Containers.Contains(number);
            Versions.Add(number, revision, entry);
            if (entry.Kind != XrefKind.Free)
                changes.Add(new(number, entry.Kind == XrefKind.InUse ? entry.Detail : 0,
                    _known.Add(number) ? PdfObjectChangeKind.Added : PdfObjectChangeKind.Changed));
            else if (_known.Remove(number))
                changes.Add(new(number, entry.Detail, PdfObjectChangeKind.Freed));
        }
        if (isContainerChanged)
            AddContents(changes, entries, revision);
        changes.Sort((one, other) => one.Number.CompareTo(other.Number));
        return changes;
    }

    /// <summary>Objects of a replaced object stream change with it, though the index says nothing of them.</summary>
    private void AddContents(List<PdfObjectChange> changes, Dictionary<int, XrefEntry> entries, int revision)
    {
        foreach (var number in _known)
        {
            if (!budget.Tick())
                return;
            if (Versions.Find(number, revision) is ( >= 0, { Kind: XrefKind.Compressed } entry)
                && entry.Place <= int.MaxValue && entries.ContainsKey((int)entry.Place) && !entries.ContainsKey(number))
                changes.Add(new(number, 0, PdfObjectChangeKind.Changed));
        }
    }

    /// <returns>After the end mark, and the place that startxref names before it.</returns>
    private (long End, long Start)? End(int position)
    {
        var lexer = new PdfLexer(bytes, position, inFile: true, budget);
        if (!lexer.TryKeyword("startxref"u8) || !lexer.TryInteger(out var start))
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
        return (end < span.Length && span[end] == '\n' ? end + 1 : end, start);
    }
}
