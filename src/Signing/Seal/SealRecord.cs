using Civic.Signing.Revocation;

namespace Civic.Signing.Seal;

/// <summary>
/// One signature that was made. It holds the CMS and the claimed time, from which the same bytes come again out of the
/// same document, so that a repeated call needs no stored document.
/// </summary>
internal sealed class SealRecord
{
    public required string Client { get; init; }

    public required string IdempotencyKey { get; init; }

    public required string Profile { get; init; }

    public required string Field { get; init; }

    public required string Number { get; init; }

    /// <summary>Of the document as it came, lower-case hexadecimal.</summary>
    public required string InputSha256 { get; init; }

    /// <summary>Of the document as it went back.</summary>
    public required string OutputSha256 { get; init; }

    public required DateTimeOffset SignedAt { get; init; }

    public required string SignerName { get; init; }

    /// <summary>Name of the time-stamp service; "claimed" where the time is the signer's own word.</summary>
    public required string TimeSource { get; init; }

    public required DateTimeOffset TimeStampedAt { get; init; }

    public required PadesLevel Level { get; init; }

    /// <summary>Until when the file that went back proves itself; null for those of an earlier version.</summary>
    public required DateTimeOffset? VerifiableUntil { get; init; }

    /// <summary>Bytes kept free for the CMS.</summary>
    public required int CmsCapacity { get; init; }

    /// <summary>Ids of what the security store got, in order; "vri" before them where it has such entries.</summary>
    public required string EvidenceIds { get; init; }

    /// <summary>Token of the document time stamp.</summary>
    public required byte[]? ArchiveToken { get; init; }

    public required int ArchiveCapacity { get; init; }

    public required byte[] Cms { get; init; }

    /// <summary>Of the CMS, so that a signature is recognized in a file whose other bytes were changed.</summary>
    public required string CmsSha256 { get; init; }

    /// <summary>Digest of a CMS as it stands in a file, without the zeros that fill the space for it.</summary>
    internal static string DigestOfCms(ReadOnlySpan<byte> padded) =>
        System.Formats.Asn1.AsnDecoder.TryReadEncodedValue(
            padded, System.Formats.Asn1.AsnEncodingRules.BER, out _, out _, out _, out var length)
            ? Sha256Text.Of(padded[..length])
            : "";
}

/// <summary>A certificate, OCSP response or revocation list that went into files; kept once.</summary>
internal sealed class EvidenceRecord
{
    /// <summary>SHA-256 of the content, lower-case hexadecimal.</summary>
    public required string Id { get; init; }

    public required EvidenceKind Kind { get; init; }

    public required byte[] Content { get; init; }
}
