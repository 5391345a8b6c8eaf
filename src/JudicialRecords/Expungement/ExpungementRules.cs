using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Expungement;

/// <summary>
/// Penal Code 2015 Art. 69 to 73 and 107, in the order of evaluation of facts 4.4. A pure function: the order in which
/// judgments come in does not matter, and a further judgment never clears anyone.
/// </summary>
internal static class ExpungementRules
{
    /// <param name="judgments">All that is attached to the person; possible matches are not.</param>
    /// <param name="asOf">The day of signing.</param>
    public static ConvictionResult Judge(
        IReadOnlyList<JudgmentFacts> judgments,
        BirthDate born,
        DateOnly asOf,
        PolicyPack pack
    )
    {
        var rule = pack.Expungement.On(asOf);
        var known = judgments
            .OrderBy(j => j.Date)
            .ThenBy(j => j.Court, StringComparer.Ordinal)
            .ThenBy(j => j.Number, StringComparer.Ordinal)
            .ToList();
        var findings = known.Select(j => Find(j, known, new(born, asOf, rule))).ToList();
        var use = UseOf(findings);
        var rules = Reasons.Rules(rule, pack);
        return findings switch
        {
            _ when findings.Any(f => f.Standing == JudgmentStanding.Active) => new ConvictionResult.Convicted
            {
                AsOf = asOf,
                Findings = findings,
                Rules = rules,
                Use = use,
            },
            _ when findings.Any(f => f.Standing == JudgmentStanding.NeedsVerification) =>
                new ConvictionResult.NeedsVerification
                {
                    AsOf = asOf,
                    Findings = findings,
                    Rules = rules,
                    Use = use,
                },
            _ => new ConvictionResult.Clear
            {
                AsOf = asOf,
                Findings = findings,
                Rules = rules,
                Use = use,
            },
        };
    }

    private static JudgmentFinding Find(JudgmentFacts judgment, List<JudgmentFacts> all, Circumstances at) =>
        WithoutClock(judgment, at) ?? ByClock(judgment, all, at);

    /// <summary>Steps 1 to 5: what is settled without looking at time.</summary>
    private static JudgmentFinding? WithoutClock(JudgmentFacts judgment, Circumstances at)
    {
        if (judgment.State is JudgmentState.NotFinal or JudgmentState.Quashed or JudgmentState.Decriminalised)
        {
            return Settled(judgment, JudgmentStanding.Ignored, Reasons.Ignored(judgment.State));
        }

        if (judgment.State == JudgmentState.Unknown)
        {
            return Settled(judgment, JudgmentStanding.NeedsVerification, Reasons.StateUnknown);
        }

        var never = NeverCounts.Check(judgment, at);
        if (never.Answer == Certainty.Yes)
        {
            return Settled(judgment, JudgmentStanding.NoRecord, never.Reason!);
        }

        if (judgment.Amnesty is { } amnesty && amnesty.Date <= at.AsOf)
        {
            return Settled(judgment, JudgmentStanding.Amnestied, Reasons.Amnesty(amnesty), amnesty.Date);
        }

        var court = NeverCounts.NeedsCourt(judgment, at);
        if (
            judgment.Expungement is { } document
            && document.EffectiveOn <= at.AsOf
            && (court == Certainty.No || document.Kind != ExpungementDocumentKind.RecordedVerification)
        )
        {
            return Settled(
                judgment,
                JudgmentStanding.ExpungedAndRecorded,
                Reasons.Recorded(document),
                document.EffectiveOn
            );
        }

        return court == Certainty.No ? null : OfCourt(judgment, never, court, at);
    }

    /// <summary>Step 5: active until a court decides, unless it may never have counted or may need no court.</summary>
    private static JudgmentFinding OfCourt(
        JudgmentFacts judgment, (Certainty Answer, Finding? Reason) never, Certainty court, Circumstances at)
    {
        var reasons = new List<Finding> { Reasons.CourtOnly };
        if (ExpungementClock.MayAskCourtFrom(judgment, at) is { } day)
        {
            reasons.Add(Reasons.MayAskCourt(day));
        }

        if (never.Answer == Certainty.Perhaps)
        {
            reasons.Add(never.Reason!);
        }

        if (court == Certainty.Perhaps)
        {
            reasons.Add(Reasons.AgeUnclear);
        }

        var standing = never.Answer == Certainty.No && court == Certainty.Yes
            ? JudgmentStanding.Active
            : JudgmentStanding.NeedsVerification;
        return new(judgment, standing, null, null, reasons);
    }

    /// <summary>Steps 6 to 11: lapse of time.</summary>
    private static JudgmentFinding ByClock(JudgmentFacts judgment, List<JudgmentFacts> all, Circumstances at)
    {
        var minor = NeverCounts.IsMinor(judgment, at.Born);
        var clock = ExpungementClock.Run(judgment, all, at, asMinor: minor == Certainty.Yes);
        var standing = clock.StandingOn(at.AsOf);
        var reasons = clock.Reasons.ToList();
        // A minor's periods are shorter: where the age is open, only what both give is certain.
        var other = minor == Certainty.Perhaps && Periods.Months(judgment, at.Rule, asMinor: true) is not null
            ? ExpungementClock.Run(judgment, all, at, asMinor: true)
            : clock;
        if (other.End != clock.End || other.StandingOn(at.AsOf) != standing)
        {
            standing = other.StandingOn(at.AsOf) == standing ? standing : JudgmentStanding.NeedsVerification;
            reasons.Add(Reasons.AgeUnclear);
        }

        var never = NeverCounts.Check(judgment, at);
        if (never.Answer == Certainty.Perhaps && standing == JudgmentStanding.Active)
        {
            standing = JudgmentStanding.NeedsVerification;
            reasons.Add(never.Reason!);
        }

        reasons.Add(Reasons.Outcome(standing, clock.End));
        var end = standing == JudgmentStanding.NeedsVerification ? null : clock.End;
        return new(judgment, standing, clock.Start, end, reasons);
    }

    private static JudgmentFinding Settled(
        JudgmentFacts judgment,
        JudgmentStanding standing,
        Finding reason,
        DateOnly? end = null
    ) => new(judgment, standing, null, end, [reason]);

    /// <summary>
    /// Never convicted, convicted, expunged and recorded, each without a flag; the rest is an officer's.
    /// </summary>
    private static ResultUse UseOf(List<JudgmentFinding> findings)
    {
        var reasons = new List<Bilingual>();
        foreach (var finding in findings)
        {
            if (finding.Standing is not (JudgmentStanding.Active or JudgmentStanding.ExpungedAndRecorded))
            {
                reasons.Add(Reasons.OfficerBecause(finding));
            }

            reasons.AddRange(finding.Reasons.Where(r => r.Flag).Select(r => r.Text));
        }

        return reasons.Count == 0 ? new ResultUse.AsComputed() : new ResultUse.OfficerDecides(reasons);
    }
}

/// <summary>Whose conviction is looked at, on which day, by which rule.</summary>
internal sealed record Circumstances(BirthDate Born, DateOnly AsOf, ExpungementRule Rule);
