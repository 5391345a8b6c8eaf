namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// What a member of staff did or decided on a dossier, with the ground: the working file that later readers of the
/// dossier see. The audit event beside it is the proof.
/// </summary>
internal sealed class StaffAct
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid DossierId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Verb of the domain, such as "dossier.accepted".</summary>
    public required string Action { get; init; }

    /// <summary>Pairwise subject.</summary>
    public required string Actor { get; init; }

    public required string ActorName { get; init; }

    public required string ActorTitle { get; init; }

    /// <summary>What was decided on, where a dossier has several: a claimed class, a possible match, a field.</summary>
    public string? Subject { get; init; }

    /// <summary>How it was decided, such as "same-person" or "expunged 2024-03-01".</summary>
    public string? Choice { get; init; }

    public string? Reason { get; init; }
}
