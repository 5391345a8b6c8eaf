using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;

namespace Civic.JudicialRecords.Expungement;

/// <summary>
/// The period of one judgment: when it began, what holds it up, when it ends. <see cref="AtLeast"/> is the earliest end
/// that is certain, so that a missing fact never makes a running period look ended, nor an active one unknown.
/// </summary>
internal sealed class ExpungementClock
{
    private readonly List<Finding> _reasons = [];
    private bool _blocked;
    private bool _unknown;

    private ExpungementClock() { }

    internal IReadOnlyList<Finding> Reasons => _reasons;

    internal DateOnly? Start { get; private set; }

    internal DateOnly? AtLeast { get; private set; }

    /// <summary>The day of expungement, where every fact for it is known.</summary>
    internal DateOnly? End => _blocked || _unknown ? null : AtLeast;

    internal static ExpungementClock Run(
        JudgmentFacts judgment, IReadOnlyList<JudgmentFacts> all, Circumstances at, bool asMinor)
    {
        var clock = new ExpungementClock();
        var start = clock.StartOf(judgment);
        if (Periods.Months(judgment, at.Rule, asMinor) is not { } months)
        {
            clock.Doubt(Expungement.Reasons.PenaltyUnknown);
            return clock;
        }

        if (start is not { } began)
        {
            return clock;
        }

        (clock.Start, clock.AtLeast) = (began, Over(began, months, at));
        clock._reasons.Add(Expungement.Reasons.Period(at, asMinor, began, months));
        if (!asMinor && Periods.OtherByCombining(judgment, at.Rule))
        {
            clock._reasons.Add(Expungement.Reasons.Combined(at.Rule.CombinedPenaltyCounts));
        }

        clock.HoldUp(judgment, at);
        clock.Restart(judgment, all, months, at);
        return clock;
    }

    /// <summary>Art. 71(2); null where the main penalty is not served or the article gives no period for it.</summary>
    internal static DateOnly? MayAskCourtFrom(JudgmentFacts judgment, Circumstances at) =>
        at.Rule.ByCourt is { } table && CompletionOf(judgment) is { } served
            && Periods.Months(judgment, table, at.Rule.CombinedPenaltyCounts) is { } months
                ? Over(served, months, at)
                : null;

    private static DateOnly Over(DateOnly start, int months, Circumstances at) =>
        start.AddMonths(months).AddDays(at.Rule.LastDayBelongsToPeriod ? 1 : 0);

    internal JudgmentStanding StandingOn(DateOnly day) =>
        _blocked || day < AtLeast ? JudgmentStanding.Active
        : _unknown ? JudgmentStanding.NeedsVerification
        : JudgmentStanding.ExpungedByTime;

    /// <summary>Step 6: main penalty or probation done, or the statute of execution expired.</summary>
    private DateOnly? StartOf(JudgmentFacts judgment)
    {
        if (CompletionOf(judgment) is { } day)
        {
            return day;
        }

        if (judgment.MainCompletion.State == CompletionState.NotDone)
        {
            Block(Expungement.Reasons.StillServing);
        }
        else
        {
            Doubt(Expungement.Reasons.CompletionUnknown);
        }

        return null;
    }

    private static DateOnly? CompletionOf(JudgmentFacts judgment) =>
        judgment.MainCompletion is { State: CompletionState.Done, On: { } day }
            ? day
            : judgment.ExecutionLimitExpiredOn;

    /// <summary>Steps 8 and 9: additional penalties and the other decisions of the judgment.</summary>
    private void HoldUp(JudgmentFacts judgment, Circumstances at)
    {
        foreach (var penalty in judgment.Additional)
        {
            if (Lasts(penalty.Kind))
            {
                Wait(judgment, penalty, at);
            }
            else
            {
                Require(penalty.Text, penalty.Completion);
            }
        }

        RequireUnlessSwitched(judgment.CourtFee, at.Rule.UnpaidCourtFeeBlocks);
        RequireUnlessSwitched(judgment.Civil, at.Rule.UnpaidCivilObligationBlocks);
    }

    private static bool Lasts(AdditionalPenaltyKind kind) =>
        kind
            is AdditionalPenaltyKind.Probation
                or AdditionalPenaltyKind.ResidenceBan
                or AdditionalPenaltyKind.PostBan
                or AdditionalPenaltyKind.RightsRemoved;

