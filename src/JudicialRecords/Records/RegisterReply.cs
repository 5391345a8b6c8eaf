namespace Civic.JudicialRecords.Records;

/// <summary>
/// What asking a register came to: facts, nothing on record, or not reached. The three never look alike; not reached
/// is never read as empty.
/// </summary>
internal abstract record RegisterReply<T>
{
    private RegisterReply()
    {
    }

    /// <summary>For the caller's audit event; every answer has one.</summary>
    public required RegisterCall Call { get; init; }

    /// <param name="AsOf">The state of the register that the facts show, by its own word.</param>
    internal sealed record Facts(T Value, string Source, DateTimeOffset AsOf) : RegisterReply<T>;

    internal sealed record NothingOnRecord(string Source, DateTimeOffset AsOf) : RegisterReply<T>;

    internal sealed record Unreachable(UnreachableReason Reason) : RegisterReply<T>;
}

/// <summary>Why there is no answer that may be used.</summary>
internal enum UnreachableReason
{
    /// <summary>No answer, or none complete, in time.</summary>
    Timeout,

    /// <summary>No connection, or the register answered that it failed.</summary>
    Failed,

    /// <summary>The register refused the call itself (its code in the audit event).</summary>
    Refused,

    /// <summary>The answer was cut or does not follow the register's format.</summary>
    Malformed,

    /// <summary>The answer is about somebody else; it was dropped unread.</summary>
    WrongPerson,

    /// <summary>The answer is older than the register's own promise.</summary>
    Stale,
}

/// <summary>One question to a register, without personal data: what the audit event records.</summary>
/// <param name="Id">The request id that the register saw (MaYeuCau).</param>
/// <param name="Register">Short name: population, judicial, police, social-policy, education.</param>
/// <param name="Outcome">facts, nothing, or the reason in kebab case.</param>
internal sealed record RegisterCall(
    Guid Id, string Register, string Operation, DateTimeOffset At, TimeSpan Took, int Attempts, string Outcome);
