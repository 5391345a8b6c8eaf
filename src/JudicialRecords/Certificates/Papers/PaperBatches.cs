using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates.Papers;

/// <summary>
/// Before each of several papers takes its step, has those signed together that need the same key in the same field.
/// </summary>
internal sealed class PaperBatches(JudicialDbContext database, BatchSigning signing)
{
    /// <returns>By paper; one that needs no signature is not among them.</returns>
    internal async Task<Dictionary<Guid, SigningReply<SealedPdf>>> SealAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var all = new Dictionary<Guid, SigningReply<SealedPdf>>();
        var papers = await database.Papers.AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(cancellation);
        var steps = from paper in papers
                    let step = StepOf(paper)
                    where step is not null
                    select (step.Value, Document: new ToSign(paper.Id, paper.AddressNumber!));
        foreach (var same in steps.ToLookup(s => s.Value, s => s.Document))
        {
            var made = await signing.SealAsync(
                same.Key.Place, [.. same], some => FilesAsync(same.Key.Source, some, cancellation), cancellation);
            foreach (var (paper, reply) in made)
            {
                all[paper] = reply;
            }
        }

        return all;
    }

    private static (PaperStage Source, SigningPlace Place)? StepOf(Paper paper) => PaperTurns.Of(paper) switch
    {
        PaperTurn.PersonSignature => (PaperStage.Rendered, SigningPlace.Person(paper.Profile!)),
        // A seal that is kept already only waits for its entry.
        PaperTurn.AgencySeal when paper.SealedAt is null =>
            (paper.Kind.NeedsPerson() ? PaperStage.Signed : PaperStage.Rendered, SigningPlace.Agency),
        _ => null,
    };

    private Task<Dictionary<Guid, byte[]>> FilesAsync(
        PaperStage stage, IReadOnlyList<Guid> some, CancellationToken cancellation) =>
        database.PaperFiles.AsNoTracking().Where(f => some.Contains(f.PaperId) && f.Stage == stage)
            .ToDictionaryAsync(f => f.PaperId, f => f.Content, cancellation);
}
