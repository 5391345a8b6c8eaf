using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Algorithms;
using Civic.Signing.Validation.Trust;

namespace Civic.Signing.Cms;

/// <summary>What a SignedData holds. Reading it proves nothing yet.</summary>
internal sealed record SignedDataContent(
    string ContentType, byte[]? Content, IReadOnlyList<X509Certificate2> Certificates, SignerContent Signer);

/// <summary>
/// Whether the signer's certificate is the one that the signed attribute names (RFC 5035 section 5.4).
/// </summary>
internal enum CertificateBinding
{
    Wrong,
    Missing,
    Right,
}

/// <summary>The one signer of a SignedData.</summary>
internal sealed record SignerContent
{
    /// <summary>Null where the certificate is not among those that came along.</summary>
    public required X509Certificate2? Certificate { get; init; }

    public required HashAlgorithmName? Digest { get; init; }

    public required string SignatureAlgorithm { get; init; }

    /// <summary>Null where it is none that can be checked here, or contradicts the digest that is named.</summary>
    public required SignatureName? Algorithm { get; init; }

    public required byte[] Signature { get; init; }

    public required ReadOnlyMemory<byte> SignedAttributeBytes { get; init; }

    public required IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Signed { get; init; }

    public required IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Unsigned { get; init; }

    /// <summary>The signed digest of the content; null where there is none.</summary>
    internal byte[]? MessageDigest => Value(CmsNames.MessageDigest, r => r.ReadOctetString());

    internal string? SignedContentType => Value(CmsNames.ContentType, r => r.ReadObjectIdentifier());

    /// <summary>Whether the signature over the signed attributes is the certificate's. False unless proven.</summary>
    internal bool IsSignatureRight()
    {
        if (Certificate is null || Algorithm is null || SignedAttributeBytes.IsEmpty)
        {
            return false;
        }

        return KnownCertificate.Of(Certificate).HasSigned(Algorithm, SignedBytes(), Signature);
    }

    /// <summary>RFC 5652 5.4: signed as a SET, carried with the tag [0].</summary>
    internal byte[] SignedBytes() => [0x31, .. SignedAttributeBytes.Span[1..]];

    internal CertificateBinding Binding()
    {
        try
        {
            if (Signed.TryGetValue(CmsNames.SigningCertificateV2, out var v2))
            {
                return Matches(FirstId(v2), isV2: true) ? CertificateBinding.Right : CertificateBinding.Wrong;
            }

            return !Signed.TryGetValue(CmsNames.SigningCertificate, out var v1) ? CertificateBinding.Missing
                : Matches(FirstId(v1), isV2: false) ? CertificateBinding.Right : CertificateBinding.Wrong;
        }
        catch (AsnContentException)
        {
            return CertificateBinding.Wrong;
        }
    }

    private static AsnReader FirstId(ReadOnlyMemory<byte> attribute) =>
        new AsnReader(attribute, AsnEncodingRules.BER).ReadSequence().ReadSequence().ReadSequence();

    private bool Matches(AsnReader id, bool isV2)
    {
        HashAlgorithmName? hash = isV2 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;
        if (isV2 && id.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            hash = CmsNames.HashNamed(id.ReadSequence().ReadObjectIdentifier());
        }

        var digest = id.ReadOctetString();
        return hash is { } known && Certificate is not null
            && CryptographicOperations.HashData(known, Certificate.RawDataMemory.Span).AsSpan().SequenceEqual(digest);
    }

    private T? Value<T>(string oid, Func<AsnReader, T> read) where T : class
    {
        try
        {
            return Signed.TryGetValue(oid, out var bytes) ? read(new AsnReader(bytes, AsnEncodingRules.BER)) : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
