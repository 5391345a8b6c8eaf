using System.Security.Cryptography;
using Civic.Signing.Cms;
using Civic.Signing.Timestamps;
using Civic.Signing.Validation.Trust;

namespace Civic.Signing.Validation;

/// <summary>
/// Judges one signature of a file by the order of ETSI EN 319 102-1: form, digest, signature, time stamps, certificate
/// path, revocation. The first step that fails decides.
/// </summary>
internal sealed class SignatureValidator(Scene scene, TimestampValidator stamps)
{
    internal async ValueTask<SignatureReport> ValidateAsync(SignedField field, CancellationToken cancellation)
    {
        if (field is not { Bytes: { } bytes, Cms: { Content: null, ContentType: CmsNames.Data } cms }
            || !field.IsKnownForm)
        {
            return Report(field, Judgement.Failed(SubIndication.FormatFailure), null, []);
        }

        var integrity = Integrity(bytes, cms.Signer);
        return integrity.IsPassed
            ? await TrustAsync(field, cms, cancellation)
            : Report(field, integrity, null, []);
    }

    private Judgement Integrity(SignedBytes bytes, SignerContent signer)
    {
        if (signer.Digest is not { } digest || signer.MessageDigest is not { } expected
            || signer.SignedContentType != CmsNames.Data)
        {
            return Judgement.Failed(SubIndication.FormatFailure);
        }

        if (!scene.Digests.Of(bytes, digest).AsSpan().SequenceEqual(expected))
        {
            return Judgement.Failed(SubIndication.HashFailure);
        }

        if (signer.Certificate is null)
        {
            return Judgement.Open(SubIndication.NoSigningCertificateFound);
        }

        if (!signer.IsSignatureRight())
        {
            return Judgement.Failed(SubIndication.SigCryptoFailure);
        }

        return signer.Binding() switch
        {
            CertificateBinding.Wrong => Judgement.Open(SubIndication.NoSigningCertificateFound),
            CertificateBinding.Missing => Judgement.Open(SubIndication.SigConstraintsFailure),
            _ => Judgement.Passed,
        };
    }

    private async ValueTask<SignatureReport> TrustAsync(
        SignedField field, SignedDataContent cms, CancellationToken cancellation)
    {
        var findings = new List<Finding> { Findings.Of("SIGNATURE_INTACT") };
        var (stamp, stampEvidencedBy) = await StampAsync(field, cms, findings, cancellation);
        var archived = scene.Proofs.Of(field.Revision);
        (DateTimeOffset Time, string Source)? proof = stamp is null ? archived : (stamp.Time, stamp.AuthorityName);
        proof = archived?.Time < proof?.Time ? archived : proof;
        var existence = new Existence(proof?.Time ?? scene.Proofs.Now, proof is not null)
        {
            Earliest = Later(scene.LatestBefore(field.Revision), Claim(field, proof?.Time ?? scene.Proofs.Now)),
        };
        var answer = await JudgeAsync(cms, existence, cancellation);
        if (answer.RevokedLater)
        {
            findings.Add(Findings.Of("REVOKED_AFTER_SIGNING"));
        }

        var level = LevelOf(field, proof is not null, answer.EvidencedBy,
            stamp is null ? 0 : stampEvidencedBy);
        if (level is "B-LTA")
        {
            findings.Add(Findings.Of("ARCHIVED"));
        }

        return Report(field, answer.Judgement, proof, findings) with { Level = level };
    }

    private async ValueTask<CertificateAnswer> JudgeAsync(
        SignedDataContent cms, Existence existence, CancellationToken cancellation)
    {
        var leaf = KnownCertificate.Of(cms.Signer.Certificate!);
        var answer = await scene.Certificates.JudgeAsync(
            leaf.Certificate, cms.Certificates, ServiceUse.Signing, existence, cancellation);
        var end = scene.Sunset.EndOf(cms.Signer.Algorithm!, leaf.KeyBits);
        return answer.Judgement.IsPassed && existence.Latest >= end
            ? answer with { Judgement = CertificateJudge.Weak(end, existence) }
            : answer;
    }

    /// <summary>The signature's own time stamp if it proves anything.</summary>
    private async ValueTask<(TimestampToken? Token, int? EvidencedBy)> StampAsync(
        SignedField field, SignedDataContent cms, List<Finding> findings, CancellationToken cancellation)
    {
        if (!cms.Signer.Unsigned.TryGetValue(CmsNames.SignatureTimestamp, out var bytes))
        {
            findings.Add(Findings.Of(scene.Proofs.Of(field.Revision) is null
                ? "TIMESTAMP_MISSING" : "TIMESTAMP_BY_DOCUMENT"));
            return (null, null);
        }

        var token = TimestampToken.TryRead(bytes);
        var isOver = token?.ImprintHash is { } hash
            && CryptographicOperations.HashData(hash, cms.Signer.Signature).AsSpan().SequenceEqual(token.Imprint);
        // A signature's time stamp lies in the place of the signature, so the document's time stamps cover it too.
        var (judgement, evidencedBy) = isOver
            ? await stamps.TokenAsync(token!, field.Revision - 1, cancellation)
            : (Judgement.Failed(SubIndication.HashFailure), null);
        findings.Add(Findings.Of(judgement.IsPassed ? "TIMESTAMP_PROVEN"
            : judgement.SubIndication == SubIndication.TryLater ? "TIMESTAMP_UNCHECKED" : "TIMESTAMP_INVALID"));
        if (!judgement.IsPassed)
        {
            return (null, null);
        }

        scene.Inside.Add((field.Revision, token!.Time));
        return (token, evidencedBy);
    }

    /// <summary>The levels of ETSI EN 319 142-1, 6: each needs the one before it.</summary>
    private string? LevelOf(SignedField field, bool isProven, int? evidencedBy, int? stampEvidencedBy)
    {
        if (!field.IsPades)
        {
            return null;
        }

        return !isProven ? "B-B"
            : evidencedBy is not { } one || stampEvidencedBy is not { } other ? "B-T"
            : scene.Proofs.Of(Math.Max(Math.Max(one, other), field.Revision)) is null ? "B-LT" : "B-LTA";
    }

    /// <summary>A claim of the future is no claim.</summary>
    private static DateTimeOffset? Claim(SignedField field, DateTimeOffset latest) =>
        field.Claimed <= latest ? field.Claimed : null;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other > one ? other : one;

    private static SignatureReport Report(
        SignedField field, Judgement judgement, (DateTimeOffset Time, string Source)? proof, List<Finding> findings)
    {
        if (judgement.SubIndication is { } why)
        {
            findings.Insert(0, Findings.Of(why));
        }

        var time = proof?.Time ?? field.Claimed;
        var signer = field.Cms?.Signer.Certificate is { } certificate ? KnownCertificate.Of(certificate).Name : null;
        return new SignatureReport("signature", judgement.Indication.Name(), judgement.SubIndication, null, signer,
            time, proof?.Source ?? (time is null ? null : "claimed"), findings)
        { Field = field.Name };
    }
}
