using Civic.Shared.Identity;
using Civic.Shared.SignIn;

namespace Civic.IdentityBridge.Upstreams;

/// <summary>The person as the upstream proved them.</summary>
internal sealed record UpstreamIdentity(
    CitizenId NationalId, string Name, string BirthDate, string? Gender, AssuranceLevel Level,
    IReadOnlyList<string> Amr, long AuthTime)
{
    /// <summary>Where the person signed in.</summary>
    public string Upstream { get; init; } = "";

    /// <summary>Hash of the session there, where it names one: when that ends, what came of it ends.</summary>
    public string? UpstreamSession { get; init; }

    internal static string SessionHash(string upstream, string sid) => Secrets.Hash($"{upstream}\n{sid}");

    /// <summary>When the population register last agreed, in seconds; null where it was not reached.</summary>
    public long? MatchedAt { get; init; }

    /// <summary>Somebody for whom another signed in: no account stands for them, only the register does.</summary>
    public bool IsByRegisterAlone { get; init; }
}

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
