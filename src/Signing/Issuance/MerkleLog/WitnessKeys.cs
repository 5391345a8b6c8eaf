using System.Net.Http.Json;
using System.Security.Cryptography;
using Civic.Signing.Statements;
using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.Signing.Issuance.MerkleLog;

/// <summary>
/// The witness's published keys, kept from the first time that each is seen: receipts name them, so that its
/// countersignature can be checked without asking it.
/// </summary>
internal sealed class WitnessKeys(SigningDatabase database, HttpClient witness, TimeProvider clock)
{
    /// <summary>Whether a key of the witness has countersigned exactly this head; asks it for new keys.</summary>
    internal async Task<bool> HaveSignedAsync(
        string address, string cosignature, TreeHead head, CancellationToken cancellation)
    {
        var known = await KnownAsync(cancellation);
        if (IsOver(cosignature, head, SavedKey.Of(known)))
        {
            return true;
        }

        var published = await witness.GetFromJsonAsync<SavedKeys>($"{address}/jwks.json", cancellation);
        var added = (published?.Keys ?? []).ExceptBy(known.Select(k => k.Kid), k => k.Kid).ToList();
        if (!IsOver(cosignature, head, SavedKey.Of(added)))
        {
            return false;
        }

        database.WitnessKeys.AddRange(added.Select(k => new WitnessKey
        {
            Kid = k.Kid,
            X = k.X,
            Y = k.Y,
            FirstSeenAt = clock.GetUtcNow(),
        }));
        await database.SaveChangesAsync(cancellation);
        return true;
    }

    private Task<List<SavedKey>> KnownAsync(CancellationToken cancellation) =>
        database.WitnessKeys.AsNoTracking().Select(k => new SavedKey(k.Kid, k.X, k.Y)).ToListAsync(cancellation);

    private static bool IsOver(string cosignature, TreeHead head, Func<string, ECDsa?> keys) =>
        CompactJws.Verify<Cosignature>(Cosignature.Type, cosignature, keys) is { } own
        && (own.Log, own.Size, own.Root) == (head.Log, head.Size, head.Root);
}
