using Civic.Documents.Signatures;
using Civic.Signing.Keys;
using Civic.Signing.Revocation;
using Civic.Signing.Timestamps;

namespace Civic.Signing.Seal;

/// <summary>One signature to be made, with everything that decides its bytes.</summary>
/// <param name="Level">What the file must have reached before it is given out.</param>
/// <param name="WithVri">Whether the security store also says which data belongs to which signature.</param>
internal sealed record SigningOrder(
    ReadOnlyMemory<byte> Pdf, string Field, SignatureDetails Details, SignatureAppearance? Appearance, ISigningKey Key,
    PadesLevel Level, bool WithVri = false);

/// <summary>
/// What was put into the file. Together with the order it gives the same bytes again, without a key and without asking
/// anybody.
/// </summary>
internal sealed record SigningParts
{
    public required byte[] Cms { get; init; }

    /// <summary>Bytes kept free for it.</summary>
    public required int CmsCapacity { get; init; }

    /// <summary>In the order in which the security store got it; empty below B-LT.</summary>
    public IReadOnlyList<EvidenceItem> Evidence { get; init; } = [];

    public bool WithVri { get; init; }

    /// <summary>Token of the document time stamp; null below B-LTA.</summary>
    public byte[]? ArchiveToken { get; init; }

    public int ArchiveCapacity { get; init; }
}

/// <summary>What came of an order.</summary>
internal abstract record SigningResult
{
    private SigningResult()
    {
    }

    /// <param name="Stamp">Over the signature; null at level B-B.</param>
    /// <param name="VerifiableUntil">
    /// Until when the file proves itself: the end of the newest time stamp, without one that of the signer's path.
    /// </param>
    internal sealed record Signed(byte[] Pdf, SigningParts Parts, TimestampAnswer.Granted? Stamp,
        DateTimeOffset VerifiableUntil) : SigningResult;

    internal sealed record NotPrepared(SignaturePreparation Why) : SigningResult;

    /// <summary>The key's algorithm is good no more for new signatures.</summary>
    internal sealed record AlgorithmRetired : SigningResult;

    internal sealed record KeyUnavailable : SigningResult;

    internal sealed record TimestampUnavailable : SigningResult;

    /// <summary>Revocation data is not to be had.</summary>
    /// <param name="Name">On the certificate that it is about.</param>
    internal sealed record EvidenceMissing(EvidenceHolder Holder, string Name) : SigningResult;

    internal sealed record CertificateRevoked(string Name) : SigningResult;
}

/// <summary>Whose path could not be proven.</summary>
internal enum EvidenceHolder
{
    Signer,
    TimestampService,
}
