using System.Linq.Expressions;
using Civic.JudicialRecords.AfterIssue;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Ratings;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Reports;

/// <summary>How many met a measure and how many missed it.</summary>
internal sealed record Rate(int Met, int Missed)
{
    internal int Of => Met + Missed;

    /// <summary>Null where there is nothing to take a rate of.</summary>
    internal decimal? Share => Of == 0 ? null : (decimal)Met / Of;
}

/// <summary>A dossier behind a rate.</summary>
internal sealed record MeasuredDossier(
    Guid Id, string Code, DateOnly SubmittedOn, DateOnly? DueDate, DateOnly? CompletedOn, bool Met);

/// <summary>
/// What a period's dossiers come to, both days inclusive. The database counts: a range of an index for each measure,
/// however many dossiers there are before and after.
/// </summary>
internal sealed class PeriodDossiers(JudicialDbContext database, DateOnly from, DateOnly to)
{
    private readonly DateTimeOffset _since = from.MidnightInVietnam();
    private readonly DateTimeOffset _until = to.AddDays(1).MidnightInVietnam();

    internal DateOnly From => from;

    internal DateOnly To => to;

    private IQueryable<Dossier> Submitted =>
        database.Dossiers.AsNoTracking().Where(d => d.SubmittedAt >= _since && d.SubmittedAt < _until);

    /// <summary>Those that came to state 9.</summary>
    private IQueryable<StateChange> Completions =>
        database.StateChanges.AsNoTracking()
            .Where(c => c.To == DossierState.Done && c.At >= _since && c.At < _until);

    private IQueryable<Dossier> Completed =>
        Completions.Join(database.Dossiers.AsNoTracking(), c => c.DossierId, d => d.Id, (_, d) => d);

    private IQueryable<Dossier> Rated =>
        database.Ratings.AsNoTracking().Where(r => r.At >= _since && r.At < _until)
            .Join(database.Dossiers.AsNoTracking(), r => r.DossierId, d => d.Id, (_, d) => d);

    /// <returns>Null for a measure that is not about dossiers, or not measured.</returns>
    internal async Task<Rate?> RateAsync(IndexMeasure measure, CancellationToken cancellation)
    {
        if (measure == IndexMeasure.OnTime)
        {
            var all = await OnTimeAsync(cancellation);
            return new(all.Count(c => c.Met), all.Count(c => !c.Met));
        }

        if (measure == IndexMeasure.ElectronicResults)
        {
            return await ElectronicResultsAsync(cancellation);
        }

        if (RuleOf(measure) is not var (dossiers, met))
        {
            return null;
        }

        var counts = await dossiers.GroupBy(met).Select(g => new { Met = g.Key, Count = g.Count() })
            .ToListAsync(cancellation);
        return new(counts.Where(c => c.Met).Sum(c => c.Count), counts.Where(c => !c.Met).Sum(c => c.Count));
    }

    /// <summary>Those that missed it first.</summary>
    internal async Task<IReadOnlyList<MeasuredDossier>> FindAsync(
        IndexMeasure measure, int most, CancellationToken cancellation)
    {
        var found = new List<(Guid Id, bool Met)>();
        if (measure == IndexMeasure.OnTime)
        {
            found.AddRange((await OnTimeAsync(cancellation)).OrderBy(c => c.Met).Take(most));
        }
        else if (RuleOf(measure) is var (dossiers, met))
        {
            var missed = Expression.Lambda<Func<Dossier, bool>>(Expression.Not(met.Body), met.Parameters);
            foreach (var (rule, isMet) in new[] { (missed, false), (met, true) })
            {
                var ids = await dossiers.Where(rule).OrderBy(d => d.Code).Select(d => d.Id)
                    .Take(most - found.Count).ToListAsync(cancellation);
                found.AddRange(ids.Select(id => (id, isMet)));
            }
        }

        return await LinesAsync(found.ToDictionary(f => f.Id, f => f.Met), cancellation);
    }

