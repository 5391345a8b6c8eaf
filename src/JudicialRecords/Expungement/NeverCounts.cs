using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.Expungement;

internal enum Certainty
{
    /// <summary>Start value: a fact is missing that would decide.</summary>
    Perhaps,
    No,
    Yes,
}

/// <summary>
/// Convictions that never count as án tích (Art. 69(2), 107(1)), and those that only a court can expunge.
/// </summary>
internal static class NeverCounts
{
    private const int AdultAge = 18;
    private const int OlderMinorAge = 16;

    internal static (Certainty Answer, Finding? Reason) Check(JudgmentFacts judgment, Circumstances at)
    {
        if (judgment.ExemptFromPunishment)
        {
            return (Certainty.Yes, Reasons.ExemptFromPunishment);
        }

        if (judgment.JudicialMeasureForMinor)
        {
            return (Certainty.Yes, Reasons.JudicialMeasure(at));
        }

        if (judgment.Offences.Count == 0)
        {
            return (Certainty.Perhaps, Reasons.OffenceUnknown);
        }

        // Every count must be of the kind: one that counts makes the judgment count.
        var negligent = Weakest(judgment.Offences.Select(Negligent));
        if (negligent == Certainty.Yes)
        {
            return (Certainty.Yes, Reasons.Negligent);
        }

        var young = Weakest(judgment.Offences.Select(o => TooYoung(o, at.Born)));
        if (young == Certainty.Yes)
        {
            return (Certainty.Yes, Reasons.TooYoung(at));
        }

        var mixed = Weakest(judgment.Offences.Select(o => Stronger(Negligent(o), TooYoung(o, at.Born))));
        return mixed switch
        {
            Certainty.Yes => (Certainty.Yes, Reasons.TooYoung(at)),
            Certainty.Perhaps => (Certainty.Perhaps, Reasons.OffenceUnknown),
            _ => (Certainty.No, null),
        };
    }

    /// <summary>Chapters XIII and XXVI (Art. 71, 73(3)); for minors a switch.</summary>
    internal static Certainty NeedsCourt(JudgmentFacts judgment, Circumstances at) =>
        !judgment.Offences.Any(o => o.Chapter is 13 or 26) ? Certainty.No
        : !at.Rule.MinorNationalSecurityAutomatic ? Certainty.Yes
        : IsMinor(judgment, at.Born) switch
        {
            Certainty.Yes => Certainty.No,
            Certainty.No => Certainty.Yes,
            _ => Certainty.Perhaps,
        };

    /// <summary>Below 18 at every count.</summary>
    internal static Certainty IsMinor(JudgmentFacts judgment, BirthDate born) =>
        judgment.Offences.Count == 0
            ? Certainty.Perhaps
            : Weakest(judgment.Offences.Select(o => o.CommittedOn switch
            {
                null => Certainty.Perhaps,
                { } day when born.OldestOn(day) < AdultAge => Certainty.Yes,
                { } day when born.YoungestOn(day) >= AdultAge => Certainty.No,
                _ => Certainty.Perhaps,
            }));

    private static Certainty Negligent(Offence offence) =>
        offence switch
        {
            { Negligent: false } => Certainty.No,
            { Gravity: OffenceGravity.LessSerious or OffenceGravity.Serious } => Certainty.Yes,
            { Gravity: OffenceGravity.Unknown } => Certainty.Perhaps,
            _ => Certainty.No,
        };

    private static Certainty TooYoung(Offence offence, BirthDate born)
    {
        if (offence.CommittedOn is not { } day)
        {
            return Certainty.Perhaps;
        }

        var (youngest, oldest) = (born.YoungestOn(day), born.OldestOn(day));
        if (oldest < OlderMinorAge)
        {
            return Certainty.Yes;
        }

        if (youngest >= AdultAge)
        {
            return Certainty.No;
        }

        var light = LightForOlderMinor(offence);
        return oldest < AdultAge && youngest >= OlderMinorAge ? light
            : oldest < AdultAge && light == Certainty.Yes ? Certainty.Yes
            : youngest >= OlderMinorAge && light == Certainty.No ? Certainty.No
            : Certainty.Perhaps;
    }

    /// <summary>Art. 107(1)b: less serious, serious, or very serious by negligence.</summary>
    private static Certainty LightForOlderMinor(Offence offence) =>
        offence.Gravity switch
        {
            OffenceGravity.LessSerious or OffenceGravity.Serious => Certainty.Yes,
            OffenceGravity.VerySerious => offence.Negligent ? Certainty.Yes : Certainty.No,
            OffenceGravity.EspeciallySerious => Certainty.No,
            _ => Certainty.Perhaps,
        };

    private static Certainty Stronger(Certainty a, Certainty b) =>
        (Certainty)Math.Max((int)a, (int)b) switch
        {
            Certainty.Yes => Certainty.Yes,
            _ when a == Certainty.Perhaps || b == Certainty.Perhaps => Certainty.Perhaps,
            _ => Certainty.No,
        };

    private static Certainty Weakest(IEnumerable<Certainty> counts)
    {
        var all = counts.ToList();
        return all.Contains(Certainty.No) ? Certainty.No
            : all.Contains(Certainty.Perhaps) ? Certainty.Perhaps
            : Certainty.Yes;
    }
}
