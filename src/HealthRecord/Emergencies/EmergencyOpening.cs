namespace Civic.HealthRecord.Emergencies;

/// <summary>Why a record is opened without the person's consent.</summary>
internal enum EmergencyCause
{
    /// <summary>Unconscious, or otherwise unable to answer.</summary>
    CannotConsent,

    /// <summary>Life in danger, no time to ask.</summary>
    DangerToLife,
}

/// <summary>
/// One clinician opens one person's record in an emergency (Law 91/2025/QH15 Art. 19(1)(a); the facility answers for
/// it). What they state is kept when they ask; nothing is shown before they have proved anew who they are.
/// </summary>
internal sealed class EmergencyOpening
{
    /// <summary>How long one opening lasts. Our own choice: no act says.</summary>
    internal static readonly TimeSpan Lasts = TimeSpan.FromHours(4);

    internal const int ShortestReason = 20;
    internal const int LongestReason = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid OwnerId { get; init; }

    public required string Facility { get; init; }

    public required string ClinicianSubject { get; init; }

    public required string Clinician { get; init; }

    public required EmergencyCause Cause { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The first reading; null where it never came to one.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>From then on it has to be asked anew.</summary>
    public DateTimeOffset EndsAt => AskedAt + Lasts;
}