    /// <summary>Of the complaints answered or due in the period, how many were answered by their day.</summary>
    internal async Task<Rate> ComplaintsAsync(CancellationToken cancellation)
    {
        var complaints = await database.Complaints.AsNoTracking()
            .Where(c => (c.DueDate >= from && c.DueDate <= to) || (c.AnsweredAt >= _since && c.AnsweredAt < _until))
            .ToListAsync(cancellation);
        var met = complaints.Count(c => c.AnsweredAt is { } at && at.DateInVietnam() <= c.DueDate);
        return new(met, complaints.Count - met);
    }

    /// <summary>Which dossiers a measure is about, and which of them meet it.</summary>
    private (IQueryable<Dossier> Dossiers, Expression<Func<Dossier, bool>> Met)? RuleOf(IndexMeasure measure) =>
        measure switch
        {
            IndexMeasure.ElectronicPapers => (Submitted, d => database.StoredDocuments
                .Any(s => s.DossierId == d.Id && s.Kind == DocumentKind.Declaration)),
            IndexMeasure.ElectronicResults => (Completed, d => database.StoredDocuments
                .Any(s => s.DossierId == d.Id && s.Kind == DocumentKind.CertificateSealed)),
            IndexMeasure.OnlineSubmission => (Submitted,
                d => d.Channel == Channel.VneidOnline || d.Channel == Channel.VneidApplication),
            IndexMeasure.OnlinePayment => (
                Submitted.Where(d => d.PaidAt != null && d.FeeCitizen != Money.Zero),
                d => database.PaymentOrders.Any(
                    o => o.DossierId == d.Id && o.PaidAt != null && o.GatewayPaymentId != null)),
            IndexMeasure.Satisfaction => (Rated, d => database.Ratings
                .Any(r => r.DossierId == d.Id && r.Level != RatingLevel.NotSatisfied)),
            _ => null,
        };

    /// <summary>The same as its rule, without reading a dossier: a month of a country has 400,000.</summary>
    private async Task<Rate> ElectronicResultsAsync(CancellationToken cancellation)
    {
        var all = await Completions.CountAsync(cancellation);
        var met = await Completions.CountAsync(c => database.StoredDocuments
            .Any(s => s.DossierId == c.DossierId && s.Kind == DocumentKind.CertificateSealed), cancellation);
        return new(met, all - met);
    }

    /// <summary>
    /// NgayKetThucXuLy &lt;= NgayHenTra (facts 8.2), both as days of Vietnam, which no database makes of a moment.
    /// </summary>
    private async Task<List<(Guid Id, bool Met)>> OnTimeAsync(CancellationToken cancellation) =>
        [.. (await Completions
                .Join(database.Dossiers.AsNoTracking(), c => c.DossierId, d => d.Id,
                    (c, d) => new { d.Id, d.DueDate, c.At })
                .ToListAsync(cancellation))
            .Select(c => (c.Id, c.At.DateInVietnam() <= c.DueDate))];

    private async Task<IReadOnlyList<MeasuredDossier>> LinesAsync(
        Dictionary<Guid, bool> met, CancellationToken cancellation)
    {
        var rows = await database.Dossiers.AsNoTracking().Where(d => met.Keys.Contains(d.Id))
            .Select(d => new
            {
                d.Id,
                d.Code,
                d.SubmittedAt,
                d.DueDate,
                Completed = d.History.Where(h => h.To == DossierState.Done).Max(h => (DateTimeOffset?)h.At),
            })
            .ToListAsync(cancellation);
        return
        [
            .. rows.OrderBy(r => met[r.Id]).ThenBy(r => r.Code, StringComparer.Ordinal).Select(r => new MeasuredDossier(
                r.Id, r.Code, r.SubmittedAt.DateInVietnam(), r.DueDate, r.Completed?.DateInVietnam(), met[r.Id])),
        ];
    }
}
