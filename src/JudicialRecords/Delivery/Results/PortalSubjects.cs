using Civic.JudicialRecords.Certificates.Papers;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Delivery.Results;

/// <summary>The certificate, or the decision that ended it.</summary>
internal sealed record ResultPaper(string Name, string? Address, DateOnly IssueDate);

/// <summary>Dossiers as they are now, what they came to, and changes of state, read together for the portal.</summary>
internal sealed record PortalSubjects(
    Dictionary<Guid, Dossier> Dossiers,
    Dictionary<Guid, ResultPaper> Results,
    Dictionary<Guid, StateChange> Changes)
{
    internal static async Task<PortalSubjects> ReadAsync(
        JudicialDbContext database, IReadOnlyCollection<ResultDelivery> words, CancellationToken cancellation)
    {
        var ids = words.Select(w => w.DossierId).ToHashSet();
        var changes = words.Select(w => w.StateChangeId).OfType<Guid>().ToHashSet();
        var dossiers = await database.Dossiers.AsNoTracking().Where(d => ids.Contains(d.Id))
            .ToDictionaryAsync(d => d.Id, cancellation);
        return new(
            dossiers,
            await ResultsAsync(database, dossiers.Values, cancellation),
            changes.Count == 0 ? []
                : await database.StateChanges.AsNoTracking().Where(c => changes.Contains(c.Id))
                    .ToDictionaryAsync(c => c.Id, cancellation));
    }

    /// <summary>Of those that are returned.</summary>
    internal static async Task<Dictionary<Guid, ResultPaper>> ResultsAsync(
        JudicialDbContext database, IEnumerable<Dossier> dossiers, CancellationToken cancellation)
    {
        var returned = dossiers.Where(d => d.State == DossierState.Returned).Select(d => d.Id).ToHashSet();
        if (returned.Count == 0)
        {
            return [];
        }

        var certificates = await database.Certificates.AsNoTracking().Where(c => returned.Contains(c.DossierId))
            .Select(c => new { c.DossierId, c.PrintedNumber, c.VerificationAddress, c.IssueDate })
            .ToListAsync(cancellation);
        var ends = (await database.Papers.AsNoTracking()
                .Where(p => p.DossierId != null && returned.Contains(p.DossierId.Value) && p.EffectiveAt != null
                    && (p.Kind == PaperKind.Revocation || p.Kind == PaperKind.Cancellation))
                .Select(p => new { p.DossierId, p.Kind, p.PrintedNumber, p.VerificationAddress, p.EffectiveAt })
                .ToListAsync(cancellation))
            .OrderBy(p => p.EffectiveAt).ToLookup(p => p.DossierId!.Value);
        return certificates.ToDictionary(c => c.DossierId, c => ends[c.DossierId].LastOrDefault() is { } end
            ? new ResultPaper(
                $"{PaperNames.Of(end.Kind).Vi} số {end.PrintedNumber}", end.VerificationAddress, c.IssueDate)
            : new ResultPaper(
                $"Phiếu lý lịch tư pháp số {c.PrintedNumber}", c.VerificationAddress, c.IssueDate));
    }
}
