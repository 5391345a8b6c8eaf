using Civic.JudicialRecords.AfterIssue;
using Civic.JudicialRecords.Ratings;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Reports;

/// <summary>What a report needs of one dossier.</summary>
internal sealed record DossierFacts
{
    public required Guid Id { get; init; }

    public required string Code { get; init; }

    public required DateOnly SubmittedOn { get; init; }

    public required Channel Channel { get; init; }

    public required DateOnly? DueDate { get; init; }

    /// <summary>The day of state 9.</summary>
    public required DateOnly? CompletedOn { get; init; }

    public required bool HasElectronicDeclaration { get; init; }

    public required bool HasElectronicResult { get; init; }

    /// <summary>What the citizen said once it was over; null where nothing was said.</summary>
    public required RatingLevel? Rated { get; init; }

    public required DateOnly? RatedOn { get; init; }

    /// <summary>Null where nothing was paid.</summary>
    public required bool? PaidOnline { get; init; }
}

/// <summary>
/// Dossiers submitted or completed in a period, both days inclusive, and complaints answered or due in it.
/// </summary>
internal sealed record PeriodFacts(
    DateOnly From, DateOnly To, IReadOnlyList<DossierFacts> Dossiers, IReadOnlyList<Complaint> Complaints)
{
    internal IEnumerable<DossierFacts> Submitted => Dossiers.Where(d => d.SubmittedOn >= From && d.SubmittedOn <= To);

    internal IEnumerable<DossierFacts> Completed => Dossiers.Where(d => d.CompletedOn >= From && d.CompletedOn <= To);

    internal IEnumerable<DossierFacts> Rated => Dossiers.Where(d => d.RatedOn >= From && d.RatedOn <= To);

    internal static async Task<PeriodFacts> LoadAsync(
        JudicialDbContext database, DateOnly first, DateOnly last, CancellationToken cancellation)
    {
        var (since, until) = (first.MidnightInVietnam(), last.AddDays(1).MidnightInVietnam());
        var rows = await (
            from d in database.Dossiers.AsNoTracking()
            let completed = d.History.Where(h => h.To == DossierState.Done).Max(h => (DateTimeOffset?)h.At)
            join r in database.Ratings.AsNoTracking() on d.Id equals r.DossierId into ratings
            from rating in ratings.DefaultIfEmpty()
            where (d.SubmittedAt >= since && d.SubmittedAt < until) || (completed >= since && completed < until)
                || (rating != null && rating.At >= since && rating.At < until)
            orderby d.Code
            select new
            {
                d.Id,
                d.Code,
                d.SubmittedAt,
                d.Channel,
                d.DueDate,
                Completed = completed,
                d.PaidAt,
                Level = rating == null ? null : (RatingLevel?)rating.Level,
                RatedAt = rating == null ? null : (DateTimeOffset?)rating.At,
                d.FeeCitizen,
                Declared = database.StoredDocuments.Any(
                    s => s.DossierId == d.Id && s.Kind == DocumentKind.Declaration),
                Sealed = database.StoredDocuments.Any(
                    s => s.DossierId == d.Id && s.Kind == DocumentKind.CertificateSealed),
                Online = database.PaymentOrders.Any(o => o.DossierId == d.Id && o.PaidAt != null
                    && o.GatewayPaymentId != null),
            }).ToListAsync(cancellation);
        var complaints = await database.Complaints.AsNoTracking()
            .Where(c => (c.DueDate >= first && c.DueDate <= last)
                || (c.AnsweredAt >= since && c.AnsweredAt < until))
            .ToListAsync(cancellation);
        return new(first, last, [.. rows.Select(r => new DossierFacts
        {
            Id = r.Id,
            Code = r.Code,
            SubmittedOn = r.SubmittedAt.DateInVietnam(),
            Channel = r.Channel,
            DueDate = r.DueDate,
            CompletedOn = r.Completed?.DateInVietnam(),
            HasElectronicDeclaration = r.Declared,
            HasElectronicResult = r.Sealed,
            Rated = r.Level,
            RatedOn = r.RatedAt?.DateInVietnam(),
            PaidOnline = r.PaidAt is null || r.FeeCitizen == Money.Zero ? null : r.Online,
        })], complaints);
    }
}
