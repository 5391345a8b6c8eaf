using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.AfterIssue;

/// <summary>
/// The requester complains on the request's own page (Art. 52). One complaint at a time, so that each has its answer;
/// two sent at once are one.
/// </summary>
internal sealed class Complain(JudicialDbContext database, PolicyPack pack, TimeProvider clock)
{
    internal async Task<ComplaintSent> RunAsync(
        string code, string subject, string? wording, CancellationToken cancellation)
    {
        var dossier = await database.Dossiers
            .SingleOrDefaultAsync(d => d.Code == code && d.RequesterSubject == subject, cancellation);
        if (dossier is null)
        {
            return ComplaintSent.NotFound;
        }

        if (await database.Complaints.AnyAsync(c => c.DossierId == dossier.Id && c.AnsweredAt == null, cancellation))
        {
            return ComplaintSent.OneWaits;
        }

        var words = wording?.Trim() ?? "";
        if (words.Length is < StaffForm.ShortestReason or > StaffForm.LongestReason)
        {
            return ComplaintSent.TooShortOrLong;
        }

        Complaints.Add(database, dossier.Id, subject, words, clock.GetUtcNow(), pack);
        // Whoever works on the dossier has not read the complaint yet.
        dossier.Version++;
        database.Audit(clock, subject, Complaints.Recorded, dossier.Code);
        try
        {
            await database.SaveChangesAsync(cancellation);
            return ComplaintSent.Done;
        }
        catch (DbUpdateConcurrencyException)
        {
            return ComplaintSent.ChangedMeanwhile;
        }
    }
}

internal enum ComplaintSent
{
    NotFound,
    OneWaits,
    TooShortOrLong,
    ChangedMeanwhile,
    Done,
}
