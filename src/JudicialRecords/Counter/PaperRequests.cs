using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Counter;

/// <summary>
/// A request that somebody brought to the counter, sent by post or made in the VNeID application is theirs here, too,
/// from the moment they sign in: VNeID proves the very number of who asks. Each is an audit event. A report of misuse
/// that came before is theirs as well.
/// </summary>
internal sealed class PaperRequests(JudicialDbContext database, TimeProvider clock)
{
    /// <returns>Whether there was any that was not theirs online yet.</returns>
    internal async Task<bool> TakeOverAsync(Citizen citizen, CancellationToken cancellation)
    {
        var found = await Waiting(database, citizen.Number).ToListAsync(cancellation);
        var report = found.Count == 0 ? null : await database.MisuseReports.AsNoTracking()
            .SingleOrDefaultAsync(r => r.Subject == citizen.Subject, cancellation);
        foreach (var dossier in found)
        {
            dossier.RequesterSubject = citizen.Subject;
            database.Audit(clock, citizen.Subject, "dossier.taken-over", dossier.Code);
            if (dossier.IsOpen && report?.Concerns(dossier.SubmittedAt) == true)
            {
                dossier.ReportMisuse(report.ReportedAt!.Value);
                database.Audit(clock, "identity-bridge", "dossier.misuse-reported", dossier.Code);
            }
        }

        try
        {
            await database.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            // An officer works on one of them at this moment: the person's next look finds it.
        }

        database.ChangeTracker.Clear();
        return found.Count > 0;
    }
    /// <summary>Requests of that person which are nobody's login yet.</summary>
    internal static IQueryable<Dossier> Waiting(JudicialDbContext database, CitizenId number) => database.Dossiers
        .Where(d => d.RequesterNumber == number && d.Channel != Channel.VneidOnline
            && (d.RequesterSubject.StartsWith(Submitter.PaperPrefix)
                || d.RequesterSubject.StartsWith(Submitter.ApplicationPrefix)));
}
