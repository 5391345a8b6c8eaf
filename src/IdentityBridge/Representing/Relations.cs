using Civic.IdentityBridge.Matching;
using Civic.Shared.Identity;

namespace Civic.IdentityBridge.Representing;

/// <summary>Who may act for whom by what the population register has on record.</summary>
internal static class Relations
{
    /// <summary>
    /// Null unless every entry that the register gave says the same: the actor lives, the child lives, and the child's
    /// entry names the actor's number. Where somebody is entered as guardian, nobody else acts: guardians are for
    /// children whose parents are gone or may not (Civil Code 2015 Art. 47).
    /// </summary>
    internal static Relation? Between(
        CitizenId actor, IReadOnlyList<PopulationEntry> ofActor, IReadOnlyList<PopulationEntry> ofChild)
    {
        if (ofActor.Count == 0 || ofActor.Any(e => e.IsDeceased || e.Number != actor))
        {
            return null;
        }

        var said = ofChild.Select(e => Between(actor, e)).Distinct().ToList();
        return said is [var only] ? only : null;
    }

    private static Relation? Between(CitizenId actor, PopulationEntry child)
    {
        var isParent = child.Father == actor.Value || child.Mother == actor.Value;
        return (child, isParent) switch
        {
            ({ IsDeceased: true }, _) => null,
            _ when child.Number == actor => null,
            ({ Guardian: { IsNamed: true, Number: var number } }, _) when number == actor.Value =>
                isParent ? Relation.Parent : Relation.Guardian,
            ({ Guardian.IsNamed: true }, _) => null,
            (_, true) => Relation.Parent,
            _ => null,
        };
    }
}
