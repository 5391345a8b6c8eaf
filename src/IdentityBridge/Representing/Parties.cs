using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.Matching;
using Civic.IdentityBridge.Misuse;
using Civic.Shared.Identity;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge.Representing;

/// <summary>The people of one consent, under the names that one sector knows them by.</summary>
/// <param name="ActorId">Who signed in.</param>
/// <param name="Actor">The same, as a subject.</param>
/// <param name="ChildId">For whom; null for themselves.</param>
/// <param name="Subject">Whom the tokens are about.</param>
internal sealed record Parties(Guid ActorId, string Actor, Guid? ChildId, string Subject)
{
    private static readonly string[] Doubtful =
        [nameof(LinkState.Questioned), nameof(LinkState.Closed), nameof(LinkState.Merged)];

    /// <summary>
    /// Null where one of the accounts is closed, which may have happened while the consent page stood open.
    /// </summary>
    internal static async ValueTask<Parties?> OfAsync(
        PreparedConnection unit, CitizenId actor, Representation? by, string sector, DateTimeOffset now)
    {
        var (actorId, subject) = await PairwiseSubjects.OfAsync(unit, actor, sector, now);
        if (await Freezes.IsFrozenAsync(unit, actorId))
        {
            return null;
        }

        if (by is null)
        {
            return new Parties(actorId, subject, null, subject);
        }

        var (childId, child) = await PairwiseSubjects.OfAsync(unit, by.ChildNumber, sector, now);
        return await IsClosedAsync(unit, by.ChildNumber) ? null : new Parties(actorId, subject, childId, child);
    }

    /// <summary>The account of a child who has one, by report or because the register questions it.</summary>
    internal static async ValueTask<bool> IsClosedAsync(PreparedConnection unit, CitizenId child) =>
        await unit.FirstAsync(
            "SELECT 1 FROM persons p JOIN account_freezes f ON f.person_id = p.id AND f.lifted_at IS NULL "
            + "WHERE p.national_id = @0", _ => true, child.Value)
        || (await unit.FirstAsync(
            "SELECT l.state FROM persons p JOIN account_links l ON l.person_id = p.id WHERE p.national_id = @0",
            row => row.GetString(0), child.Value) is { } state && Doubtful.Contains(state));
}
