namespace Civic.HealthRecord.Summaries;

/// <summary>What has been done for a summary; its row is the queue from which workers take the next step.</summary>
internal enum SummaryState
{
    Requested,
    Rendered,
    Sealed,
    Ready,
}

/// <summary>A summary that a person asked for, its bytes, and where its making stands.</summary>
internal sealed class SignedSummary
{
    /// <summary>As printed, in addresses and in the issuance log: no part of it is the person's.</summary>
    public required string Number { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>Pairwise subject of the parent or guardian who asked for it; null where the owner did.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>"parent" or "guardian"; null where the owner asked.</summary>
    public string? RequestedAs { get; init; }

    /// <summary>
    /// Their name as their own record here has it. Null where they have none: the bridge names the child alone.
    /// </summary>
    public string? RequesterName { get; init; }

    public SummaryState State { get; set; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required DateTimeOffset NextTryAt { get; set; }

    /// <summary>A worker holds the row until then; one that died lets go by itself.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    public int Attempts { get; set; }

    /// <summary>Why it waits, as a stable code; null while it moves.</summary>
    public string? Trouble { get; set; }

    public DateOnly? IssueDate { get; set; }

    public string? ContentDigest { get; set; }

    public string? Salt { get; set; }

    public byte[]? Rendered { get; set; }

    public byte[]? Sealed { get; set; }

    public string? Sha256 { get; set; }

    /// <summary>What the issuance log answered at the entry: proof and signed tree head, a JSON file.</summary>
    public byte[]? Receipt { get; set; }

    public DateTimeOffset? ReadyAt { get; set; }

    /// <summary>Until when the stored file proves itself; it is renewed before.</summary>
    public DateTimeOffset? VerifiableUntil { get; set; }

    public DateTimeOffset? RenewalTriedAt { get; set; }
}
