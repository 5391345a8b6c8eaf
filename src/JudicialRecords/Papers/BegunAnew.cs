using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Papers;

/// <summary>
/// The dossiers that stand for one request after another, where a decision (Art. 50) has it worked on anew. Each has a
/// code of its own here; who asked in the VNeID application knows the first one's only, and goes on under it.
/// </summary>
internal static class BegunAnew
{
    /// <summary>The code under which VNeID is told of each of these dossiers.</summary>
    internal static async Task<Dictionary<Guid, string>> CodesAtVneidAsync(
        this JudicialDbContext database, IReadOnlyCollection<Dossier> dossiers, CancellationToken cancellation)
    {
        var codes = dossiers.ToDictionary(d => d.Id, d => d.Code);
        var now = dossiers.Where(d => d.Channel == Channel.VneidApplication).ToDictionary(d => d.Id, d => d.Id);
        while (now.Count > 0)
        {
            var ids = now.Values.ToList();
            var before = (await (from decision in database.Papers.AsNoTracking()
                                 from earlier in database.Dossiers
                                 where ids.Contains(decision.NewDossierId!.Value) && earlier.Id == decision.DossierId
                                 select new { After = decision.NewDossierId!.Value, earlier.Id, earlier.Code })
                .ToListAsync(cancellation)).DistinctBy(e => e.After).ToDictionary(e => e.After);
            now = now.Where(n => before.ContainsKey(n.Value)).ToDictionary(n => n.Key, n => before[n.Value].Id);
            foreach (var (id, earlier) in now)
            {
                codes[id] = before.Values.First(e => e.Id == earlier).Code;
            }
        }

        return codes;
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
