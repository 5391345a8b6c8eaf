namespace Civic.Shared.Storage;

/// <summary>A key of ASP.NET data protection, shared by all replicas of a service through its database.</summary>
public sealed class ProtectionKey
{
    public required string FriendlyName { get; init; }

    public required string Xml { get; init; }
}

/// <summary>A signed-in browser of this service; the cookie holds only the key.</summary>
public sealed class SignInSession
{
    public required string Key { get; init; }

    /// <summary>Pairwise subject, so that all of a person's sessions can be ended at once.</summary>
    public required string Subject { get; set; }

    /// <summary>The bridge's name of this session, by which it tells of its end; null where it gave none.</summary>
    public string? Sid { get; set; }

    /// <summary>The protected authentication ticket.</summary>
    public required byte[] Ticket { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }
}
