using Civic.IdentityBridge.Matching;
using Civic.IdentityBridge.RelyingParties;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;

namespace Civic.IdentityBridge.Representing;

/// <summary>Whether a representation holds now, for one client.</summary>
internal sealed class RepresentationRules(PopulationOptions options, TimeProvider clock)
{
    /// <summary>The child is below the client's age today, by the Vietnamese day. No client's age is none.</summary>
    internal bool IsYoungEnough(Representation by, RelyingParty? client) =>
        client?.RepresentsBelowAge is { } age && by.IsBelow(age, clock.TodayInVietnam());

    /// <summary>The register's answer is of late.</summary>
    internal bool IsFresh(Representation by) => clock.GetUtcNow() - by.ConfirmedAt < options.RelationHolds;
}
