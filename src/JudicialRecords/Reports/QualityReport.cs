using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Ratings;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Reports;

/// <summary>A rate with the dossiers behind it: those that met it, and those that did not.</summary>
internal sealed record Rate(IReadOnlyList<DossierFacts> Met, IReadOnlyList<DossierFacts> Missed)
{
    internal int Of => Met.Count + Missed.Count;

    /// <summary>Null where there is nothing to take a rate of.</summary>
    internal decimal? Share => Of == 0 ? null : (decimal)Met.Count / Of;

    internal static Rate From(IEnumerable<DossierFacts> all, Func<DossierFacts, bool> met)
    {
        var parts = all.ToLookup(met);
        return new([.. parts[true]], [.. parts[false]]);
    }
}

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
internal sealed record QualityReport(PeriodFacts Facts, QualityIndex? Index, IReadOnlyList<GroupScore> Groups)
{
    internal decimal Score => Groups.Sum(g => g.Score);

    internal int Measured => Groups.Sum(g => g.Measured);

    internal static QualityReport Of(PeriodFacts facts, PolicyPack pack)
    {
        var index = pack.QualityIndexes.Find(facts.To);
        return new(facts, index, [.. (index?.Groups ?? []).Select(
            g => new GroupScore(g, [.. g.Criteria.Select(c => ScoreOf(c, facts))]))]);
    }

    /// <returns>Null for a measure that is not about dossiers, or not measured.</returns>
    internal static Rate? RateOf(IndexMeasure measure, PeriodFacts facts) => measure switch
    {
        // On time: NgayKetThucXuLy <= NgayHenTra (facts 8.2).
        IndexMeasure.OnTime => Rate.From(facts.Completed, d => d.CompletedOn <= d.DueDate),
        IndexMeasure.ElectronicPapers => Rate.From(facts.Submitted, d => d.HasElectronicDeclaration),
        IndexMeasure.ElectronicResults => Rate.From(facts.Completed, d => d.HasElectronicResult),
        IndexMeasure.OnlineSubmission => Rate.From(
            facts.Submitted, d => d.Channel == Requests.Channel.VneidOnline),
        IndexMeasure.OnlinePayment => Rate.From(
            facts.Submitted.Where(d => d.PaidOnline is not null), d => d.PaidOnline == true),
        IndexMeasure.Satisfaction => Rate.From(
            facts.Rated, d => d.Rated is RatingLevel.Satisfied or RatingLevel.Acceptable),
        _ => null,
    };

    private static CriterionScore ScoreOf(IndexCriterion criterion, PeriodFacts facts)
    {
        var (met, of) = criterion.Measure switch
        {
            IndexMeasure.ComplaintsOnTime => Complaints(facts),
            { } measure when RateOf(measure, facts) is { } rate => (rate.Met.Count, (int?)rate.Of),
            _ => (0, null),
        };
        decimal? share = of is > 0 ? (decimal)met / of.Value : null;
        return new(criterion, of is null ? null : met, of, share, share * criterion.Points);
    }

    /// <summary>Of those answered or due in the period, how many were answered by their day.</summary>
    private static (int Met, int? Of) Complaints(PeriodFacts facts) =>
        (facts.Complaints.Count(c => c.AnsweredAt is { } at && at.DateInVietnam() <= c.DueDate),
            facts.Complaints.Count);
}
