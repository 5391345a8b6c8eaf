using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Delivery.Results;

/// <summary>A decision about a certificate, as others are told of it.</summary>
internal sealed record ToldDecision(PaperKind Kind, string? PrintedNumber, string? VerificationAddress);

/// <summary>Dossiers, certificates and decisions that words to other systems are about, read together.</summary>
internal sealed record ResultSubjects(
    Dictionary<Guid, Dossier> Dossiers,
    Dictionary<Guid, Certificate> Certificates,
    Dictionary<Guid, ToldDecision> Decisions)
{
    internal static async Task<ResultSubjects> ReadAsync(
        JudicialDbContext database, IReadOnlyCollection<ResultDelivery> words, CancellationToken cancellation)
    {
        var dossiers = words.Select(w => w.DossierId).ToHashSet();
        var issued = words.Where(w => w.StateChangeId is null).Select(w => w.DossierId).ToHashSet();
        var decisions = words.Select(w => w.PaperId).OfType<Guid>().ToHashSet();
        return new(
            await database.Dossiers.AsNoTracking().Where(d => dossiers.Contains(d.Id))
                .ToDictionaryAsync(d => d.Id, cancellation),
            issued.Count == 0 ? []
                : await database.Certificates.AsNoTracking().Where(c => issued.Contains(c.DossierId))
                    .ToDictionaryAsync(c => c.DossierId, cancellation),
            decisions.Count == 0 ? []
                : await database.Papers.AsNoTracking().Where(p => decisions.Contains(p.Id))
                    .Select(p => new { p.Id, p.Kind, p.PrintedNumber, p.VerificationAddress })
                    .ToDictionaryAsync(
                        p => p.Id, p => new ToldDecision(p.Kind, p.PrintedNumber, p.VerificationAddress),
                        cancellation));
    }
}
