using Civic.Shared.Web;

namespace Civic.JudicialRecords.Policies;

/// <summary>
/// The quality index of Decision 766/QĐ-TTg: its groups are sourced, the criteria within them are data.
/// </summary>
internal sealed record QualityIndex : DatedRow
{
    public required IReadOnlyList<IndexGroup> Groups { get; init; }
}

internal sealed record IndexGroup(string Code, Bilingual Name, IReadOnlyList<IndexCriterion> Criteria)
{
    public int Points => Criteria.Sum(c => c.Points);
}

/// <param name="Measure">What Civic's own data measures it by; null where it can't be measured here.</param>
internal sealed record IndexCriterion(string Code, Bilingual Name, int Points, IndexMeasure? Measure);

internal enum IndexMeasure
{
    OnTime,
    ElectronicPapers,
    ElectronicResults,
    OnlineSubmission,
    OnlinePayment,
    ComplaintsOnTime,
    Satisfaction,
}
