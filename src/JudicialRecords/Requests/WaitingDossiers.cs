using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Requests;

internal static class WaitingDossiers
{
    private const int AtOnce = 50;

    /// <summary>Those that came into this state before that moment and are in it still, without history.</summary>
    internal static Task<List<Dossier>> WaitingSinceAsync(
        this DbSet<Dossier> dossiers, DossierState state, DateTimeOffset limit, CancellationToken cancellation) =>
        dossiers.Where(d => d.State == state && d.History.Where(c => c.To == state).Max(c => c.At) < limit)
            .OrderBy(d => d.SubmittedAt)
            .Take(AtOnce)
            .ToListAsync(cancellation);
}
