using Civic.Documents.Reading;
using Civic.Documents.Signatures;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Signing.Keys;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Seal;

/// <summary>Signs a document into its declared field at its profile's level, once for each idempotency key.</summary>
internal sealed class Sealer(
    SealFactsReader reader, KeyRing keys, DocumentSigner signer, SealKeeping keeping, IOptions<SigningOptions> options,
    TimeProvider clock)
{
    internal const string PersonsField = "CompetentPerson";

    internal async Task<SealOutcome> SealAsync(SealCall call, CancellationToken cancellation)
    {
        var facts = await FactsAsync([call], cancellation);
        return await FinishAsync(call, await DecideAsync(call, facts[0], cancellation),
            async entry => (await keeping.KeepAsync([entry]))[0], cancellation);
    }

    /// <inheritdoc cref="SealFactsReader.ReadAsync"/>
    internal Task<IReadOnlyList<SealFacts>> FactsAsync(
        IReadOnlyList<SealCall> calls, CancellationToken cancellation) => reader.ReadAsync(calls, cancellation);

    /// <summary>Signs or refuses; what came of it is told to nobody before it is kept.</summary>
    internal async Task<SealDecision> DecideAsync(SealCall call, SealFacts facts, CancellationToken cancellation)
    {
        if (!options.Value.Profiles.TryGetValue(call.ProfileName, out var profile) || profile.Client != call.Client)
        {
            return Refusal(call, new SealOutcome.ProfileNotYours());
        }

        if (profile.Field != call.Field)
        {
            return Refusal(call, new SealOutcome.FieldUnknown());
        }

        if (facts.Earlier is { } earlier)
        {
            var again = Repeat(call, profile, earlier, facts);
            return again is SealOutcome.Sealed ? new SealDecision(again) : Refusal(call, again);
        }

        cancellation.ThrowIfCancellationRequested();
        return await SignAsync(call, profile, facts, cancellation);
    }

    /// <summary>Has the decision kept, and says what then stands.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="decision">What came of it.</param>
    /// <param name="keep">Commits an entry; false where a parallel call with the same key was faster.</param>
    /// <param name="cancellation">Stops what has to be read, not what is being kept.</param>
    internal async Task<SealOutcome> FinishAsync(
        SealCall call, SealDecision decision, Func<SealEntry, Task<bool>> keep, CancellationToken cancellation)
    {
        if (decision.Entry is null || await keep(decision.Entry))
        {
            return decision.Outcome;
        }

        var facts = (await FactsAsync([call], cancellation))[0];
        return facts.Earlier is not null
            ? await FinishAsync(call, await DecideAsync(call, facts, cancellation), keep, cancellation)
            : throw new InvalidOperationException("A seal could not be kept, though no other took its key.");
    }

    private async Task<SealDecision> SignAsync(
        SealCall call, ProfileOptions profile, SealFacts facts, CancellationToken cancellation)
    {
        var approval = facts.ApprovalAt(clock.GetUtcNow());
        if (profile.ApprovalRequired && approval is null)
        {
            return Refusal(call, new SealOutcome.NotApproved());
        }

        var key = call.SharedKey;
        if (key is null && !keys.TryGet(call.ProfileName, out key))
        {
            return Refusal(call, new SealOutcome.KeyUnavailable());
        }

        if (!PdfFile.TryRead(call.Pdf, out var file, out var failure))
        {
            return Refusal(call, new SealOutcome.NotAPdf(failure.InWords()));
        }

        // A document with a place for the competent person is sealed only as that person's signature left it, byte for
        // byte, so that the seal can't cover anything that person has not signed.
        if (profile.Kind == SignerKind.Agency && !facts.IsAsThePersonSignedIt
            && file.SignatureFields.Any(f => f.Name == PersonsField))
        {
            return Refusal(call, new SealOutcome.AgencyBeforePerson());
        }

        if (IssueCheck.Forbids(file, call.Field, profile) is { } finding)
        {
            return Refusal(call, new SealOutcome.NotIssuable(finding));
        }

        call = call with { ApprovedTime = approval?.SigningTime };
        return await SignAsync(call, profile, key, LevelOf(file, call.Field, profile), cancellation);
    }

    private async Task<SealDecision> SignAsync(
        SealCall call, ProfileOptions profile, ISigningKey key, PadesLevel level, CancellationToken cancellation)
    {
        // PDF dates hold whole seconds; a repetition must find the same value.
        var signedAt = call.ApprovedTime
            ?? DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var (details, appearance) = Looks(profile.Kind, profile.SignerName, signedAt);
        var order = new SigningOrder(
            call.Pdf, call.Field, details, appearance, key, level, options.Value.WithVri);
        return await signer.SignAsync(order, cancellation) switch
        {
            SigningResult.Signed signed => Made(call, RecordOf(call, profile, signedAt, level, signed), signed),
            var refused => Refusal(call, Refused(refused)),
        };
    }

    /// <summary>
    /// While another declared field is still empty, everything after this signature would be covered by none and would
    /// have to be made again: it waits, with its time proven, for the last one, which completes the file for all.
    /// </summary>
    private static PadesLevel LevelOf(PdfFile file, string field, ProfileOptions profile)
    {
        var isLast = file.SignatureFields.All(f => f.Value is not null || f.Name == field);
        return isLast || profile.Level < PadesLevel.BT ? profile.Level : PadesLevel.BT;
    }

    private static SealRecord RecordOf(SealCall call, ProfileOptions profile, DateTimeOffset signedAt,
        PadesLevel level, SigningResult.Signed signed) => new()
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

    private SealDecision Made(SealCall call, SealRecord record, SigningResult.Signed signed)
    {
        var told = AuditTrail.Event(clock, call.Client, "document.sealed", call.Number, "ok",
            new Dictionary<string, string>
            {
                ["profile"] = record.Profile,
                ["input"] = record.InputSha256,
                ["output"] = record.OutputSha256,
                ["level"] = record.Level.Name(),
            });
        return new SealDecision(new SealOutcome.Sealed(signed.Pdf, record),
            new SealEntry(told) { Seal = record, Evidence = signed.Parts.Evidence });
    }

    private SealDecision Refusal(SealCall call, SealOutcome outcome) => new(outcome, new SealEntry(
        AuditTrail.Event(clock, call.Client, "document.seal-refused", call.Number, outcome.Code,
            new Dictionary<string, string> { ["input"] = call.InputSha256 })));

    private static SealOutcome Repeat(SealCall call, ProfileOptions profile, SealRecord earlier, SealFacts facts)
    {
        if (!call.IsTheCallOf(earlier))
        {
            return new SealOutcome.KeyReused();
        }

        var parts = EvidenceStore.PartsOf(earlier, facts.Evidence);
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
}
