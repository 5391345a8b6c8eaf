namespace Civic.JudicialRecords.Records;

/// <summary>
/// What a register answered for a dossier, kept as it came: facts, nothing on record, or could not be reached.
/// </summary>
internal sealed class RegisterAnswer
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid DossierId { get; init; }

    /// <summary>population, judicial, police, social-policy, education</summary>
    public required string Register { get; init; }

    /// <summary>facts, nothing, unreachable, wrong-person</summary>
    public required string Outcome { get; init; }

    /// <summary>The facts as typed JSON; "{}" where there are none.</summary>
    public required string ContentJson { get; init; }

    public required DateTimeOffset At { get; init; }
}
