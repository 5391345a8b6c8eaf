using System.Security.Cryptography;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Statements;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Signing.Issuance.Offline;

/// <summary>What a receipt's countersignature is worth.</summary>
internal abstract record Witnessed
{
    private Witnessed()
    {
    }

    /// <param name="Size">Entries of the head that the witness countersigned.</param>
    internal sealed record By(long Size) : Witnessed;

    /// <summary>The receipt has none, or does not name the witness's key and nobody else has.</summary>
    internal sealed record Unknown : Witnessed;

    /// <param name="Why">What does not hold, as a whole sentence.</param>
    internal sealed record Not(string Why) : Witnessed;
}

/// <summary>
/// Checks the witness's part of a receipt: its own signature, with its own key, over an earlier head, and that the
/// receipt's head continues that one. A log that shows two pasts can't do this.
/// </summary>
internal static class WitnessCheck
{
    /// <param name="witness">Of the receipt.</param>
    /// <param name="head">The receipt's head, checked.</param>
    /// <param name="logKeys">The log's.</param>
    /// <param name="witnessKeys">The witness's, from elsewhere; null to take those that the receipt names.</param>
    internal static Witnessed Check(ReceiptWitness? witness, TreeHead head, Func<string, ECDsa?> logKeys,
        Func<string, ECDsa?>? witnessKeys)
    {
        if (witness is null)
        {
            return witnessKeys is null ? new Witnessed.Unknown() : new Witnessed.Not("No witness has seen the log.");
        }

        var seen = CompactJws.Verify<TreeHead>(TreeHead.Type, witness.TreeHead, logKeys);
        if (seen is null || seen.Log != head.Log || !MerkleProofs.IsConsistent(seen.Size, RootOf(seen), head.Size,
            RootOf(head), [.. witness.Consistency.Select(Base64UrlEncoder.DecodeBytes)]))
        {
            return new Witnessed.Not("The tree head does not continue the one that the witness saw.");
        }

        if ((witnessKeys ?? (witness.Keys is { Count: > 0 } named ? SavedKey.Of(named) : null)) is not { } keys)
        {
            return new Witnessed.Unknown();
        }

        return CompactJws.Verify<Cosignature>(Cosignature.Type, witness.Cosignature, keys) is { } own
            && (own.Log, own.Size, own.Root) == (seen.Log, seen.Size, seen.Root)
                ? new Witnessed.By(seen.Size)
                : new Witnessed.Not("The witness has not countersigned the head that the receipt names.");
    }

    private static byte[] RootOf(TreeHead head) => Base64UrlEncoder.DecodeBytes(head.Root);
}
