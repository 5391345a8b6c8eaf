using Civic.Documents.Objects;

namespace Civic.Documents.Reading;

/// <summary>Finds indirect objects by the merged index, reading each once. Not for several threads at a time.</summary>
internal sealed class ObjectStore
{
    private const int MaxChain = 32;
    private const long MaxUnfolded = 256L * 1024 * 1024;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Dictionary<int, XrefEntry> _entries = [];
    private readonly Dictionary<int, PdfObject> _objects = [];
    private readonly Dictionary<long, (byte[] Data, int[] Numbers, int[] Offsets)?> _containers = [];
    private readonly HashSet<long> _inProgress = [];
    private long _unfolded;

    public ObjectStore(ReadOnlyMemory<byte> bytes, IEnumerable<XrefSection> newestFirst)
    {
        _bytes = bytes;
        foreach (var section in newestFirst)
        {
            foreach (var (number, entry) in section.Entries)
                _entries.TryAdd(number, entry);
        }
    }

    public IEnumerable<int> Numbers =>
        _entries.Where(entry => entry.Value.Kind != XrefKind.Free && entry.Key != 0).Select(entry => entry.Key);

    public int GenerationOf(int number) =>
        _entries.TryGetValue(number, out var entry) && entry.Kind == XrefKind.InUse ? entry.Detail : 0;

    public PdfObject Resolve(PdfObject? value)
    {
        for (var i = 0; i < MaxChain; i++)
        {
            if (value is not PdfReference reference)
                return value ?? PdfNull.Value;
            value = Find(reference);
        }
        return new PdfDamaged("references that only lead to references", 0);
    }

    private PdfObject Find(PdfReference reference)
    {
        if (!_entries.TryGetValue(reference.Number, out var entry) || entry.Kind == XrefKind.Free
            || reference.Generation != (entry.Kind == XrefKind.InUse ? entry.Detail : 0))
            return PdfNull.Value;
        if (_objects.TryGetValue(reference.Number, out var known))
            return known;
        if (_inProgress.Count > MaxChain || !_inProgress.Add(reference.Number))
            return new PdfDamaged("an object that needs itself", entry.Place);
        var value = entry.Kind == XrefKind.InUse ? InFile(reference, entry) : InContainer(reference.Number, entry);
        _inProgress.Remove(reference.Number);
        return _objects[reference.Number] = value;
    }

    private PdfObject InFile(PdfReference reference, XrefEntry entry)
    {
        if (entry.Place >= _bytes.Length)
            return new PdfDamaged("an object's place", entry.Place);
        var parser = new PdfParser(_bytes, (int)entry.Place, inFile: true);
        return parser.Indirect(reference.Number, reference.Generation, Resolve)
            ?? new PdfDamaged(parser.Lexer.Damage ?? "an object", entry.Place);
    }

    private PdfObject InContainer(int number, XrefEntry entry)
    {
        if (Container(entry.Place) is not var (data, numbers, offsets))
            return new PdfDamaged("an object stream", 0);
        if (entry.Detail >= numbers.Length || numbers[entry.Detail] != number)
            return new PdfDamaged("an object's place in its stream", 0);
        var parser = new PdfParser(data, offsets[entry.Detail], inFile: false);
        return parser.Object() ?? new PdfDamaged(parser.Lexer.Damage ?? "an object", 0);
    }

    private (byte[] Data, int[] Numbers, int[] Offsets)? Container(long number)
    {
        if (_containers.TryGetValue(number, out var known))
            return known;
        return _containers[number] = ReadContainer(number);
    }

    private (byte[] Data, int[] Numbers, int[] Offsets)? ReadContainer(long number)
    {
        // An object stream may not lie in another one (7.5.7).
        if (number > int.MaxValue || !_entries.TryGetValue((int)number, out var entry) || entry.Kind != XrefKind.InUse
            || Find(new((int)number, entry.Detail)) is not PdfStream stream
            || Resolve(stream.Dictionary["N"]) is not PdfInteger { Value: >= 0 and var count }
            || Resolve(stream.Dictionary["First"]) is not PdfInteger { Value: >= 0 and var first })
            return null;
        if (_unfolded > MaxUnfolded)
            return null;
        var (data, _) = StreamFilters.Decode(stream, Resolve);
        _unfolded += data?.Length ?? StreamFilters.MaxBytes;
        if (data is null || count > data.Length / 3 + 1 || first > data.Length)
            return null;
        var (numbers, offsets) = (new int[count], new int[count]);
        var lexer = new PdfLexer(data, 0, inFile: false);
        for (var i = 0; i < count; i++)
        {
            if (!lexer.TryInteger(out var inner) || !lexer.TryInteger(out var offset)
                || inner > int.MaxValue || offset > data.Length - first)
                return null;
            (numbers[i], offsets[i]) = ((int)inner, (int)(first + offset));
        }
        return (data, numbers, offsets);
    }
}
