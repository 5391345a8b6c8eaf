using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Cms;
using Civic.Signing.Keys;

namespace Civic.Signing.Timestamps;

/// <summary>Why a time stamp proves nothing.</summary>
internal enum TimestampFault
{
    None,
    Malformed,
    WrongImprint,
    WrongSignature,
    WrongPurpose,
    Untrusted,
}

/// <summary>A time-stamp token (RFC 3161 2.4.2) taken apart; what it says counts only after Check.</summary>
internal sealed record TimestampToken(
    SignedDataContent Cms, DateTimeOffset Time, HashAlgorithmName? ImprintHash, byte[] Imprint, byte[]? Nonce)
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";
    private const string ExtendedKeyUsage = "2.5.29.37";

    internal X509Certificate2? Authority => Cms.Signer.Certificate;

    /// <summary>Name of the authority as its certificate says it.</summary>
    internal string AuthorityName => Authority?.GetNameInfo(X509NameType.SimpleName, false) ?? "";

    /// <param name="bytes">The token, perhaps followed by zeros.</param>
    /// <param name="known">Certificates of services, where only those are looked for.</param>
    internal static TimestampToken? TryRead(ReadOnlyMemory<byte> bytes, IReadOnlyList<X509Certificate2>? known = null)
    {
        if (SignedDataReader.TryRead(bytes, known)
            is not { ContentType: CmsNames.TimestampInfo, Content: { } info } cms)
        {
            return null;
        }

        try
        {
            return ReadInfo(cms, info);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether this is a trusted authority's word that the hashed bytes existed at <see cref="Time"/>.
    /// </summary>
    internal TimestampFault Check(ReadOnlySpan<byte> stamped, TrustAnchors anchors)
    {
        if (ImprintHash is not { } hash
            || !CryptographicOperations.HashData(hash, stamped).AsSpan().SequenceEqual(Imprint))
        {
            return TimestampFault.WrongImprint;
        }

        return CheckHashed(anchors);
    }

    /// <summary>Everything but the imprint, for a caller who has compared that already.</summary>
    internal TimestampFault CheckHashed(TrustAnchors anchors)
    {
        if (!IsWhole() || !Cms.Signer.IsSignatureRight())
        {
            return TimestampFault.WrongSignature;
        }

        if (!HasTheOnePurpose(Authority!))
        {
            return TimestampFault.WrongPurpose;
        }

        using var chain = anchors.NewChain(Time, Cms.Certificates);
        return chain.Build(Authority!) ? TimestampFault.None : TimestampFault.Untrusted;
    }

    /// <summary>Whether the signed attributes are about this content and this certificate.</summary>
    internal bool IsWhole() => Cms.Signer is { Certificate: not null, Digest: { } digest, MessageDigest: { } signed }
        && Cms.Signer.SignedContentType == CmsNames.TimestampInfo
        && CryptographicOperations.HashData(digest, Cms.Content!).AsSpan().SequenceEqual(signed)
        && Cms.Signer.Binding() == CertificateBinding.Right;

    /// <summary>RFC 3161 2.3: extended key usage, critical, with time stamping alone.</summary>
    private static bool HasTheOnePurpose(X509Certificate2 certificate) =>
        certificate.Extensions[ExtendedKeyUsage] is X509EnhancedKeyUsageExtension { Critical: true } usage
        && usage.EnhancedKeyUsages is [{ Value: TimeStamping }];

    private static TimestampToken? ReadInfo(SignedDataContent cms, byte[] content)
    {
        var info = new AsnReader(content, AsnEncodingRules.DER).ReadSequence();
        if (info.ReadInteger() != 1)
        {
            return null;
        }

        info.ReadObjectIdentifier();
        var imprint = info.ReadSequence();
        var hash = CmsNames.HashNamed(imprint.ReadSequence().ReadObjectIdentifier());
        var hashed = imprint.ReadOctetString();
        info.ReadInteger();
        var time = info.ReadGeneralizedTime();
        return new TimestampToken(cms, time, hash, hashed, ReadNonce(info));
    }

    /// <summary>Accuracy and ordering stand before the nonce and may both be left out.</summary>
    private static byte[]? ReadNonce(AsnReader info)
    {
        while (info.HasData)
        {
            if (info.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
            {
                return info.ReadIntegerBytes().ToArray();
            }

            info.ReadEncodedValue();
        }

        return null;
    }
}
