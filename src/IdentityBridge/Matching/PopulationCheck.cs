using Civic.Shared.Identity;
using Civic.Shared.Registers;

namespace Civic.IdentityBridge.Matching;

/// <summary>What the register says of a person whom an upstream proved.</summary>
/// <param name="Event">For the state machine.</param>
/// <param name="NewNumber">Where the number was replaced.</param>
internal sealed record PopulationAnswer(LinkEvent Event, CitizenId? NewNumber = null);

/// <summary>
/// Asks the population register about a person at login. It matches number, name and birth date together, so a person
/// who is not found is asked about in two other ways, to tell what it is that differs. Of a birth either side may know
/// the year only: what both know must be the same (ADR 40).
/// </summary>
internal sealed class PopulationCheck(PopulationRegister register)
{
    internal async Task<PopulationAnswer> AskAsync(
        CitizenId number, string name, PartialDate born, CancellationToken cancellation) =>
        await register.TryAsync(
            () => CompareAsync(register.About(number, name, born), born, cancellation), cancellation)
        ?? new PopulationAnswer(new LinkEvent.NotReached());

    private async Task<PopulationAnswer> CompareAsync(
        PopulationQuestion asked, PartialDate born, CancellationToken cancellation)
    {
        if (await FindAsync(asked, cancellation) is { } entry)
        {
            return new(
                !entry.Born.IsCompatibleWith(born) ? Differs(Finding.OtherBirthDate)
                : entry.IsDeceased ? Differs(Finding.Deceased)
                : new LinkEvent.Agreed());
        }

        if (await FindAsync(asked with { AsFormerNumber = true }, cancellation) is { } renumbered)
        {
            return new(Differs(Finding.NumberReplaced), renumbered.Number);
        }

        return new(Differs(await FindAsync(asked with { BirthDay = null }, cancellation) is null
            ? Finding.NotOnRecord : Finding.OtherBirthDate));
    }

    private static LinkEvent.Differs Differs(Finding why) => new(why);

    private async Task<PopulationEntry?> FindAsync(PopulationQuestion asked, CancellationToken cancellation) =>
        await register.FindAsync(asked, cancellation) is [var first, ..] ? first : null;
}
