using System.Diagnostics;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;

namespace Civic.JudicialRecords.Expungement;

/// <summary>Periods by the main penalty declared (Art. 70(2), 107(2), 73(1)).</summary>
internal static class Periods
{
    private const int FiveYears = 5 * 12;
    private const int FifteenYears = 15 * 12;

    internal static int? Months(JudgmentFacts judgment, ExpungementRule rule, bool asMinor) =>
        Months(judgment, asMinor ? rule.Minor : rule.Adult, rule.CombinedPenaltyCounts);

    /// <summary>Null where the table has no period for the kind of penalty or its length is missing.</summary>
    /// <param name="judgment">Whose main penalty counts.</param>
    /// <param name="table">Of the article that applies.</param>
    /// <param name="combined">Whether the combined length counts where there is one.</param>
    internal static int? Months(JudgmentFacts judgment, PeriodTable table, bool combined) =>
        judgment.Main.Kind switch
        {
            MainPenaltyKind.Warning => table.Warning,
            MainPenaltyKind.Fine => table.Fine,
            MainPenaltyKind.NonCustodial => table.NonCustodial,
            MainPenaltyKind.SuspendedPrison => table.Suspended,
            MainPenaltyKind.Prison => LengthOf(judgment.Main, combined) is { } length ? OfPrison(length, table) : null,
            MainPenaltyKind.Life or MainPenaltyKind.DeathCommuted => table.Life,
            _ => throw new UnreachableException("Every main penalty of the Penal Code has its row."),
        };

    /// <summary>Whether the other reading of the switch on combined penalties would give another period.</summary>
    internal static bool OtherByCombining(JudgmentFacts judgment, ExpungementRule rule) =>
        Months(judgment, rule.Adult, combined: true) != Months(judgment, rule.Adult, combined: false);

    /// <summary>More than 15 years, life or a commuted death penalty (Art. 70(2)d).</summary>
    internal static bool IsPointD(MainPenalty main) =>
        main is { Kind: MainPenaltyKind.Life or MainPenaltyKind.DeathCommuted }
            or { Kind: MainPenaltyKind.Prison, Months: > FifteenYears };

    private static int? LengthOf(MainPenalty main, bool combined) =>
        combined ? main.CombinedMonths ?? main.Months : main.Months;

    private static int OfPrison(int months, PeriodTable table) =>
        months <= FiveYears ? table.PrisonUpTo5Years
        : months <= FifteenYears ? table.PrisonUpTo15Years
        : table.PrisonOver15Years;
}
