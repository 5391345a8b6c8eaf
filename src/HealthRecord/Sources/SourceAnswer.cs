namespace Civic.HealthRecord.Sources;

/// <summary>
/// What a national source said about one person. The three never look alike: what could not be reached is not empty,
/// and nothing on record is not "none".
/// </summary>
internal abstract record SourceAnswer<T>
{
    private SourceAnswer()
    {
    }

    /// <summary>A word for audit events and logs; it says nothing about the person.</summary>
    internal abstract string Outcome { get; }

    internal sealed record Facts(T Value, DateTimeOffset AsOf) : SourceAnswer<T>
    {
        internal override string Outcome => "facts";
    }

    internal sealed record NothingOnRecord(DateTimeOffset AsOf) : SourceAnswer<T>
    {
        internal override string Outcome => "nothing-on-record";
    }

    internal sealed record NotReached(SourceFailure Why) : SourceAnswer<T>
    {
        internal override string Outcome => $"not-reached:{Why}";
    }

    /// <summary>The time up to which the source vouches for its answer; null where there is none.</summary>
    internal DateTimeOffset? VouchedUntil => this switch
    {
        Facts facts => facts.AsOf,
        NothingOnRecord nothing => nothing.AsOf,
        _ => null,
    };

    internal T? ValueOrDefault => this is Facts facts ? facts.Value : default;
}

internal enum SourceFailure
{
    TimedOut,
    Failed,
    Malformed,
    /// <summary>It answered for somebody else; the answer is thrown away unread.</summary>
    WrongPerson,
    /// <summary>It does not let us in.</summary>
    Refused,
}
