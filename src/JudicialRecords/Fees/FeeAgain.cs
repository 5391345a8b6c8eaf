using Civic.JudicialRecords.Policies;

namespace Civic.JudicialRecords.Fees;

/// <summary>A stored fee computed again from its own facts.</summary>
/// <param name="IsSame">
/// The same clauses and amounts, also those by which the dossier is worked on. The sentences may be worded anew.
/// </param>
internal sealed record FeeAgain(FeeAssessment Assessment, bool IsSame)
{
    internal FeeAmounts? Amounts => AmountsOf(Assessment);

    /// <param name="worked">The amounts in the dossier's row; null while undecided.</param>
    /// <exception cref="PolicyGapException">The pack has no law for that day.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The pack allows fewer copies.</exception>
    internal static FeeAgain Compute(FeeRecord kept, FeeAmounts? worked, PolicyPack pack)
    {
        var again = FeeRules.Assess(kept.DecidingFacts, pack);
        return new(again, AmountsOf(again) == worked && IsAlike(kept.Assessment, again));
    }

    private static bool IsAlike(FeeAssessment kept, FeeAssessment again) =>
        Steps(kept).SequenceEqual(Steps(again))
        && (kept, again) switch
        {
            (FeeAssessment.Decided one, FeeAssessment.Decided other) =>
                AmountsOf(one) == AmountsOf(other) && one.Class == other.Class,
            (FeeAssessment.AwaitsRegister one, FeeAssessment.AwaitsRegister other) =>
                one.Registers.SequenceEqual(other.Registers),
            (FeeAssessment.AwaitsJudgement one, FeeAssessment.AwaitsJudgement other) =>
                one.Claims.SequenceEqual(other.Claims),
            _ => false,
        };

    private static IEnumerable<(string Clause, long Amount)> Steps(FeeAssessment assessment) =>
        assessment.Trace.Where(l => !FeeTrace.IsNote(l)).Select(l => (l.Clause, l.Amount.Dong));

    private static FeeAmounts? AmountsOf(FeeAssessment assessment) =>
        assessment is FeeAssessment.Decided d ? new(d.List, d.Waived, d.City, d.Citizen) : null;
}
