using System.Security.Cryptography;
using Civic.Documents.Reading;
using Civic.Documents.Signatures;
using Civic.Signing.Algorithms;
using Civic.Signing.Cms;
using Civic.Signing.Keys;
using Civic.Signing.Revocation;
using Civic.Signing.Timestamps;

namespace Civic.Signing.Seal;

/// <summary>
/// The signing core: a document and a key go in, a file of the level asked for comes out, or what is missing for it.
/// It keeps nothing but caches and needs no database; many callers may use it at once. <see cref="Sealer"/> is what
/// calls it for POST /seals, bench/Signing.Bench measures it by itself.
/// </summary>
internal sealed class DocumentSigner(
    TimestampClient timestamps, EvidenceSource evidence, AlgorithmPolicy policy, ContentsSizes sizes,
    TimeProvider clock)
{
    /// <summary>A time-stamp service may change its key between two tokens, not every time.</summary>
    private const int Attempts = 3;

    internal async Task<SigningResult> SignAsync(SigningOrder order, CancellationToken cancellation)
    {
        if (!PdfFile.TryRead(order.Pdf, out var file, out var failure))
        {
            return new SigningResult.NotPrepared(new SignaturePreparation.NotAPdf(failure));
        }

        if (!IsGood(order.Key))
        {
            return new SigningResult.AlgorithmRetired();
        }

        var proof = new Proof(evidence);
        if (order.Level >= PadesLevel.BT && !await LearnTokenAsync(cancellation))
        {
            return new SigningResult.TimestampUnavailable();
        }

        // Asked before the key signs: what can't be completed should not use it.
        if (order.Level >= PadesLevel.BLT && await proof.AddAsync(
            [new(EvidenceHolder.Signer, order.Key.Certificate, order.Key.Chain), .. EarlierSigners.In(file)],
            cancellation) is { } missing)
        {
            return missing;
        }

        return await SignAsync(order, file, proof, cancellation);
    }

    private async Task<SigningResult> SignAsync(
        SigningOrder order, PdfFile file, Proof proof, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var capacity = sizes.OfSignature(order.Key, order.Level);
            var preparation = SignatureUpdate.Prepare(file, order.Field, order.Details, order.Appearance, capacity);
            if (preparation is not SignaturePreparation.Prepared { Signature: var prepared })
            {
                return new SigningResult.NotPrepared(preparation);
            }

            var envelope = CmsEnvelope.Of(order.Key);
            var attributes = envelope.Attributes(prepared.Hash(order.Key.Scheme.Hash));
            if (await SignAsync(order.Key, attributes, cancellation) is not { } signature)
            {
                return new SigningResult.KeyUnavailable();
            }

            var stamp = order.Level == PadesLevel.BB ? null : await StampAsync(signature, cancellation);
            if (stamp is null && order.Level > PadesLevel.BB)
            {
                return new SigningResult.TimestampUnavailable();
            }

            var cms = envelope.Encode(attributes, signature, stamp?.Token ?? default);
            if (cms.Length <= capacity)
            {
                var parts = new SigningParts { Cms = cms, CmsCapacity = capacity, WithVri = order.WithVri };
                return await CompleteAsync(order, prepared, parts, stamp, proof, cancellation);
            }
        }

        return new SigningResult.TimestampUnavailable();
    }

    /// <summary>The security store, then the document time stamp, as far as the level wants them.</summary>
    private async Task<SigningResult> CompleteAsync(SigningOrder order, PreparedSignature prepared, SigningParts parts,
        TimestampAnswer.Granted? stamp, Proof proof, CancellationToken cancellation)
    {
        if (order.Level <= PadesLevel.BT)
        {
            return new SigningResult.Signed(prepared.Embed(parts.Cms), parts, stamp,
                stamp?.Authority.GoodUntil ?? EndOf(order.Key));
        }

        if (await proof.AddAsync([Of(stamp!.Authority)], cancellation) is { } missing)
        {
            return missing;
        }

        parts = parts with { Evidence = [.. proof.Items] };
        return order.Level == PadesLevel.BLT
            ? new SigningResult.Signed(
                SignedFile.Compose(prepared, parts), parts, stamp, stamp.Authority.GoodUntil)
            : await ArchiveAsync(prepared.Embed(parts.Cms), parts, proof, cancellation) switch
            {
                ArchiveResult.Archived(var pdf, var archived, var until) =>
                    new SigningResult.Signed(pdf, archived, stamp, until),
                ArchiveResult.Waits(var why) => why,
                _ => throw new System.Diagnostics.UnreachableException("An archive result of no kind."),
            };
    }

    /// <summary>
    /// Adds evidence and a document time stamp to a file. The service's own path must be in the store that its stamp
    /// covers; where it turns out to have changed its key, both are made again.
    /// </summary>
    internal async Task<ArchiveResult> ArchiveAsync(
        byte[] pdf, SigningParts parts, Proof proof, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var stored = SignedFile.WithEvidence(pdf, proof.Items, parts.WithVri);
            var capacity = sizes.OfToken;
            var place = SignedFile.PrepareArchive(stored, capacity);
            var hash = HashFor(clock.GetUtcNow());
            if (await timestamps.StampAsync(place.Hash(hash), hash, cancellation)
                is not TimestampAnswer.Granted archive)
            {
                return new ArchiveResult.Waits(new SigningResult.TimestampUnavailable());
            }

            sizes.Learn(archive.Token.Length);
            var isProven = proof.Holds(archive.Authority.Certificate);
            if (!isProven && await proof.AddAsync([Of(archive.Authority)], cancellation) is { } missing)
            {
                return new ArchiveResult.Waits(missing);
            }

            if (isProven && archive.Token.Length <= capacity)
            {
                parts = parts with
                {
                    Evidence = [.. proof.Items],
                    ArchiveToken = archive.Token.ToArray(),
                    ArchiveCapacity = capacity,
                };
                return new ArchiveResult.Archived(place.Embed(parts.ArchiveToken), parts, GoodUntil(archive, hash));
            }
        }

        return new ArchiveResult.Waits(new SigningResult.TimestampUnavailable());
    }

    /// <summary>
    /// Renews the archive of a file before its last time stamp ends (ETSI EN 319 142-1, 5.4.3): fresh evidence for that
    /// stamp's service, then a new stamp over everything. What is older was proven by the stamps before and needs none.
    /// </summary>
    internal async Task<ArchiveResult> ExtendAsync(PdfFile file, CancellationToken cancellation)
    {
        if (!await LearnTokenAsync(cancellation))
        {
            return new ArchiveResult.Waits(new SigningResult.TimestampUnavailable());
        }

        var earlier = EarlierSigners.In(file);
        var last = earlier.LastOrDefault(e => e.Holder == EvidenceHolder.TimestampService);
        var proof = new Proof(evidence);
        return await proof.AddAsync(last is null ? earlier : [last], cancellation) is { } missing
            ? new ArchiveResult.Waits(missing)
            : await ArchiveAsync(
                file.Bytes.ToArray(), new SigningParts { Cms = [], CmsCapacity = 0 }, proof, cancellation);
    }

    /// <summary>The size of a token and who gives it, from a first one over nothing in particular.</summary>
    internal async Task<bool> LearnTokenAsync(CancellationToken cancellation) =>
        sizes.IsTokenKnown || await StampAsync(RandomNumberGenerator.GetBytes(32), cancellation) is not null;

    private async Task<TimestampAnswer.Granted?> StampAsync(byte[] data, CancellationToken cancellation)
    {
        var hash = HashFor(clock.GetUtcNow());
        var answer = await timestamps.StampAsync(CryptographicOperations.HashData(hash, data), hash, cancellation);
        if (answer is not TimestampAnswer.Granted granted)
        {
            return null;
        }

        sizes.Learn(granted.Token.Length);
        return granted;
    }

    private static async Task<byte[]?> SignAsync(ISigningKey key, byte[] attributes, CancellationToken cancellation)
    {
        try
        {
            return await key.SignHashAsync(
                CryptographicOperations.HashData(key.Scheme.Hash, attributes), cancellation);
        }
        catch (KeyUnavailableException)
        {
            return null;
        }
    }

    /// <summary>The shortest digest that stays good for three years, else the longest one.</summary>
    private HashAlgorithmName HashFor(DateTimeOffset now)
    {
        HashAlgorithmName[] known = [HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512];
        return known.FirstOrDefault(h => policy.Allows(h, now.AddYears(3)), HashAlgorithmName.SHA512);
    }

    private DateTimeOffset GoodUntil(TimestampAnswer.Granted stamp, HashAlgorithmName hash) =>
        policy.EndOf(hash) is { } end && end < stamp.Authority.GoodUntil ? end : stamp.Authority.GoodUntil;

    private bool IsGood(ISigningKey key)
    {
        var now = clock.GetUtcNow();
        return policy.Allows(key.Scheme.Hash, now)
            && policy.Allows(key.Scheme.Method, CmsEnvelope.Of(key).KeyBits, now);
    }

    private static DateTimeOffset EndOf(ISigningKey key) =>
        new(key.Chain.Min(c => c.NotAfter.ToUniversalTime()), TimeSpan.Zero);

    private static ToProve Of(KnownAuthority authority) =>
        new(EvidenceHolder.TimestampService, authority.Certificate, authority.Others);
}
