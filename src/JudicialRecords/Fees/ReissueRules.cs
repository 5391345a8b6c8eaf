using Civic.JudicialRecords.Policies;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Fees;

/// <summary>
/// A certificate issued anew mends the agency's own error (Art. 50), so nothing is owed, whatever the rows of a pack
/// say of that day.
/// </summary>
internal static class ReissueRules
{
    internal const string Clause = "LLTP-50:reissue";

    /// <param name="decision">Number of the decision by which it is issued anew.</param>
    internal static FeeAssessment.Decided NoFee(string decision, PolicyPack pack) => new()
    {
        Pack = pack.Name,
        PackDigest = pack.Digest,
        Trace =
        [
            .. FeeTrace.NotesOf(pack),
            new FeeLine(Clause, Because.IssuedAnew(decision), Money.Zero, decision, Flag: true),
        ],
        List = Money.Zero,
        Waived = Money.Zero,
        City = Money.Zero,
        Citizen = Money.Zero,
    };
}
