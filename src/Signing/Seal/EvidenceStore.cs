using System.Collections.Concurrent;
using Civic.Shared.Storage;
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

    /// <summary>Kept before what names it; what nobody comes to name does no harm.</summary>
    internal async Task KeepAsync(
        SigningDatabase database, IReadOnlyList<EvidenceItem> evidence, CancellationToken cancellation)
    {
        foreach (var item in evidence.Where(e => !IsKept(e)))
        {
            var (id, kind, content) = (item.Id, (int)item.Kind, item.Content);
            await database.Database.ExecuteSqlAsync($"""
                INSERT INTO evidence (id, kind, content) VALUES ({id}, {kind}, {content}) ON CONFLICT (id) DO NOTHING
                """, cancellation);
            Remember(item);
        }
    }

    /// <summary>Keeps it with the unit of work; who runs the unit calls <see cref="Remember"/> afterwards.</summary>
    internal static ValueTask<int> KeepAsync(PreparedConnection unit, EvidenceItem item) => unit.ExecuteAsync(
        "INSERT INTO evidence (id, kind, content) VALUES (@0, @1, @2) ON CONFLICT (id) DO NOTHING",
        item.Id, (int)item.Kind, item.Content);

    internal bool IsKept(EvidenceItem item) => _kept.ContainsKey(item.Id);

    /// <summary>Once it is committed, it need not be kept again.</summary>
    internal void Remember(EvidenceItem item) => _kept[item.Id] = item;

    /// <summary>All that seals name, by its id.</summary>
    internal static async Task<IReadOnlyDictionary<string, EvidenceItem>> ReadAsync(
        SigningDatabase database, IReadOnlyCollection<SealRecord> seals, CancellationToken cancellation)
    {
        var wanted = seals.SelectMany(s => IdsOf(s.EvidenceIds)).Distinct().ToArray();
        return wanted.Length == 0
            ? new Dictionary<string, EvidenceItem>()
            : await database.Evidence.AsNoTracking().Where(e => wanted.Contains(e.Id))
                .ToDictionaryAsync(e => e.Id, e => new EvidenceItem(e.Kind, e.Content), cancellation);
    }

    /// <summary>The parts of a seal, among what was read for it and others.</summary>
    /// <exception cref="InvalidOperationException">Something is missing that was kept.</exception>
    internal static SigningParts PartsOf(SealRecord seal, IReadOnlyDictionary<string, EvidenceItem> evidence) => new()
    {
        Cms = seal.Cms,
        CmsCapacity = seal.CmsCapacity,
        WithVri = IsWithVri(seal.EvidenceIds),
        ArchiveToken = seal.ArchiveToken,
        ArchiveCapacity = seal.ArchiveCapacity,
        Evidence = Of(seal.EvidenceIds, evidence),
    };

    /// <exception cref="InvalidOperationException">Something is missing that was kept.</exception>
    internal static async Task<(IReadOnlyList<EvidenceItem> Evidence, bool WithVri)> ReadAsync(
        SigningDatabase database, string evidenceIds, CancellationToken cancellation)
    {
        var wanted = IdsOf(evidenceIds).ToArray();
        var found = await database.Evidence.AsNoTracking().Where(e => wanted.Contains(e.Id))
            .ToDictionaryAsync(e => e.Id, e => new EvidenceItem(e.Kind, e.Content), cancellation);
        return (Of(evidenceIds, found), IsWithVri(evidenceIds));
    }

    private static List<EvidenceItem> Of(string ids, IReadOnlyDictionary<string, EvidenceItem> found) =>
        [.. IdsOf(ids).Select(i => found.TryGetValue(i, out var item)
            ? item
            : throw new InvalidOperationException("Evidence that was kept is missing."))];

    private static IEnumerable<string> IdsOf(string ids) =>
        ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(i => i != Vri);

    private static bool IsWithVri(string ids) => ids.Split(' ').Contains(Vri);
}
