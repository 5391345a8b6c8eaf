using Civic.Documents.Objects;

namespace Civic.Documents.Reading;

/// <summary>
/// Finds indirect objects as of one revision, reading each only once for all revisions. Not for several threads.
/// </summary>
internal sealed class ObjectStore
{
    private const int MaxChain = 32;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ObjectVersions _versions;
    private readonly int _revision;
    private readonly Dictionary<int, ParsedObject> _parsed;
    private readonly Dictionary<(int Version, int LengthVersion), ObjectContainer?> _containers;
    private readonly HashSet<int> _inProgress = [];
    private readonly Func<PdfObject?, PdfObject> _resolve;

    public ObjectStore(ReadOnlyMemory<byte> bytes, ObjectVersions versions, int revision, ReadBudget budget)
        : this(bytes, versions, revision, budget, [], [])
    {
    }

    private ObjectStore(ReadOnlyMemory<byte> bytes, ObjectVersions versions, int revision, ReadBudget budget,
        Dictionary<int, ParsedObject> parsed, Dictionary<(int Version, int LengthVersion), ObjectContainer?> containers)
    {
        (_bytes, _versions, _revision, Budget, _parsed, _containers) =
            (bytes, versions, revision, budget, parsed, containers);
        _resolve = Resolve;
    }

    public ReadBudget Budget { get; }

    public IEnumerable<int> Numbers =>
        _versions.Numbers.Where(number => number != 0 && _versions.Find(number, _revision).Version >= 0);

    public int HighestNumber => _versions.Highest;

    /// <summary>The same file at another revision; what is read already is shared.</summary>
    public ObjectStore AsOf(int revision) => new(_bytes, _versions, revision, Budget, _parsed, _containers);

    public int GenerationOf(int number) =>
        _versions.Find(number, _revision) is ( >= 0, { Kind: XrefKind.InUse } entry) ? entry.Detail : 0;

    public PdfObject Resolve(PdfObject? value)
    {
        if (value is not PdfReference)
            return value ?? PdfNull.Value;
        for (var i = 0; i < MaxChain; i++)
        {
            if (value is not PdfReference reference)
                return value;
            value = Find(reference);
        }
        return new PdfDamaged("references that only lead to references", 0);
    }

    /// <summary>The newest revision that wrote the object, or the object stream in which it lies.</summary>
    public int RevisionOf(int number)
    {
        var (version, entry) = _versions.Find(number, _revision);
        if (version < 0)
            return 0;
        var container = entry.Kind == XrefKind.Compressed ? VersionOf((int)Math.Min(entry.Place, int.MaxValue)) : -1;
        return Math.Max(_versions.RevisionOf(version), container < 0 ? 0 : _versions.RevisionOf(container));
    }

    /// <summary>Where an object begins that stands in the file itself.</summary>
    public long? PlaceOf(int number) =>
        _versions.Find(number, _revision) is ( >= 0, { Kind: XrefKind.InUse } entry) ? entry.Place : null;

    /// <summary>Where an object that stands in the file itself ends; null where it can't be read.</summary>
    public long? EndOf(int number)
    {
        var (version, entry) = _versions.Find(number, _revision);
        if (version < 0 || Find(new PdfReference(number, entry.Detail)) is PdfDamaged)
            return null;
        return _parsed.TryGetValue(version, out var parsed) ? parsed.End : null;
    }

    private PdfObject Find(PdfReference reference)
    {
        var (version, entry) = _versions.Find(reference.Number, _revision);
        if (version < 0 || reference.Generation != (entry.Kind == XrefKind.InUse ? entry.Detail : 0))
            return PdfNull.Value;
        if (_parsed.TryGetValue(version, out var known) && StillStands(known))
            return known.Value;
        if (!Budget.Tick())
            return new PdfDamaged("a limit", entry.Place);
        if (_inProgress.Count > MaxChain || !_inProgress.Add(reference.Number))
            return new PdfDamaged("an object that needs itself", entry.Place);
        var value = entry.Kind == XrefKind.InUse ? InFile(reference, version, entry)
            : InContainer(reference.Number, version, entry);
        _inProgress.Remove(reference.Number);
        return value;
    }

    /// <summary>Whether what the object was read with, in another revision perhaps, is the same in this one.</summary>
    private bool StillStands(ParsedObject parsed) =>
        (parsed.Length is not { } length || VersionOf(length.Number) == parsed.LengthVersion)
        && (parsed.Container < 0 || VersionOf(parsed.Container) == parsed.ContainerVersion);

    private int VersionOf(int number) => _versions.Find(number, _revision).Version;

    private PdfObject InFile(PdfReference reference, int version, XrefEntry entry)
    {
        if (entry.Place >= _bytes.Length)
            return new PdfDamaged("an object's place", entry.Place);
        var parser = new PdfParser(_bytes, (int)entry.Place, inFile: true, Budget);
        var value = parser.Indirect(reference.Number, reference.Generation, _resolve)
            ?? new PdfDamaged(parser.Lexer.Damage ?? "an object", entry.Place);
        // A stream whose length stands elsewhere may be another one when that changes.
        var length = (value as PdfStream)?.Dictionary["Length"] as PdfReference;
        _parsed[version] = new(value, parser.Lexer.Position, length, length is null ? -1 : VersionOf(length.Number));
        return value;
    }

    private PdfObject InContainer(int number, int version, XrefEntry entry)
    {
        var container = (int)Math.Min(entry.Place, int.MaxValue);
        var (containerVersion, containerEntry) = _versions.Find(container, _revision);
        // An object stream may not lie in another one (7.5.7).
        var stream = containerVersion < 0 || containerEntry.Kind != XrefKind.InUse ? null
            : Find(new(container, containerEntry.Detail)) as PdfStream;
        var length = stream?.Dictionary["Length"] as PdfReference;
        var lengthVersion = length is null ? -1 : VersionOf(length.Number);
        var value = stream is null ? null
            : Container(stream, containerVersion, lengthVersion)?.Read(number, entry.Detail, Budget);
        value ??= new PdfDamaged("an object stream", 0);
        _parsed[version] = new(value, null, length, lengthVersion, container, containerVersion);
        return value;
    }

    private ObjectContainer? Container(PdfStream stream, int version, int lengthVersion)
    {
        if (!_containers.TryGetValue((version, lengthVersion), out var known))
            _containers[(version, lengthVersion)] = known = ObjectContainer.Read(stream, Budget);
        return known;
    }

    /// <param name="End">After endobj; null in an object stream.</param>
    /// <param name="Length">Where the stream's length stands, if elsewhere.</param>
    /// <param name="Container">The object stream's number; -1 for an object in the file itself.</param>
    private readonly record struct ParsedObject(PdfObject Value, long? End, PdfReference? Length, int LengthVersion,
        int Container = -1, int ContainerVersion = -1);
}
