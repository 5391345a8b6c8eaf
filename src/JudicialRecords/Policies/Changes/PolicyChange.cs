namespace Civic.JudicialRecords.Policies.Changes;

/// <summary>
/// A pack proposed by one person and put in force by another. Rows are kept for ever: stored fees name the pack by
/// which they were computed as NAME#ORDINAL.
/// </summary>
internal sealed class PolicyChange
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; init; }

    /// <summary>The file as it was proposed, byte for byte (UTF-8).</summary>
    public required string Content { get; init; }

    /// <summary>Why, and on what legal basis.</summary>
    public required string Note { get; init; }

    /// <summary>Pairwise subject.</summary>
    public required string ProposedBy { get; init; }

    public required string ProposedByName { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public string? ConfirmedBy { get; set; }

    public string? ConfirmedByName { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>Set when it comes into force; the greatest is the one in force.</summary>
    public long? Ordinal { get; set; }

    public bool IsOpen => ConfirmedAt is null && WithdrawnAt is null;
}
