using Civic.Documents.Lint;
using Civic.Signing.Keys;

namespace Civic.Signing.Seal;

/// <summary>One call to sign: who asks, for what, with which of their keys.</summary>
internal sealed record SealCall(DocumentCall Sent, string ProfileName, string Field)
{
    public string Client => Sent.Client;

    public string IdempotencyKey => Sent.IdempotencyKey;

    public string Number => Sent.Number;

    public byte[] Pdf => Sent.Pdf;

    public string InputSha256 => Sent.InputSha256;

    /// <summary>The time that the competent person approved; now where there is no approval.</summary>
    public DateTimeOffset? ApprovedTime { get; init; }

    /// <summary>The profile's key where a batch shares one authorization of it; else null.</summary>
    public ISigningKey? SharedKey { get; init; }

    /// <summary>Whether an earlier signature under this idempotency key answers this call.</summary>
    internal bool IsTheCallOf(SealRecord record) => record.InputSha256 == InputSha256
        && (record.Profile, record.Field, record.Number) == (ProfileName, Field, Number);
}

/// <summary>What came of it.</summary>
internal abstract record SealOutcome
{
    private SealOutcome()
    {
    }

    internal sealed record Sealed(byte[] Pdf, SealRecord Record) : SealOutcome;

    internal sealed record KeyReused : SealOutcome;

    internal sealed record FieldUnknown : SealOutcome;

    internal sealed record AlreadySigned : SealOutcome;

    internal sealed record AgencyBeforePerson : SealOutcome;

    internal sealed record NotAPdf(string Why) : SealOutcome;

    /// <summary>The document holds something that no issued document may hold.</summary>
    internal sealed record NotIssuable(LintFinding Finding) : SealOutcome;

    internal sealed record TimestampUnavailable : SealOutcome;

    /// <param name="Name">On the certificate about which no revocation data is to be had.</param>
    internal sealed record EvidenceMissing(EvidenceHolder Holder, string Name) : SealOutcome;

    internal sealed record CertificateRevoked(string Name) : SealOutcome;

    internal sealed record AlgorithmRetired : SealOutcome;

    internal sealed record KeyUnavailable : SealOutcome;

    internal sealed record ProfileNotYours : SealOutcome;

    internal sealed record NotApproved : SealOutcome;

    /// <summary>Stable code for audit and metrics.</summary>
    internal string Code => this switch
    {
        Sealed => "ok",
        KeyReused => "civic:signing:idempotency-key-reused",
        FieldUnknown => "civic:signing:field-unknown",
        AlreadySigned => "civic:signing:already-signed",
        AgencyBeforePerson => "civic:signing:order",
        NotAPdf => "civic:signing:not-a-pdf",
        NotIssuable => "civic:signing:not-issuable",
        TimestampUnavailable => "civic:signing:timestamp-unavailable",
        EvidenceMissing { Holder: EvidenceHolder.Signer } => "civic:signing:signer-revocation-unavailable",
        EvidenceMissing => "civic:signing:timestamp-revocation-unavailable",
        CertificateRevoked => "civic:signing:certificate-revoked",
        AlgorithmRetired => "civic:signing:algorithm-retired",
        KeyUnavailable => "civic:signing:key-unavailable",
        ProfileNotYours => "civic:signing:profile-not-yours",
        NotApproved => "civic:signing:not-approved",
        _ => throw new System.Diagnostics.UnreachableException("An outcome without a code."),
    };
}
