using Civic.JudicialRecords.Policies;

namespace Civic.JudicialRecords.Reports;

/// <summary>What a criterion came to.</summary>
/// <param name="Met">How many met it; null where it is not measured.</param>
/// <param name="Score">Points times share; null is never counted as zero.</param>
internal sealed record CriterionScore(IndexCriterion Criterion, int? Met, int? Of, decimal? Share, decimal? Score);

internal sealed record GroupScore(IndexGroup Group, IReadOnlyList<CriterionScore> Criteria)
{
    internal decimal Score => Criteria.Sum(c => c.Score ?? 0);

    internal int Measured => Criteria.Where(c => c.Score is not null).Sum(c => c.Criterion.Points);
}

/// <summary>
/// The quality index of a period from Civic's own rows. What can't be measured here is left out on both sides: the
/// score is of so many measured points, never of 100.
/// </summary>
internal sealed record QualityReport(
    DateOnly From, DateOnly To, QualityIndex? Index, IReadOnlyList<GroupScore> Groups)
{
    internal decimal Score => Groups.Sum(g => g.Score);

    internal int Measured => Groups.Sum(g => g.Measured);

    internal static async Task<QualityReport> ComputeAsync(
        PeriodDossiers period, PolicyPack pack, CancellationToken cancellation)
    {
        var index = pack.QualityIndexes.Find(period.To);
        var groups = new List<GroupScore>();
        foreach (var group in index?.Groups ?? [])
        {
            var scores = new List<CriterionScore>();
            foreach (var criterion in group.Criteria)
            {
                scores.Add(ScoreOf(criterion, await RateOfAsync(criterion.Measure, period, cancellation)));
            }

            groups.Add(new(group, scores));
        }

        return new(period.From, period.To, index, groups);
    }

    /// <returns>Null for what is not measured.</returns>
    private static async Task<Rate?> RateOfAsync(
        IndexMeasure? measure, PeriodDossiers period, CancellationToken cancellation) => measure switch
        {
            null => null,
            IndexMeasure.ComplaintsOnTime => await period.ComplaintsAsync(cancellation),
            { } known => await period.RateAsync(known, cancellation),
        };

    private static CriterionScore ScoreOf(IndexCriterion criterion, Rate? rate) =>
        new(criterion, rate?.Met, rate?.Of, rate?.Share, rate?.Share * criterion.Points);
}
