using Civic.Documents.Objects;

namespace Civic.Documents.Reading;

/// <summary>Follows startxref and Prev through every cross-reference section, newest first (7.5.4 to 7.5.8).</summary>
internal sealed class XrefReader(ReadOnlyMemory<byte> bytes, ReadBudget budget)
{
    private bool _hasDuplicates;

    public PdfReadFailure? Failure { get; private set; }

    public List<XrefSection>? Read()
    {
        var mark = bytes.Span.LastIndexOf("startxref"u8);
        if (mark < 0)
            return Fail<List<XrefSection>>(new PdfReadFailure.NotAPdf());
        var lexer = new PdfLexer(bytes, mark + 9, inFile: true);
        if (!lexer.TryInteger(out var offset))
            return Damaged<List<XrefSection>>("startxref", mark);
        var (sections, seen) = (new List<XrefSection>(), new HashSet<long>());
        long? next = offset;
        while (next is { } at)
        {
            if (!seen.Add(at))
                return Damaged<List<XrefSection>>("a chain of cross-references that never ends", at);
            // A linearized file's saving has two sections.
            if (sections.Count > budget.Revisions)
                budget.TooManyRevisions();
            if (!budget.Look())
                return Fail<List<XrefSection>>(new PdfReadFailure.TooLarge(budget.Exceeded!));
            if (Section(at) is not { } section)
                return null;
            sections.Add(section);
            if (section.Trailer["Prev"] is not null and not PdfInteger)
                return Damaged<List<XrefSection>>("Prev", at);
            next = (section.Trailer["Prev"] as PdfInteger)?.Value;
        }
        return sections;
    }

    private XrefSection? Section(long offset)
    {
        if (offset < 0 || offset >= bytes.Length)
            return Damaged<XrefSection>("a cross-reference's place", offset);
        var parser = new PdfParser(bytes, (int)offset, inFile: true, budget);
        if (!parser.Lexer.TryKeyword("xref"u8))
            return Stream(parser, offset);
        var entries = new Dictionary<int, XrefEntry>();
        _hasDuplicates = false;
        while (parser.Lexer.TryInteger(out var first))
        {
            if (!parser.Lexer.TryInteger(out var count) || !Table(parser.Lexer, first, count, entries))
                return Failure is null ? Damaged<XrefSection>("a cross-reference table", offset) : null;
        }
        if (!parser.Lexer.TryKeyword("trailer"u8) || parser.Object() is not PdfDictionary trailer)
            return budget.Exceeded is { } limit ? Fail<XrefSection>(new PdfReadFailure.TooLarge(limit))
                : Damaged<XrefSection>("a trailer", offset);
        var section = new XrefSection(offset, parser.Lexer.Position, IsStream: false, trailer, entries)
        { HasDuplicates = _hasDuplicates };
        return trailer["XRefStm"] is PdfInteger { Value: var at } ? WithHybrid(section, at) : section;
    }

    private XrefSection? WithHybrid(XrefSection section, long offset)
    {
        if (offset < 0 || offset >= bytes.Length)
            return Damaged<XrefSection>("a hybrid's stream", offset);
        if (Stream(new PdfParser(bytes, (int)offset, inFile: true, budget), offset) is not { } hidden)
            return null;
        section = section with { Hybrid = (offset, hidden.End) };
        // What the table calls free, the hybrid's stream may define (7.5.8.4).
        foreach (var (number, entry) in hidden.Entries)
        {
            if (!section.Entries.TryGetValue(number, out var known) || known.Kind == XrefKind.Free)
                section.Entries[number] = entry;
        }
        return section;
    }

    private bool Table(PdfLexer lexer, long first, long count, Dictionary<int, XrefEntry> entries)
    {
        if (first < 0 || count < 0 || count > bytes.Length / 18 || first + count > int.MaxValue)
            return false;
        // What a stranger's table claims is not believed beyond what costs little.
        entries.EnsureCapacity(entries.Count + (int)Math.Min(count, 1024));
        for (var i = 0; i < count; i++)
        {
            if (!TryRow(lexer, out var place, out var generation, out var inUse) || !Count())
                return false;
            _hasDuplicates |= !entries.TryAdd((int)(first + i),
                new(inUse ? XrefKind.InUse : XrefKind.Free, place, (int)generation));
        }
        return true;
    }

