using System.Text.Json.Serialization;
using Civic.JudicialRecords.Policies;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Fees;

/// <summary>
/// What a draft pack would have cost over past dossiers: each one's own stored facts, assessed again by the draft.
/// </summary>
internal sealed class FeeSimulation
{
    private readonly SortedDictionary<string, SimulatedMonth> _months = new(StringComparer.Ordinal);

    /// <summary>In order of time, by the month of reception (yyyy-MM).</summary>
    internal IReadOnlyCollection<SimulatedMonth> Months => _months.Values;

    internal SimulatedMonth Total => new()
    {
        Month = "",
        Dossiers = Months.Sum(m => m.Dossiers),
        Changed = Months.Sum(m => m.Changed),
        Undecided = Months.Sum(m => m.Undecided),
        NotOwed = Months.Sum(m => m.NotOwed),
        IssuedAnew = Months.Sum(m => m.IssuedAnew),
        NotCovered = Months.Sum(m => m.NotCovered),
        Stored = Months.Aggregate(SimulatedAmounts.None, (sum, m) => sum.Plus(m.Stored)),
        Draft = Months.Aggregate(SimulatedAmounts.None, (sum, m) => sum.Plus(m.Draft)),
    };

    /// <summary>Only fees that were owed: what goes back, or is issued anew for nothing, costs nothing.</summary>
    internal void Add(PastFee past, PolicyPack draft)
    {
        var facts = LawJson.Read<FeeRecord>(past.Fee.TraceJson).DecidingFacts;
        if (facts.ReissuedBy is not null)
        {
            MonthOf(facts.ReceivedOn).IssuedAnew++;
        }
        else if (past.EndedWithoutResult)
        {
            MonthOf(facts.ReceivedOn).NotOwed++;
        }
        else
        {
            Add(facts, past.Fee.Amounts, draft);
        }
    }

    /// <summary>
    /// Only dossiers that are decided both as stored and by the draft enter the amounts, so that the two sides compare
    /// the same dossiers; the others are counted.
    /// </summary>
    internal void Add(FeeFacts facts, FeeAmounts? stored, PolicyPack draft)
    {
        var month = MonthOf(facts.ReceivedOn);
        month.Dossiers++;
        if (!IsCovered(facts, draft))
        {
            month.NotCovered++;
            return;
        }

        if (stored is null || FeeRules.Assess(facts, draft) is not FeeAssessment.Decided decided)
        {
            month.Undecided++;
            return;
        }

        var then = new FeeAmounts(decided.List, decided.Waived, decided.City, decided.Citizen);
        month.Stored = month.Stored.Plus(stored);
        month.Draft = month.Draft.Plus(then);
        month.Changed += then == stored ? 0 : 1;
    }

    /// <summary>A draft may allow fewer copies than were asked for, or have no law of days before 2018.</summary>
    private static bool IsCovered(FeeFacts facts, PolicyPack draft) =>
        draft.Fees.Find(facts.ReceivedOn) is not null
        && draft.Limits.Find(facts.ReceivedOn) is { } limits
        && facts.PaperCopies <= limits.MaxPaperCopies;

    private SimulatedMonth MonthOf(DateOnly date)
    {
        var name = $"{date:yyyy-MM}";
        if (!_months.TryGetValue(name, out var month))
        {
            _months[name] = month = new SimulatedMonth { Month = name };
        }

        return month;
    }
}

/// <summary>One month's sums, in đồng.</summary>
internal sealed class SimulatedMonth
{
    public required string Month { get; init; }

    public int Dossiers { get; set; }

    /// <summary>Dossiers whose amounts would have been others.</summary>
    public int Changed { get; set; }

    /// <summary>Dossiers whose fee waits for a register or a judgement, then or by the draft.</summary>
    public int Undecided { get; set; }

    /// <summary>Left out: refused, withdrawn or stopped, so that no fee was owed in the end.</summary>
    public int NotOwed { get; set; }

    /// <summary>Left out: issued anew by the agency's decision, free of charge by any rules.</summary>
    public int IssuedAnew { get; set; }

    /// <summary>Dossiers outside what the draft has rows for.</summary>
    public int NotCovered { get; set; }

    public SimulatedAmounts Stored { get; set; } = SimulatedAmounts.None;

    public SimulatedAmounts Draft { get; set; } = SimulatedAmounts.None;
}

/// <summary>list = waived + city + citizen, as for a single dossier.</summary>
internal sealed record SimulatedAmounts(long List, long Waived, long City, long Citizen)
{
    internal static readonly SimulatedAmounts None = new(0, 0, 0, 0);

    [JsonIgnore]
    internal bool Balances => List == Waived + City + Citizen;

    internal SimulatedAmounts Plus(FeeAmounts more) => new(
        List + more.List.Dong, Waived + more.Waived.Dong, City + more.City.Dong, Citizen + more.Citizen.Dong);

    internal SimulatedAmounts Plus(SimulatedAmounts more) => new(
        List + more.List, Waived + more.Waived, City + more.City, Citizen + more.Citizen);
}
