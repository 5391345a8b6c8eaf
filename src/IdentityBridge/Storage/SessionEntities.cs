namespace Civic.IdentityBridge.Storage;

/// <summary>
/// A person handed to a service: what the ledger shows, and what a logout must end. The sid is the secret that the
/// service shows when the person signs out there.
/// </summary>
internal sealed class ServiceSession
{
    public required string Sid { get; init; }

    public required Guid PersonId { get; init; }

    public required string BrowserHash { get; init; }

    public required string ClientId { get; init; }

    public required string Subject { get; init; }

    public required string GrantId { get; init; }

    /// <summary>What was consented to, separated by spaces.</summary>
    public required string Scopes { get; init; }

    /// <summary>Hash of the upstream's session that it came of, where that names one.</summary>
    public string? UpstreamSession { get; init; }

    /// <summary>For whom the person signed in; null for themselves. Then the subject is that person's.</summary>
    public Guid? RepresentedId { get; init; }

    /// <summary>Their name, protected, for the eyes of whoever signed in.</summary>
    public byte[]? RepresentedName { get; init; }

    /// <summary>The claims released by name, separated by spaces.</summary>
    public string? Claims { get; init; }

    public required string Acr { get; init; }

    /// <summary>Browser and system in plain words.</summary>
    public required string Device { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ends by itself at the latest.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>That a service must be told of a session's end, and whether it confirmed.</summary>
internal sealed class LogoutNotice
{
    public required string Sid { get; init; }

    public long Attempts { get; set; }

    /// <summary>When to tell it (again); null once it confirmed or was given up.</summary>
    public DateTimeOffset? NextAt { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }
}
