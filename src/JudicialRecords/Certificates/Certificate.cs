namespace Civic.JudicialRecords.Certificates;

/// <summary>
/// An issued certificate (Phiếu): its number, its place in the register of issued Phiếu, its digests.
/// </summary>
internal sealed class Certificate
{
    public required Guid DossierId { get; init; }

    /// <summary>As printed: 12/LLTP-STP. Never used twice.</summary>
    public required string PrintedNumber { get; init; }

    /// <summary>As it stands in addresses: 2026-12-LLTP-STP.</summary>
    public required string AddressNumber { get; init; }

    public required DateOnly IssueDate { get; init; }

    /// <summary>The signing time fixed at approval.</summary>
    public required DateTimeOffset SigningTime { get; init; }

    /// <summary>Everything that is printed, as JSON: the canonical content that the QR's digest covers.</summary>
    public required string ContentJson { get; init; }

    /// <summary>Salt of the digest, base64url.</summary>
    public required string Salt { get; init; }

    public required string ContentDigest { get; init; }

    /// <summary>The QR's address: verification page and signed statement.</summary>
    public required string? VerificationAddress { get; init; }

    /// <summary>The key custodian's name for the competent person's key.</summary>
    public required string Profile { get; init; }

    public required string SignerName { get; init; }

    public required string SignerTitle { get; init; }

    /// <summary>The decision by which the signer was competent on the day of the approval.</summary>
    public string? Competence { get; init; }

    /// <summary>SHA-256 of the final file, hex; null until sealed.</summary>
    public string? Sha256 { get; set; }

    public DateTimeOffset? IssuedAt { get; set; }

    /// <summary>Until when the stored file proves itself; it is renewed before.</summary>
    public DateTimeOffset? VerifiableUntil { get; set; }

    public DateTimeOffset? RenewalTriedAt { get; set; }
}
