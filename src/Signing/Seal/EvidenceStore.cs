using System.Collections.Concurrent;
using Civic.Signing.Revocation;
using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.Signing.Seal;

/// <summary>
/// Keeps what went into security stores, each thing once, so that a repeated call gives the same bytes after the data
/// has been renewed.
/// </summary>
internal sealed class EvidenceStore
{
    private const string Vri = "vri";

    private readonly ConcurrentDictionary<string, EvidenceItem> _kept = new(StringComparer.Ordinal);

    /// <summary>The ids of what the parts hold, in their order.</summary>
    internal static string IdsOf(SigningParts parts) =>
        string.Join(' ', (parts.WithVri ? [Vri] : Array.Empty<string>()).Concat(parts.Evidence.Select(e => e.Id)));

    /// <summary>Kept before the seal that names it; what nobody comes to name does no harm.</summary>
    internal async Task KeepAsync(
        SigningDatabase database, IReadOnlyList<EvidenceItem> evidence, CancellationToken cancellation)
    {
        foreach (var item in evidence.Where(e => !_kept.ContainsKey(e.Id)))
        {
            var (id, kind, content) = (item.Id, (int)item.Kind, item.Content);
            await database.Database.ExecuteSqlAsync($"""
                INSERT INTO evidence (id, kind, content) VALUES ({id}, {kind}, {content}) ON CONFLICT (id) DO NOTHING
                """, cancellation);
            _kept[id] = item;
        }
    }

    /// <exception cref="InvalidOperationException">Something is missing that was kept.</exception>
    internal static async Task<SigningParts> ReadAsync(
        SigningDatabase database, SealRecord record, CancellationToken cancellation)
    {
        var (evidence, withVri) = await ReadAsync(database, record.EvidenceIds, cancellation);
        return new SigningParts
        {
            Cms = record.Cms,
            CmsCapacity = record.CmsCapacity,
            WithVri = withVri,
            ArchiveToken = record.ArchiveToken,
            ArchiveCapacity = record.ArchiveCapacity,
            Evidence = evidence,
        };
    }

    /// <inheritdoc cref="ReadAsync(SigningDatabase, SealRecord, CancellationToken)"/>
    internal static async Task<(IReadOnlyList<EvidenceItem> Evidence, bool WithVri)> ReadAsync(
        SigningDatabase database, string evidenceIds, CancellationToken cancellation)
    {
        var ids = evidenceIds.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var wanted = ids.Where(i => i != Vri).ToList();
        var found = await database.Evidence.AsNoTracking().Where(e => wanted.Contains(e.Id))
            .ToDictionaryAsync(e => e.Id, cancellation);
        return ([.. wanted.Select(i => found.TryGetValue(i, out var e)
            ? new EvidenceItem(e.Kind, e.Content)
            : throw new InvalidOperationException("Evidence that was kept is missing."))], ids.Contains(Vri));
    }
}
