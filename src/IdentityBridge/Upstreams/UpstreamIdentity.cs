using Civic.Shared.Identity;

namespace Civic.IdentityBridge.Upstreams;

/// <summary>The person as the upstream proved them.</summary>
internal sealed record UpstreamIdentity(
    CitizenId NationalId, string Name, string BirthDate, string? Gender, AssuranceLevel Level,
    IReadOnlyList<string> Amr, long AuthTime);

/// <summary>How a login at the upstream ended.</summary>
internal abstract record UpstreamOutcome
{
    private UpstreamOutcome()
    {
    }

    internal sealed record Proved(UpstreamIdentity Identity) : UpstreamOutcome;

    /// <summary>The person stopped, or the upstream refuses the account.</summary>
    internal sealed record Declined : UpstreamOutcome;

    internal sealed record Unreachable : UpstreamOutcome;

    /// <summary>
    /// The answer failed a check: nobody is believed to be anybody. Why is for the log, never personal.
    /// </summary>
    internal sealed record Untrusted(string Why) : UpstreamOutcome;
}

/// <summary>The upstream's words for levels (Decree 69/2024/NĐ-CP). A word that is not here is no assurance.</summary>
internal static class LevelTable
{
    internal static AssuranceLevel FromUpstream(string? level) => level switch
    {
        "01" => AssuranceLevel.Level1,
        "02" => AssuranceLevel.Level2,
        _ => AssuranceLevel.None,
    };
}
