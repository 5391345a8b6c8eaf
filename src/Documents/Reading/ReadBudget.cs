namespace Civic.Documents.Reading;

/// <summary>Counts what reading one file costs. Once a limit is reached everything is refused.</summary>
internal sealed class ReadBudget(ReadLimits limits, int fileLength)
{
    private const int TicksBetweenLooks = 512;

    private readonly long _started = limits.Clock.GetTimestamp();
    private long _objectBytes = (long)limits.ObjectBytes + fileLength;
    private long _unfolded = (long)limits.UnfoldedBytes + fileLength / 2;
    private int _entries = (int)Math.Min(limits.Entries, 4096L + fileLength / 8);
    private int _ticks;

    /// <summary>The limit that was reached, in words for a log; null while there is none.</summary>
    public string? Exceeded { get; private set; }

    /// <summary>What may still be unfolded, in bytes.</summary>
    public long Unfoldable => Exceeded is null ? _unfolded : 0;

    public int Revisions => limits.Revisions;

    /// <param name="bytes">An estimate of what an object occupies in memory.</param>
    public bool TakeObject(int bytes)
    {
        if ((_objectBytes -= bytes) < 0)
            Exceeded ??= "the memory of its objects";
        return Tick();
    }

    public bool TakeUnfolded(long bytes)
    {
        if ((_unfolded -= bytes) < 0)
            Exceeded ??= "a stream's unfolded size";
        return Tick();
    }

    public bool TakeEntry()
    {
        if (--_entries < 0)
            Exceeded ??= "the number of objects";
        return Tick();
    }

    public void TooManyRevisions() => Exceeded ??= "the number of revisions";

    /// <summary>A step of any work; now and then the clock is looked at.</summary>
    public bool Tick()
    {
        if (++_ticks >= TicksBetweenLooks)
            Look();
        return Exceeded is null;
    }

    /// <summary>Looks at the clock at once, for steps that take long by themselves.</summary>
    public bool Look()
    {
        _ticks = 0;
        if (limits.Clock.GetElapsedTime(_started) > limits.Time)
            Exceeded ??= "the time";
        return Exceeded is null;
    }
}