    /// <summary>A row of twenty bytes as 7.5.4 wants it, read at once; others are read as tokens.</summary>
    private static bool TryRow(PdfLexer lexer, out long place, out long generation, out bool inUse)
    {
        lexer.SkipSpace();
        var row = lexer.Data.Span[lexer.Position..];
        if (row.Length > 20 && row[10] == ' ' && row[16] == ' ' && (row[17] is (byte)'n' or (byte)'f')
            && PdfLexer.IsSpace(row[18]) && TryDigits(row[..10], out place) && TryDigits(row[11..16], out generation))
        {
            inUse = row[17] == 'n';
            lexer.Position += 18;
            return generation <= ushort.MaxValue;
        }
        (inUse, generation) = (false, 0);
        if (!lexer.TryInteger(out place) || !lexer.TryInteger(out generation))
            return false;
        inUse = lexer.TryKeyword("n"u8);
        return (inUse || lexer.TryKeyword("f"u8)) && generation <= ushort.MaxValue;
    }

    private static bool TryDigits(ReadOnlySpan<byte> digits, out long value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            value = 10 * value + digit - '0';
        }
        return true;
    }

    private XrefSection? Stream(PdfParser parser, long offset)
    {
        var lexer = parser.Lexer;
        lexer.Position = (int)offset;
        if (!lexer.TryInteger(out var number) || !lexer.TryInteger(out var generation) || number > int.MaxValue)
            return Damaged<XrefSection>("a cross-reference section", offset);
        lexer.Position = (int)offset;
        // A cross-reference stream's entries are direct (7.5.8.2): nothing to resolve yet.
        if (parser.Indirect((int)number, (int)generation, value => value) is not PdfStream stream
            || !stream.Dictionary.IsName("Type", "XRef"))
            return Damaged<XrefSection>("a cross-reference stream", offset);
        var (data, failure) = StreamFilters.Decode(stream, value => value ?? PdfNull.Value, budget);
        if (data is null)
            return Fail<XrefSection>(failure!);
        var entries = new Dictionary<int, XrefEntry>();
        _hasDuplicates = false;
        return Rows(stream.Dictionary, data, entries)
            ? new XrefSection(offset, lexer.Position, IsStream: true, stream.Dictionary, entries)
            { HasDuplicates = _hasDuplicates }
            : Failure is null ? Damaged<XrefSection>("a cross-reference stream's rows", offset) : null;
    }

    private bool Rows(PdfDictionary dictionary, byte[] data, Dictionary<int, XrefEntry> entries)
    {
        if (dictionary["W"] is not PdfArray { Count: 3 } fields || dictionary["Size"] is not PdfInteger size)
            return false;
        int[] widths = [.. fields.Items.Select(Width)];
        if (widths.Contains(-1) || widths.Sum() == 0)
            return false;
        var index = dictionary["Index"] as PdfArray ?? new PdfArray([new PdfInteger(0), size]);
        var at = 0;
        for (var i = 0; i + 1 < index.Count; i += 2)
        {
            if (index[i] is not PdfInteger { Value: >= 0 and var first }
                || index[i + 1] is not PdfInteger { Value: >= 0 and var count }
                || count > (data.Length - at) / widths.Sum() || first > int.MaxValue - count)
                return false;
            for (var row = 0; row < count; row++, at += widths.Sum())
            {
                if (!Count())
                    return false;
                if (Row(data.AsSpan(at), widths) is { } entry)
                    _hasDuplicates |= !entries.TryAdd((int)first + row, entry);
            }
        }
        return true;
    }

    private static int Width(PdfObject item) =>
        item is PdfInteger { Value: >= 0 and <= 8 and var width } ? (int)width : -1;

    private static XrefEntry? Row(ReadOnlySpan<byte> data, int[] widths)
    {
        var kind = widths[0] == 0 ? 1 : Field(data, 0, widths[0]);
        var place = Field(data, widths[0], widths[1]);
        var detail = Field(data, widths[0] + widths[1], widths[2]);
        // Other kinds are references to null (7.5.8.3).
        return kind is < 0 or > 2 || place < 0 || detail is < 0 or > int.MaxValue
            ? null
            : new XrefEntry((XrefKind)kind, place, (int)detail);
    }

    private static long Field(ReadOnlySpan<byte> data, int start, int width)
    {
        var value = 0L;
        for (var i = 0; i < width; i++)
            value = (value << 8) | data[start + i];
        return value;
    }

    private bool Count()
    {
        if (budget.TakeEntry())
            return true;
        Failure = new PdfReadFailure.TooLarge(budget.Exceeded!);
        return false;
    }

    private T? Damaged<T>(string part, long offset) where T : class =>
        Fail<T>(new PdfReadFailure.Damaged(part, offset));

    private T? Fail<T>(PdfReadFailure failure) where T : class
    {
        Failure ??= failure;
        return null;
    }
}
