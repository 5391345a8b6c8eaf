using System.Linq.Expressions;

namespace Civic.HealthRecord.Access;

/// <summary>
/// A person's permission for one facility to read the record: the written request of Law 91/2025/QH15 Art. 26(2). It is
/// never deleted; withdrawing it sets a time, giving it again makes another.
/// </summary>
internal sealed class Consent
{
    /// <summary>Version of the text that the person agreed to.</summary>
    internal const string CurrentText = "2026-11";

    /// <summary>The same where a parent or guardian agreed for a child.</summary>
    internal const string TextForChild = "2026-11-child";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid OwnerId { get; init; }

    public required string Facility { get; init; }

    public required string TextVersion { get; init; }

    public required DateTimeOffset GivenAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>Pairwise subject of the parent or guardian who gave it; null where the owner did.</summary>
    public string? GivenBy { get; init; }

    /// <summary>"parent" or "guardian"; null where the owner gave it.</summary>
    public string? GivenAs { get; init; }

    /// <summary>What a representative gave ends when the child is to be asked; null where the owner gave it.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Set by each reading, which thereby holds the row against a withdrawal in the same moment.</summary>
    public DateTimeOffset? LastReadAt { get; set; }

    internal static Expression<Func<Consent, bool>> InForce(DateTimeOffset now) =>
        c => c.WithdrawnAt == null && (c.EndsAt == null || c.EndsAt > now);
}

/// <summary>One reading of a record, done or refused: what its owner sees under "who has seen my record".</summary>
internal sealed class Reading
{
    internal const string Allowed = "ok";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid OwnerId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Facility { get; init; }

    /// <summary>The member of staff as the facility named them.</summary>
    public required string Clinician { get; init; }

    /// <summary>Code of v3-ActReason, such as TREAT.</summary>
    public required string Purpose { get; init; }

    /// <summary>What was read: "summary", "patient".</summary>
    public required string What { get; init; }

    /// <summary>"ok" or the code of the refusal.</summary>
    public required string Outcome { get; init; }
}
