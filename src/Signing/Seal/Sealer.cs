using Civic.Documents.Reading;
using Civic.Documents.Signatures;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Signing.Cms;
using Civic.Signing.Keys;
using Civic.Signing.Storage;
using Civic.Signing.Timestamps;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Seal;

/// <summary>Signs a document into its declared field at level PAdES B-T, once for each idempotency key.</summary>
internal sealed class Sealer(
    SigningDatabase database, KeyRing keys, TimestampClient timestamps, IOptions<SigningOptions> options,
    TimeProvider clock)
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
            return Repeat(call, profile, earlier);
        }

        if (!keys.TryGet(call.ProfileName, out var key))
        {
            return new SealOutcome.KeyUnavailable();
        }

        return profile.Kind == SignerKind.Agency && await PersonIsMissingAsync(call, cancellation)
            ? new SealOutcome.AgencyBeforePerson()
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
        var signedAt = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var preparation = Prepare(call, profile, signedAt);
        if (preparation is not SignaturePreparation.Prepared { Signature: var prepared })
        {
            return Refused(preparation);
        }

        var cms = new SignedDataWriter(key);
        try
        {
            await cms.SignAsync(prepared.Hash(key.Scheme.Hash), cancellation);
        }
        catch (KeyUnavailableException)
        {
            return new SealOutcome.KeyUnavailable();
        }

        if (await timestamps.StampAsync(cms.Signature, cancellation) is not TimestampAnswer.Granted stamp)
        {
            return new SealOutcome.TimestampUnavailable();
        }

        var encoded = cms.Encode(stamp.Token);
        var pdf = prepared.Embed(encoded);
        var record = new SealRecord
        {
            Client = call.Client,
            IdempotencyKey = call.IdempotencyKey,
            Profile = call.ProfileName,
            Field = call.Field,
            Number = call.Number,
            InputSha256 = call.InputSha256,
            OutputSha256 = Sha256Text.Of(pdf),
            SignedAt = signedAt,
            SignerName = profile.SignerName,
            TimeSource = stamp.Source,
            TimeStampedAt = stamp.Time,
            Cms = encoded,
            CmsSha256 = Sha256Text.Of(encoded),
        };
        return await KeepAsync(record, cancellation)
            ? new SealOutcome.Sealed(pdf, record)
            : Repeat(call, profile, await EarlierAsync(call, cancellation)
                ?? throw new InvalidOperationException("A seal could not be kept, though no other took its key."));
    }

    /// <returns>False where a parallel call with the same key was faster; its signature then stands.</returns>
    private async Task<bool> KeepAsync(SealRecord record, CancellationToken cancellation)
    {
        database.Seals.Add(record);
        database.Audit(clock, record.Client, "document.sealed", record.Number, "ok", new Dictionary<string, string>
        {
            ["profile"] = record.Profile,
            ["input"] = record.InputSha256,
            ["output"] = record.OutputSha256,
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

    private static SealOutcome Repeat(SealCall call, ProfileOptions profile, SealRecord earlier)
    {
        if (!call.IsTheCallOf(earlier))
        {
            return new SealOutcome.KeyReused();
        }

        var preparation = Prepare(call, profile with { SignerName = earlier.SignerName }, earlier.SignedAt);
        if (preparation is not SignaturePreparation.Prepared { Signature: var prepared })
        {
            return Refused(preparation);
        }

        var pdf = prepared.Embed(earlier.Cms);
        return Sha256Text.Of(pdf) == earlier.OutputSha256
            ? new SealOutcome.Sealed(pdf, earlier)
            : throw new InvalidOperationException("The same document no longer gives the same signed bytes.");
    }

    private static SignaturePreparation Prepare(SealCall call, ProfileOptions profile, DateTimeOffset signedAt)
    {
        // Decree 30/2020 annex I: the seal shows the time with Vietnam's offset.
        var time = signedAt.InVietnam();
        return SignatureUpdate.Prepare(call.Pdf, call.Field, new SignatureDetails(time, profile.SignerName),
            profile.Kind == SignerKind.Person
                ? SignatureAppearance.Personal(profile.SignerName)
                : SignatureAppearance.Agency(profile.SignerName, time));
    }

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
