using Civic.IdentityBridge.Matching;
using Civic.Shared.Identity;

namespace Civic.IdentityBridge.Representing;

/// <summary>What the register says to one person acting for another.</summary>
internal abstract record RelationAnswer
{
    private RelationAnswer()
    {
    }

    internal sealed record Confirmed(Representation By) : RelationAnswer;

    /// <summary>Nobody of that number, name and birth date, or nobody whom this person may act for: not told
    /// apart.</summary>
    internal sealed record NotConfirmed : RelationAnswer;

    internal sealed record NotReached : RelationAnswer;
}

/// <summary>
/// Asks the population register whether one person may act for another. It is asked about both, always, so that the
/// answer's time tells nothing either.
/// </summary>
internal sealed class RelationCheck(PopulationRegister register, TimeProvider clock)
{
    internal async Task<RelationAnswer> AskAsync(
        StatedSomebody actor, StatedSomebody child, CancellationToken cancellation)
    {
        var number = CitizenId.Parse(actor.Number);
        var asked = clock.GetUtcNow();
        var found = await register.TryAsync(async () => new Found(
            await register.FindAsync(register.About(number, actor.Name, actor.Born), cancellation),
            await register.FindAsync(
                register.About(CitizenId.Parse(child.Number), child.Name, child.Born), cancellation)), cancellation);
        if (found is null)
        {
            return new RelationAnswer.NotReached();
        }

        return Relations.Between(number, found.Actor, found.Child) is { } relation
            && DayOf(found.Child, child) is var (born, isDayKnown)
            ? new RelationAnswer.Confirmed(new Representation(
                Guid.CreateVersion7(asked), child with { Name = found.Child[0].Name, Born = born }, isDayKnown,
                found.Child[0].IsMale, actor, relation, asked))
            : new RelationAnswer.NotConfirmed();
    }

    /// <summary>
    /// Null where an entry says another day than was stated, or one where only the year was: whoever acts for a child
    /// knows what is on record.
    /// </summary>
    private static (PartialDate Born, bool IsDayKnown)? DayOf(
        IReadOnlyList<PopulationEntry> entries, StatedSomebody stated) =>
        entries.Any(e => e.BirthDay is { } day && PartialDate.Of(day) != stated.Born)
            ? null
            : (stated.Born, entries.All(e => e.BirthDay is not null));

    private sealed record Found(IReadOnlyList<PopulationEntry> Actor, IReadOnlyList<PopulationEntry> Child);
}
