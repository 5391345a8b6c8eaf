using Civic.Shared.Audit;
using Civic.Shared.Storage;

namespace Civic.Signing.Seal;

/// <summary>
/// Commits what came of calls. The entries of one list are committed together, and with whatever else waits to be
/// committed at that moment (<see cref="GroupCommit"/>).
/// </summary>
internal sealed class SealKeeping(GroupCommit commit, EvidenceStore evidence)
{
    private const string Insert =
        "INSERT INTO seals (client, idempotency_key, profile, field, number, input_sha256, output_sha256, signed_at, "
        + "signer_name, time_source, time_stamped_at, level, verifiable_until, cms_capacity, evidence_ids, "
        + "archive_token, archive_capacity, cms, cms_sha256) "
        + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17, @18) "
        + "ON CONFLICT (client, idempotency_key) DO NOTHING";

    /// <summary>
    /// Done even if the caller leaves: a key has signed. Where one entry of the list can't be kept, none of it is.
    /// </summary>
    /// <returns>
    /// For each false where a parallel call with the same key was faster; its signature then stands.
    /// </returns>
    internal async Task<IReadOnlyList<bool>> KeepAsync(IReadOnlyList<SealEntry> entries)
    {
        var items = entries.SelectMany(e => e.Evidence).Where(i => !evidence.IsKept(i)).DistinctBy(i => i.Id).ToList();
        var kept = await commit.RunAsync(async unit =>
        {
            foreach (var item in items)
            {
                await EvidenceStore.KeepAsync(unit, item);
            }

            var done = new bool[entries.Count];
            for (var i = 0; i < done.Length; i++)
            {
                done[i] = await KeepAsync(unit, entries[i]);
            }

            return done;
        });
        items.ForEach(evidence.Remember);
        return kept;
    }

    private static async ValueTask<bool> KeepAsync(PreparedConnection unit, SealEntry entry)
    {
        if (entry.Seal is { } seal && await InsertAsync(unit, seal) == 0)
        {
            return false;
        }

        await unit.AuditAsync(entry.Event);
        return true;
    }

    private static ValueTask<int> InsertAsync(PreparedConnection unit, SealRecord seal) => unit.ExecuteAsync(Insert,
        seal.Client, seal.IdempotencyKey, seal.Profile, seal.Field, seal.Number, seal.InputSha256, seal.OutputSha256,
        seal.SignedAt, seal.SignerName, seal.TimeSource, seal.TimeStampedAt, seal.Level.Name(), seal.VerifiableUntil,
        seal.CmsCapacity, seal.EvidenceIds, seal.ArchiveToken, seal.ArchiveCapacity, seal.Cms, seal.CmsSha256);
}
