namespace Civic.Documents.Reading;

/// <summary>Every entry that a file's revisions ever had for a number, so that each can be seen as it was.</summary>
internal sealed class ObjectVersions
{
    private readonly Dictionary<int, int> _newest = [];
    private readonly List<(int Revision, int Earlier, XrefEntry Entry)> _versions = [];

    /// <summary>Numbers of streams that hold other objects, in any revision.</summary>
    public HashSet<int> Containers { get; } = [];

    public IEnumerable<int> Numbers => _newest.Keys;

    /// <summary>Of any object ever, 0 where there is none.</summary>
    public int Highest { get; private set; }

    public void Expect(int more)
    {
        _newest.EnsureCapacity(_newest.Count + more);
        _versions.EnsureCapacity(_versions.Count + more);
    }

    /// <param name="revision">Not older than any that was added before.</param>
    public void Add(int number, int revision, XrefEntry entry)
    {
        _versions.Add((revision, _newest.GetValueOrDefault(number, -1), entry));
        _newest[number] = _versions.Count - 1;
        Highest = Math.Max(Highest, number);
        if (entry.Kind == XrefKind.Compressed)
            Containers.Add((int)Math.Min(entry.Place, int.MaxValue));
    }

    public int RevisionOf(int version) => _versions[version].Revision;

    /// <summary>The entry that ruled at a revision.</summary>
    /// <returns>Also an id of this version of the object; -1 where the number was not in use.</returns>
    public (int Version, XrefEntry Entry) Find(int number, int revision)
    {
        var version = _newest.GetValueOrDefault(number, -1);
        while (version >= 0 && _versions[version].Revision > revision)
            version = _versions[version].Earlier;
        return version < 0 || _versions[version].Entry.Kind == XrefKind.Free ? (-1, default)
            : (version, _versions[version].Entry);
    }
}
