namespace Civic.Signing.Revocation;

/// <summary>What is known about a certificate's revocation. Not reachable is never taken for good.</summary>
internal abstract record RevocationStatus
{
    private RevocationStatus()
    {
    }

    /// <summary>A current, signed answer says that it is not revoked.</summary>
    internal sealed record Good : RevocationStatus;

    internal sealed record Revoked(DateTimeOffset At) : RevocationStatus;

    /// <summary>No usable answer was to be had.</summary>
    internal sealed record Unknown : RevocationStatus;
}
