namespace Civic.Signing.Validation;

/// <summary>What is known of when something came into being (proof of existence, ETSI EN 319 102-1, 5.6.2.3).</summary>
/// <param name="Latest">It existed then: the earliest time that is proven, or now.</param>
/// <param name="IsProven">Whether a time stamp proves it, and not only that it is here now.</param>
internal sealed record Existence(DateTimeOffset Latest, bool IsProven)
{
    /// <summary>
    /// It did not exist before: the latest time stamp inside what was signed, or the signer's own signed claim, which
    /// counts against the signer though never for.
    /// </summary>
    public DateTimeOffset? Earliest { get; init; }

    /// <summary>The time that a time-stamp token itself says; null for signatures.</summary>
    public DateTimeOffset? Said { get; init; }
}

/// <summary>
/// Proofs of existence that a file's own time stamps give, filled from the outermost inwards.
/// </summary>
internal sealed class Proofs(DateTimeOffset now)
{
    private readonly List<(int Revision, DateTimeOffset Time, string Source)> _stamps = [];

    internal DateTimeOffset Now => now;

    /// <param name="revision">The last one that the time stamp covers.</param>
    internal void Add(int revision, DateTimeOffset time, string source) => _stamps.Add((revision, time, source));

    /// <summary>The earliest proof for what stands in a revision.</summary>
    /// <param name="revision">0 for what did not come with the file.</param>
    internal (DateTimeOffset Time, string Source)? Of(int revision)
    {
        (DateTimeOffset Time, string Source)? earliest = null;
        foreach (var stamp in _stamps)
        {
            if (revision > 0 && stamp.Revision >= revision && !(earliest?.Time <= stamp.Time))
            {
                earliest = (stamp.Time, stamp.Source);
            }
        }

        return earliest;
    }

    internal DateTimeOffset TimeOf(int revision) => Of(revision)?.Time ?? now;
}