    /// <summary>
    /// Art. 70(2) last paragraph: a ban that outlasts the period ends it. It names points a, b and c; after more than
    /// 15 years or life (point d) the ban still has to be served (70(2)), so the same day follows and is flagged.
    /// </summary>
    private void Wait(JudgmentFacts judgment, AdditionalPenalty penalty, Circumstances at)
    {
        var over = penalty.Completion is { State: CompletionState.Done, On: { } done } ? done : penalty.DueEnd;
        if (over is { } day && (penalty.Completion.State == CompletionState.Done || day > at.AsOf))
        {
            if (day > AtLeast)
            {
                AtLeast = day;
                _reasons.Add(Expungement.Reasons.LongerBan(penalty, day) with
                {
                    Flag = Periods.IsPointD(judgment.Main),
                });
            }
        }
        else if (penalty.Completion.State == CompletionState.NotDone)
        {
            Block(Expungement.Reasons.NotDone(penalty.Text));
        }
        else
        {
            Doubt(Expungement.Reasons.NotKnownDone(penalty.Text));
        }
    }

    private void RequireUnlessSwitched(Obligation? obligation, bool blocks)
    {
        if (obligation is null)
        {
            return;
        }

        if (blocks)
        {
            Require(obligation.Text, obligation.Completion, bySwitch: true);
        }
        else if (obligation.Completion.State != CompletionState.Done)
        {
            _reasons.Add(Expungement.Reasons.SwitchedOff(obligation.Text));
        }
    }

    private void Require(string what, Completion completion, bool bySwitch = false)
    {
        switch (completion)
        {
            case { State: CompletionState.Done, On: { } day }:
                if (day > AtLeast)
                {
                    AtLeast = day;
                    _reasons.Add(Expungement.Reasons.DoneLate(what, day));
                }

                break;
            case { State: CompletionState.NotDone }:
                Block(Expungement.Reasons.NotDone(what) with { Flag = bySwitch });
                break;
            default:
                Doubt(Expungement.Reasons.NotKnownDone(what));
                break;
        }
    }

    /// <summary>
    /// Step 10, until nothing changes: a new crime before the end starts the period again from the completion of its
    /// own main penalty. The start only ever moves later, so the order of the crimes does not matter.
    /// </summary>
    private void Restart(JudgmentFacts judgment, IReadOnlyList<JudgmentFacts> all, int months, Circumstances at)
    {
        var left = all.Where(o => !ReferenceEquals(o, judgment) && Restarts(o, at)).ToList();
        while (left.FirstOrDefault(o => Falls(o, judgment) != Certainty.No) is { } crime)
        {
            left.Remove(crime);
            if (Falls(crime, judgment) == Certainty.Perhaps || crime.State == JudgmentState.Unknown)
            {
                Doubt(Expungement.Reasons.NewCrimeUnclear(crime));
            }
            else if (CompletionOf(crime) is not { } completion)
            {
                HoldUpByNewCrime(crime);
            }
            else if (completion > Start)
            {
                Start = completion;
                var end = Over(completion, months, at);
                AtLeast = end > AtLeast ? end : AtLeast;
                _reasons.Add(Expungement.Reasons.Restarted(crime, completion));
            }
        }
    }

    private void HoldUpByNewCrime(JudgmentFacts crime)
    {
        if (crime.MainCompletion.State == CompletionState.NotDone)
        {
            Block(Expungement.Reasons.NewPenaltyServing(crime));
        }
        else
        {
            Doubt(Expungement.Reasons.NewCrimeUnclear(crime));
        }
    }

    private static bool Restarts(JudgmentFacts other, Circumstances at) =>
        other.State is JudgmentState.Final or JudgmentState.Unknown
        && (at.Rule.NewCrimeWithoutRecordRestarts || NeverCounts.Check(other, at).Answer != Certainty.Yes);

    /// <summary>Whether the other crime was committed after this judgment and before the period's end.</summary>
    private Certainty Falls(JudgmentFacts other, JudgmentFacts judgment)
    {
        if (other.Offences.Any(o => o.CommittedOn >= judgment.Date && o.CommittedOn < AtLeast))
        {
            return Certainty.Yes;
        }

        // Without a date of commission only the other judgment's own date bounds it.
        return
            other.Date > judgment.Date && (other.Offences.Count == 0 || other.Offences.Any(o => o.CommittedOn is null))
            ? Certainty.Perhaps
            : Certainty.No;
    }

    private void Block(Finding reason)
    {
        _blocked = true;
        _reasons.Add(reason);
    }

    private void Doubt(Finding reason)
    {
        _unknown = true;
        _reasons.Add(reason);
    }
}
