using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Documents.Reading;
using Civic.Signing.Cms;
using Civic.Signing.Keys;
using Civic.Signing.Timestamps;

namespace Civic.Signing.Validation;

/// <summary>
/// Judges one signature of a file by the order of ETSI EN 319 102-1: form, digest, signature, time stamp, certificate
/// path, revocation. The first step that fails decides.
/// </summary>
internal sealed class SignatureValidator(TrustAnchors anchors, CertificateJudge certificates, TimeProvider clock)
{
    private static readonly string[] KnownForms = ["ETSI.CAdES.detached", "adbe.pkcs7.detached"];

    internal async Task<SignatureReport> ValidateAsync(
        PdfFile file, PdfSignatureField field, CancellationToken cancellation)
    {
        var value = field.Value ?? throw new ArgumentException("The field is not signed.", nameof(field));
        if (value.SubFilter == "ETSI.RFC3161")
        {
            return await ValidateTimestampAsync(file, field.Name, value, cancellation);
        }

        var claimed = PdfTime.Parse(value.ClaimedTime);
        var signed = SignedBytes.Of(file, value);
        var cms = value.Contents is { } contents ? SignedDataReader.TryRead(contents.Bytes) : null;
        if (signed is null || cms is null || !KnownForms.Contains(value.SubFilter)
            || cms.ContentType != CmsNames.Data || cms.Content is not null)
        {
            return Report(field.Name, Judgement.Failed(SubIndication.FormatFailure), null, cms, claimed, []);
        }

        var integrity = Integrity(signed, cms.Signer);
        if (integrity.Indication != Indication.TotalPassed)
        {
            return Report(field.Name, integrity, null, cms, claimed, []);
        }

        return await JudgeTrustAsync(field.Name, value, cms, claimed, cancellation);
    }

    private async Task<SignatureReport> JudgeTrustAsync(string field, PdfSignatureValue value, SignedDataContent cms,
        DateTimeOffset? claimed, CancellationToken cancellation)
    {
        var findings = new List<Finding> { Findings.Of("SIGNATURE_INTACT") };
        var stamp = await ProvenTimeAsync(cms, findings, cancellation);
        var (judgement, revokedLater) = await certificates.JudgeAsync(
            cms.Signer.Certificate!, cms.Certificates, stamp?.Time ?? clock.GetUtcNow(), stamp is not null,
            cancellation);
        if (revokedLater)
        {
            findings.Add(Findings.Of("REVOKED_AFTER_SIGNING"));
        }

        var level = value.SubFilter != KnownForms[0] ? null : stamp is null ? "B-B" : "B-T";
        return Report(field, judgement, stamp, cms, claimed, findings) with { Level = level };
    }

    private static Judgement Integrity(SignedBytes signed, SignerContent signer)
    {
        if (signer.Digest is not { } digest || signer.MessageDigest is not { } expected
            || signer.SignedContentType != CmsNames.Data)
        {
            return Judgement.Failed(SubIndication.FormatFailure);
        }

        if (!signed.Hash(digest).AsSpan().SequenceEqual(expected))
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
            _ when digest == HashAlgorithmName.SHA1 => Judgement.Open(SubIndication.CryptoConstraintsFailureNoPoe),
            _ => Judgement.Passed,
        };
    }

    /// <summary>The signature's own time stamp if it proves anything.</summary>
    private async Task<TimestampToken?> ProvenTimeAsync(
        SignedDataContent cms, List<Finding> findings, CancellationToken cancellation)
    {
        if (!cms.Signer.Unsigned.TryGetValue(CmsNames.SignatureTimestamp, out var bytes))
        {
            findings.Add(Findings.Of("TIMESTAMP_MISSING"));
            return null;
        }

        var token = TimestampToken.TryRead(bytes);
        var isProof = token is not null && token.Check(cms.Signer.Signature, anchors) == TimestampFault.None
            && await IsTrustedAsync(token, cancellation);
        findings.Add(Findings.Of(isProof ? "TIMESTAMP_PROVEN" : "TIMESTAMP_INVALID"));
        return isProof ? token : null;
    }

    /// <summary>
    /// A service that can't be asked about is taken at its word for now: the signer's own revocation check then says
    /// TRY_LATER anyway, because both stand under the same authority's data.
    /// </summary>
    private async Task<bool> IsTrustedAsync(TimestampToken token, CancellationToken cancellation)
    {
        var (judgement, _) = await certificates.JudgeAsync(
            token.Authority!, token.Cms.Certificates, token.Time, isProven: true, cancellation);
        return judgement is { Indication: Indication.TotalPassed } or { SubIndication: SubIndication.TryLater };
    }

    private async Task<SignatureReport> ValidateTimestampAsync(
        PdfFile file, string field, PdfSignatureValue value, CancellationToken cancellation)
    {
        var signed = SignedBytes.Of(file, value);
        var token = value.Contents is { } contents ? TimestampToken.TryRead(contents.Bytes) : null;
        var judgement = Judgement.Failed(SubIndication.FormatFailure);
        if (signed is not null && token?.ImprintHash is { } hash)
        {
            judgement = signed.Hash(hash).AsSpan().SequenceEqual(token.Imprint)
                ? await JudgeTokenAsync(token, cancellation)
                : Judgement.Failed(SubIndication.HashFailure);
        }

        return Report(field, judgement, token, token?.Cms, null, []) with { Type = "timestamp" };
    }

    private async Task<Judgement> JudgeTokenAsync(TimestampToken token, CancellationToken cancellation) =>
        token.CheckHashed(anchors) switch
        {
            TimestampFault.None => (await certificates.JudgeAsync(
                token.Authority!, token.Cms.Certificates, token.Time, isProven: true, cancellation)).Judgement,
            TimestampFault.Untrusted => Judgement.Open(SubIndication.NoCertificateChainFound),
            TimestampFault.WrongPurpose => Judgement.Open(SubIndication.ChainConstraintsFailure),
            TimestampFault.WrongSignature => Judgement.Failed(SubIndication.SigCryptoFailure),
            _ => Judgement.Failed(SubIndication.FormatFailure),
        };

    private static SignatureReport Report(string field, Judgement judgement, TimestampToken? stamp,
        SignedDataContent? cms, DateTimeOffset? claimed, List<Finding> findings)
    {
        if (judgement.SubIndication is { } why)
        {
            findings.Insert(0, Findings.Of(why));
        }

        var time = stamp?.Time ?? claimed;
        return new SignatureReport("signature", judgement.Indication.Name(), judgement.SubIndication, null,
            cms?.Signer.Certificate?.GetNameInfo(X509NameType.SimpleName, false), time,
            stamp?.AuthorityName ?? (time is null ? null : "claimed"), findings)
        { Field = field };
    }
}

/// <summary>Dates as PDF writes them: D:YYYYMMDDHHmmSS and an offset (ISO 32000-1, 7.9.4).</summary>
internal static class PdfTime
{
    internal static DateTimeOffset? Parse(string? text)
    {
        var plain = text?.Replace("D:", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal)
            .Replace("Z", "+0000", StringComparison.Ordinal);
        return plain is { Length: >= 19 } && DateTimeOffset.TryParseExact(plain[..17] + ":" + plain[17..19],
            "yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }
}
