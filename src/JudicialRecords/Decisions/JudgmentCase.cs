using System.Globalization;
using Civic.JudicialRecords.Expungement;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// One judgment: what the rules say of it, and what an officer decided on exactly that. Once its facts or what the
/// rules make of them have changed, an earlier decision no longer says anything about it.
/// </summary>
internal sealed record JudgmentCase(JudgmentFinding Computed, string Key, StaffAct? Decision)
{
    /// <summary>Whether it may be printed as <see cref="Concluded"/> says.</summary>
    internal bool IsSettled => Decision is not null || !Computed.NeedsOfficer;

    /// <summary>By the officer where there is a decision, else by the rules.</summary>
    internal JudgmentFinding Concluded => Decision?.Choice is { } choice ? Decided(choice) : Computed;

    /// <summary>The day in a choice such as "expunged 2024-03-01"; null where the choice has none.</summary>
    internal static DateOnly? DayIn(string? choice) =>
        choice?.Split(' ') is [_, var day]
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
                ? on
                : null;

    private JudgmentFinding Decided(string choice) =>
        choice.Split(' ')[0] switch
        {
            DecideJudgment.Active => Computed with { Standing = JudgmentStanding.Active, End = null },
            DecideJudgment.Expunged =>
                Computed with { Standing = JudgmentStanding.ExpungedAndRecorded, End = DayIn(choice) },
            DecideJudgment.NoRecord => Computed with { Standing = JudgmentStanding.NoRecord, End = null },
            DecideJudgment.Disregarded => Computed with { Standing = JudgmentStanding.Ignored, End = null },
            _ => Computed,
        };
}

/// <summary>
/// A trace at the police, and how an officer decided on it. One whose judgment the judicial register does not hold
/// has to be cleared: a certificate prints judgments, and of this one there is none to print.
/// </summary>
/// <param name="NeedsOfficer">Whether it may stand for a judgment that the register does not hold.</param>
internal sealed record TraceCase(Records.PoliceTrace Trace, string Key, bool NeedsOfficer, StaffAct? Decision)
{
    internal bool IsSettled => !NeedsOfficer || Decision?.Choice == DecideTrace.Nothing;
}
