using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates;

/// <summary>
/// Before each of several dossiers takes its step, has their documents signed together: one call, and so one
/// authorization, for each key that is needed.
/// </summary>
internal sealed class CertificateBatches(JudicialDbContext database, BatchSigning signing)
{
    /// <returns>By dossier; one that stands alone, or needs no signature, is not among them.</returns>
    internal async Task<Dictionary<Guid, SigningReply<SealedPdf>>> SealAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var all = new Dictionary<Guid, SigningReply<SealedPdf>>();
        if (ids.Count < 2)
        {
            return all;
        }

        foreach (var same in (await StepsAsync(ids, cancellation)).GroupBy(s => s.Step).Where(g => g.Count() > 1))
        {
            await foreach (var batch in BatchesAsync(same.Key, [.. same], cancellation))
            {
                foreach (var (dossier, reply) in await signing.SealAsync(same.Key, batch, cancellation))
                {
                    all[dossier] = reply;
                }
            }
        }

        return all;
    }

    private async Task<List<ToSeal>> StepsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var dossiers = await database.Dossiers.AsNoTracking().Where(d => ids.Contains(d.Id))
            .ToDictionaryAsync(d => d.Id, cancellation);
        var certificates = await database.Certificates.AsNoTracking().Where(c => ids.Contains(c.DossierId))
            .ToDictionaryAsync(c => c.DossierId, cancellation);
        // A seal that is kept already only waits for its entry.
        var isSealed = (await database.StoredDocuments.AsNoTracking()
            .Where(d => d.Kind == DocumentKind.CertificateSealed && ids.Contains(d.DossierId))
            .Select(d => d.DossierId).ToListAsync(cancellation)).ToHashSet();
        return [.. from id in ids
                   let certificate = certificates[id]
                   let step = NextStep.Of(dossiers[id]) switch
                   {
                       Turn.PersonSignature => SealStep.Person(certificate),
                       Turn.AgencySeal when !isSealed.Contains(id) => SealStep.Agency,
                       _ => null,
                   }
                   where step is not null
                   select new ToSeal(id, step, certificate.AddressNumber)];
    }

    /// <summary>As many documents together as the key custodian takes, and memory should hold.</summary>
    private async IAsyncEnumerable<List<BatchDocument>> BatchesAsync(SealStep step, List<ToSeal> all,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var batch = new List<BatchDocument>();
        var bytes = 0;
        foreach (var (id, _, number) in all)
        {
            var pdf = await database.StoredDocuments.AsNoTracking()
                .Where(d => d.DossierId == id && d.Kind == step.Source)
                .Select(d => d.Content).SingleAsync(cancellation);
            var isFull = batch.Count == BatchSigning.MostDocuments || bytes + pdf.Length > BatchSigning.MostBytes;
            if (isFull && batch.Count > 0)
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(new BatchDocument(id, step.KeyOf(id), number, pdf));
            bytes += pdf.Length;
        }

        yield return batch;
    }

    private sealed record ToSeal(Guid Dossier, SealStep Step, string Number);
}
