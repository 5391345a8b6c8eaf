using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates;

/// <summary>
/// Before each of several dossiers takes its step, has their documents signed together: one call, and so one
/// authorization, for each key that is needed.
/// </summary>
internal sealed class CertificateBatches(JudicialDbContext database, BatchSigning signing)
{
    /// <returns>By dossier; one that needs no signature is not among them.</returns>
    internal async Task<Dictionary<Guid, SigningReply<SealedPdf>>> SealAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var all = new Dictionary<Guid, SigningReply<SealedPdf>>();
        foreach (var same in (await StepsAsync(ids, cancellation)).ToLookup(s => s.Step, s => s.Document))
        {
            var made = await signing.SealAsync(
                same.Key.Place, [.. same], some => PdfsAsync(same.Key.Source, some, cancellation), cancellation);
            foreach (var (dossier, reply) in made)
            {
                all[dossier] = reply;
            }
        }

        return all;
    }

    private async Task<List<(SealStep Step, ToSign Document)>> StepsAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var dossiers = await database.Dossiers.AsNoTracking().Where(d => ids.Contains(d.Id))
            .ToDictionaryAsync(d => d.Id, cancellation);
        var certificates = await database.Certificates.AsNoTracking().Where(c => ids.Contains(c.DossierId))
            .ToDictionaryAsync(c => c.DossierId, cancellation);
        return [.. from id in ids
                   let certificate = certificates[id]
                   let step = NextStep.Of(dossiers[id]) switch
                   {
                       Turn.PersonSignature => SealStep.Person(certificate),
                       // A seal that is kept already only waits for its entry.
                       Turn.AgencySeal when dossiers[id].IssuingSince is null => SealStep.Agency,
                       _ => null,
                   }
                   where step is not null
                   select (step, new ToSign(id, certificate.AddressNumber))];
    }

    private Task<Dictionary<Guid, byte[]>> PdfsAsync(
        DocumentKind kind, IReadOnlyList<Guid> some, CancellationToken cancellation) =>
        database.StoredDocuments.AsNoTracking().Where(d => some.Contains(d.DossierId) && d.Kind == kind)
            .ToDictionaryAsync(d => d.DossierId, d => d.Content, cancellation);
}
