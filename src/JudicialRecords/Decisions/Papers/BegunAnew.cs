using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Decisions.Papers;

/// <summary>
/// The dossiers that stand for one request after another, where a decision (Art. 50) has it worked on anew. Each has a
/// code of its own here; who asked in the VNeID application knows the first one's only, and goes on under it.
/// </summary>
internal static class BegunAnew
{
    /// <summary>The code under which VNeID is told of this dossier.</summary>
    internal static async Task<string> CodeAtVneidAsync(
        this JudicialDbContext database, Dossier dossier, CancellationToken cancellation)
    {
        var (id, code) = (dossier.Id, dossier.Code);
        while (dossier.Channel == Channel.VneidApplication
            && await (from decision in database.Papers.AsNoTracking()
                      from before in database.Dossiers
                      where decision.NewDossierId == id && before.Id == decision.DossierId
                      select new { before.Id, before.Code }).FirstOrDefaultAsync(cancellation) is { } earlier)
        {
            (id, code) = (earlier.Id, earlier.Code);
        }

        return code;
    }

    /// <summary>The dossier that stands for the request now.</summary>
    internal static async Task<Guid> NewestAsync(
        this JudicialDbContext database, Guid first, CancellationToken cancellation)
    {
        while (await database.Papers.AsNoTracking().Where(p => p.DossierId == first && p.NewDossierId != null)
            .OrderByDescending(p => p.IssuedAt).Select(p => p.NewDossierId).FirstOrDefaultAsync(cancellation)
            is { } next)
        {
            first = next;
        }

        return first;
    }
}
