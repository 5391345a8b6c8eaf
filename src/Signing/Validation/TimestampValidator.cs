using System.Security.Cryptography;
using Civic.Signing.Timestamps;
using Civic.Signing.Validation.Trust;

namespace Civic.Signing.Validation;

/// <summary>Judges time stamps (ETSI EN 319 102-1, 5.4), each by what outer ones prove of it.</summary>
internal sealed class TimestampValidator(Scene scene)
{
    /// <summary>A time stamp over the document. Once passed it proves everything up to its revision.</summary>
    internal async ValueTask<SignatureReport> DocumentAsync(SignedField field, CancellationToken cancellation)
    {
        var (judgement, _) = field is { Bytes: { } bytes, Token: { ImprintHash: { } hash } token }
            ? scene.Digests.Of(bytes, hash).AsSpan().SequenceEqual(token.Imprint)
                ? await TokenAsync(token, field.Revision, cancellation)
                : (Judgement.Failed(SubIndication.HashFailure), null)
            : (Judgement.Failed(SubIndication.FormatFailure), null);
        if (judgement.IsPassed)
        {
            scene.Proofs.Add(field.Revision, field.Token!.Time, field.Token.AuthorityName);
            scene.Inside.Add((field.Revision, field.Token.Time));
        }

        var findings = judgement.IsPassed
            ? new List<Finding> { Findings.Of("DOCUMENT_TIMESTAMP_INTACT") }
            : [Findings.Of(judgement.SubIndication!)];
        return new SignatureReport("timestamp", judgement.Indication.Name(), judgement.SubIndication, null,
            field.Token?.AuthorityName, field.Token?.Time, field.Token?.AuthorityName, findings)
        { Field = field.Name };
    }

    /// <param name="token">Its imprint is compared already.</param>
    /// <param name="revision">The revision that holds it.</param>
    /// <param name="cancellation">Ends the wait for live answers.</param>
    internal async ValueTask<(Judgement Judgement, int? EvidencedBy)> TokenAsync(
        TimestampToken token, int revision, CancellationToken cancellation)
    {
        var signer = token.Cms.Signer;
        if (!token.IsWhole() || signer.Algorithm is not { } algorithm || !signer.IsSignatureRight())
        {
            return (Judgement.Failed(SubIndication.SigCryptoFailure), null);
        }

        // Outer time stamps are judged first, so that those over this revision speak for it.
        var proof = scene.Proofs.Of(revision + 1);
        var existence = new Existence(proof?.Time ?? scene.Proofs.Now, proof is not null) { Said = token.Time };
        if (token.Time > existence.Latest + CertificateJudge.Skew)
        {
            return (Judgement.Open(SubIndication.TimestampOrderFailure), null);
        }

        var leaf = KnownCertificate.Of(signer.Certificate!);
        var end = scene.Sunset.EndOf(algorithm, leaf.KeyBits);
        var imprintEnd = scene.Sunset.EndOf(token.ImprintHash ?? HashAlgorithmName.SHA1);
        if (existence.Latest >= end || existence.Latest >= imprintEnd)
        {
            return (CertificateJudge.Weak(end < imprintEnd ? end : imprintEnd, existence), null);
        }

        var answer = await scene.Certificates.JudgeAsync(
            signer.Certificate!, token.Cms.Certificates, ServiceUse.Timestamping, existence, cancellation);
        return (answer.Judgement, answer.EvidencedBy);
    }
}
