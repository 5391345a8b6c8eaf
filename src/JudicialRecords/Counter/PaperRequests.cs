using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Counter;

/// <summary>
/// A request that somebody brought to the counter, sent by post or made in the VNeID application is theirs here, too,
/// from the moment they sign in: VNeID proves the very number of who asks. Each is an audit event.
/// </summary>
internal sealed class PaperRequests(JudicialDbContext database, TimeProvider clock)
{
    /// <returns>Whether there was any that was not theirs online yet.</returns>
    internal async Task<bool> TakeOverAsync(Citizen citizen, CancellationToken cancellation)
    {
        var found = await database.Dossiers
            .Where(d => d.RequesterNumber == citizen.Number && d.Channel != Channel.VneidOnline
                && (d.RequesterSubject.StartsWith(Submitter.PaperPrefix)
                    || d.RequesterSubject.StartsWith(Submitter.ApplicationPrefix)))
            .ToListAsync(cancellation);
        foreach (var dossier in found)
        {
            dossier.RequesterSubject = citizen.Subject;
            database.Audit(clock, citizen.Subject, "dossier.taken-over", dossier.Code);
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
}
