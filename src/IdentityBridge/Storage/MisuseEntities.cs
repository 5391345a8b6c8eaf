namespace Civic.IdentityBridge.Storage;

/// <summary>An account that its owner reported as misused: closed until two administrators lift it.</summary>
internal sealed class AccountFreeze
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    public required DateTimeOffset ReportedAt { get; init; }

    /// <summary>Of the secret in the address under which the person sees who has confirmed.</summary>
    public required string ReferenceHash { get; init; }

    public DateTimeOffset? LiftedAt { get; set; }
}

/// <summary>A security event that a service must be told of, and whether it confirmed.</summary>
internal sealed class SecurityEvent
{
    /// <summary>The same at each attempt, so that a receiver acts on it once.</summary>
    public required string Jti { get; init; }

    /// <summary>What it is about; the transaction (txn) that its events share.</summary>
    public required Guid FreezeId { get; init; }

    public required string ClientId { get; init; }

    public required string Subject { get; init; }

    /// <summary>The address that names the event's type.</summary>
    public required string Type { get; init; }

    public required DateTimeOffset At { get; init; }

    public long Attempts { get; set; }

    /// <summary>When to tell it (again); null once it confirmed or was given up.</summary>
    public DateTimeOffset? NextAt { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }
}
