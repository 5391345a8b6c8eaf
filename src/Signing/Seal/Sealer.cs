using Civic.Documents.Reading;
using Civic.Documents.Signatures;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Signing.Approvals;
using Civic.Signing.Keys;
using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Seal;

/// <summary>Signs a document into its declared field at its profile's level, once for each idempotency key.</summary>
internal sealed class Sealer(
    SigningDatabase database, KeyRing keys, DocumentSigner signer, EvidenceStore evidence,
    IOptions<SigningOptions> options, TimeProvider clock)
{
    internal async Task<SealOutcome> SealAsync(SealCall call, CancellationToken cancellation)
    {
        var outcome = await DecideAsync(call, cancellation);
        if (outcome is not SealOutcome.Sealed)
        {
            await AuditRefusalAsync(call, outcome.Code, cancellation);
        }

        return outcome;
    }

    private async Task<SealOutcome> DecideAsync(SealCall call, CancellationToken cancellation)
    {
        if (!options.Value.Profiles.TryGetValue(call.ProfileName, out var profile) || profile.Client != call.Client)
        {
            return new SealOutcome.ProfileNotYours();
        }

        if (profile.Field != call.Field)
        {
            return new SealOutcome.FieldUnknown();
        }

        if (await EarlierAsync(call, cancellation) is { } earlier)
        {
            return await RepeatAsync(call, profile, earlier, cancellation);
        }

        var approved = await Approval.FindAsync(database, call, clock.GetUtcNow(), cancellation);
        if (profile.ApprovalRequired && approved is null)
        {
            return new SealOutcome.NotApproved();
        }

        call = call with { ApprovedTime = approved?.SigningTime };
        var key = call.SharedKey;
        if (key is null && !keys.TryGet(call.ProfileName, out key))
        {
            return new SealOutcome.KeyUnavailable();
        }

        if (profile.Kind == SignerKind.Agency && await PersonIsMissingAsync(call, cancellation))
        {
            return new SealOutcome.AgencyBeforePerson();
        }

        return IssueCheck.Forbids(call, profile) is { } finding
            ? new SealOutcome.NotIssuable(finding)
            : await SignAsync(call, profile, key, cancellation);
    }

    /// <summary>
    /// A document with a place for the competent person is sealed only as that person's signature left it, byte for
    /// byte, so that the seal can't cover anything that person has not signed.
    /// </summary>
    private async Task<bool> PersonIsMissingAsync(SealCall call, CancellationToken cancellation) =>
        PdfFile.TryRead(call.Pdf, out var file, out _)
        && file.SignatureFields.Any(f => f.Name == "CompetentPerson")
        && !await database.Seals.AnyAsync(s => s.OutputSha256 == call.InputSha256 && s.Number == call.Number
            && s.Field == "CompetentPerson" && s.Client == call.Client, cancellation);

    private async Task<SealOutcome> SignAsync(
        SealCall call, ProfileOptions profile, ISigningKey key, CancellationToken cancellation)
    {
        // PDF dates hold whole seconds; a repetition must find the same value.
        var signedAt = call.ApprovedTime
            ?? DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var (details, appearance) = Looks(profile.Kind, profile.SignerName, signedAt);
        var level = LevelOf(call, profile);
        var order = new SigningOrder(
            call.Pdf, call.Field, details, appearance, key, level, options.Value.WithVri);
        return await signer.SignAsync(order, cancellation) switch
        {
            SigningResult.Signed signed => await KeepAsync(call, profile, signedAt, level, signed, cancellation),
            var refused => Refused(refused),
        };
    }

    /// <summary>
    /// While another declared field is still empty, everything after this signature would be covered by none and would
    /// have to be made again: it waits, with its time proven, for the last one, which completes the file for all.
    /// </summary>
    private static PadesLevel LevelOf(SealCall call, ProfileOptions profile)
    {
        var isLast = !PdfFile.TryRead(call.Pdf, out var file, out _)
            || file.SignatureFields.All(f => f.Value is not null || f.Name == call.Field);
        return isLast || profile.Level < PadesLevel.BT ? profile.Level : PadesLevel.BT;
    }

    private async Task<SealOutcome> KeepAsync(SealCall call, ProfileOptions profile, DateTimeOffset signedAt,
        PadesLevel level, SigningResult.Signed signed, CancellationToken cancellation)
    {
        await evidence.KeepAsync(database, signed.Parts.Evidence, cancellation);
        var record = new SealRecord
        {
            Client = call.Client,
            IdempotencyKey = call.IdempotencyKey,
            Profile = call.ProfileName,
            Field = call.Field,
            Number = call.Number,
            InputSha256 = call.InputSha256,
            OutputSha256 = Sha256Text.Of(signed.Pdf),
            SignedAt = signedAt,
            SignerName = profile.SignerName,
            TimeSource = signed.Stamp?.Authority.Name ?? "claimed",
            TimeStampedAt = signed.Stamp?.Time ?? signedAt,
            Level = level,
            VerifiableUntil = signed.VerifiableUntil,
            Cms = signed.Parts.Cms,
            CmsSha256 = Sha256Text.Of(signed.Parts.Cms),
            CmsCapacity = signed.Parts.CmsCapacity,
            EvidenceIds = EvidenceStore.IdsOf(signed.Parts),
            ArchiveToken = signed.Parts.ArchiveToken,
            ArchiveCapacity = signed.Parts.ArchiveCapacity,
        };
        return await TryKeepAsync(record, cancellation)
            ? new SealOutcome.Sealed(signed.Pdf, record)
            : await RepeatAsync(call, profile, await EarlierAsync(call, cancellation)
                ?? throw new InvalidOperationException("A seal could not be kept, though no other took its key."),
                cancellation);
    }

    /// <returns>False where a parallel call with the same key was faster; its signature then stands.</returns>
    private async Task<bool> TryKeepAsync(SealRecord record, CancellationToken cancellation)
    {
        database.Seals.Add(record);
        database.Audit(clock, record.Client, "document.sealed", record.Number, "ok", new Dictionary<string, string>
        {
            ["profile"] = record.Profile,
            ["input"] = record.InputSha256,
            ["output"] = record.OutputSha256,
            ["level"] = record.Level.Name(),
        });
        try
        {
            await database.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException)
        {
            database.ChangeTracker.Clear();
            return false;
        }
    }

    private async Task<SealOutcome> RepeatAsync(
        SealCall call, ProfileOptions profile, SealRecord earlier, CancellationToken cancellation)
    {
        if (!call.IsTheCallOf(earlier))
        {
            return new SealOutcome.KeyReused();
        }

        var parts = await EvidenceStore.ReadAsync(database, earlier, cancellation);
        var (details, appearance) = Looks(profile.Kind, earlier.SignerName, earlier.SignedAt);
        var preparation = SignatureUpdate.Prepare(call.Pdf, call.Field, details, appearance, parts.CmsCapacity);
        if (preparation is not SignaturePreparation.Prepared { Signature: var prepared })
        {
            return Refused(preparation);
        }

        var pdf = SignedFile.Compose(prepared, parts);
        return Sha256Text.Of(pdf) == earlier.OutputSha256
            ? new SealOutcome.Sealed(pdf, earlier)
            : throw new InvalidOperationException("The same document no longer gives the same signed bytes.");
    }

    /// <summary>What stands in the signature dictionary and what is seen in the field.</summary>
    internal static (SignatureDetails Details, SignatureAppearance Appearance) Looks(
        SignerKind kind, string signerName, DateTimeOffset signedAt)
    {
        // Decree 30/2020 annex I: the seal shows the time with Vietnam's offset.
        var time = signedAt.InVietnam();
        return (new SignatureDetails(time, signerName), kind == SignerKind.Person
            ? SignatureAppearance.Personal(signerName)
            : SignatureAppearance.Agency(signerName, time));
    }

    internal static SealOutcome Refused(SigningResult result) => result switch
    {
        SigningResult.NotPrepared(var why) => Refused(why),
        SigningResult.EvidenceMissing(var holder, var name) => new SealOutcome.EvidenceMissing(holder, name),
        SigningResult.CertificateRevoked(var name) => new SealOutcome.CertificateRevoked(name),
        SigningResult.AlgorithmRetired => new SealOutcome.AlgorithmRetired(),
        SigningResult.KeyUnavailable => new SealOutcome.KeyUnavailable(),
        _ => new SealOutcome.TimestampUnavailable(),
    };

    private static SealOutcome Refused(SignaturePreparation preparation) => preparation switch
    {
        SignaturePreparation.AlreadySigned => new SealOutcome.AlreadySigned(),
        SignaturePreparation.NotAPdf notAPdf => new SealOutcome.NotAPdf(notAPdf.Failure.InWords()),
        _ => new SealOutcome.FieldUnknown(),
    };

    private Task<SealRecord?> EarlierAsync(SealCall call, CancellationToken cancellation) =>
        database.Seals.AsNoTracking().SingleOrDefaultAsync(
            s => s.Client == call.Client && s.IdempotencyKey == call.IdempotencyKey, cancellation);

    private async Task AuditRefusalAsync(SealCall call, string code, CancellationToken cancellation)
    {
        database.Audit(clock, call.Client, "document.seal-refused", call.Number, code,
            new Dictionary<string, string> { ["input"] = call.InputSha256 });
        await database.SaveChangesAsync(cancellation);
    }
}
