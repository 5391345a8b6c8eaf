namespace Civic.JudicialRecords.Misuse;

/// <summary>
/// The last that the bridge told of a person's account, in whatever order: closed as misused, open again. It outlives
/// the event, because a request may come to be known as theirs only at a later sign-in.
/// </summary>
internal sealed class MisuseReport
{
    public required string Subject { get; init; }

    public DateTimeOffset? ReportedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Sent before the account was open again, by whomever.</summary>
    public bool Concerns(DateTimeOffset submittedAt) =>
        ReportedAt is { } reported && (EndedAt is not { } ended || ended < reported || submittedAt <= ended);
}
