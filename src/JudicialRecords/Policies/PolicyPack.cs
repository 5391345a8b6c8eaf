using Civic.Shared.Web;

namespace Civic.JudicialRecords.Policies;

/// <summary>
/// The law as dated rows, from policies/NAME.json. Immutable; every rule is a function of it and of facts.
/// </summary>
internal sealed class PolicyPack
{
    public required string Name { get; init; }

    public required Bilingual Title { get; init; }

    /// <summary>The file as it was read.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of <see cref="Text"/>: tells texts of one name apart.</summary>
    public required string Digest { get; init; }

    /// <summary>
    /// What the pack assumes against what is known since; shown at start, to staff and in every trace.
    /// </summary>
    public Bilingual? Assumption { get; init; }

    public required Timeline<FeeSchedule> Fees { get; init; }

    public required Timeline<CitySupport> Support { get; init; }

    public required Timeline<IssuingAuthority> Authorities { get; init; }

    public required Timeline<DeadlineRule> Deadlines { get; init; }

    public required Timeline<FormSet> Forms { get; init; }

    public required Timeline<RequestLimits> Limits { get; init; }

    public required Timeline<RefundRule> Refunds { get; init; }

    public required Timeline<ExpungementRule> Expungement { get; init; }

    public required WorkingCalendar Calendar { get; init; }

    /// <summary>
    /// Standing orders by which papers are sealed without the clerk's action; none where no row holds.
    /// </summary>
    public Timeline<SealingOrder> SealingOrders { get; init; } = new([]);

    /// <summary>Who is responsible for each step and how long it may take; none where no row holds.</summary>
    public Timeline<StepPlan> StepPlans { get; init; } = new([]);

    /// <summary>Who may sign, as dated rows that may overlap; by title alone where there is none.</summary>
    public IReadOnlyList<Competence> Competences { get; init; } = [];

    internal IEnumerable<Competence> CompetentOn(DateOnly day) => Competences.Where(c => c.HoldsOn(day));

    /// <summary>The index by which the city is judged; none where no row holds.</summary>
    public Timeline<QualityIndex> QualityIndexes { get; init; } = new([]);
}
