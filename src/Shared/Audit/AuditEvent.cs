namespace Civic.Shared.Audit;

/// <summary>
/// What must be provable later: who did what to what, and how it ended. Written in the transaction of the change
/// itself; joined into the hash chain afterwards (Sequence and Hash are empty until then). It holds pairwise subjects
/// and ids of records, no personal data.
/// </summary>
public sealed class AuditEvent
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required DateTimeOffset At { get; init; }

    /// <summary>Pairwise subject, client id or "system".</summary>
    public required string Actor { get; init; }

    /// <summary>Verb of the domain, such as "dossier.submitted".</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to: a dossier code, a document number, the pairwise subject of a patient.</summary>
    public required string Subject { get; init; }

    /// <summary>"ok" or the stable code of the refusal.</summary>
    public required string Outcome { get; init; }

    /// <summary>Further facts as JSON, without personal data.</summary>
    public string Detail { get; init; } = "{}";

    public required string Correlation { get; init; }

    public long? Sequence { get; set; }

    public string? Hash { get; set; }

    /// <summary>The same event, of an actor who is known only inside the unit of work.</summary>
    public AuditEvent By(string actor) => new()
    {
        Id = Id,
        At = At,
        Actor = actor,
        Action = Action,
        Subject = Subject,
        Outcome = Outcome,
        Detail = Detail,
        Correlation = Correlation,
    };
}
