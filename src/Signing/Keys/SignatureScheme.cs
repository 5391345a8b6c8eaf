using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Keys;

internal enum SignatureMethod
{
    Ecdsa,

    /// <summary>RSASSA-PKCS1-v1_5 (RFC 8017 8.2).</summary>
    RsaPkcs1,

    /// <summary>RSASSA-PSS (RFC 8017 8.1), MGF1 with the same hash, the salt as long as the hash.</summary>
    RsaPss,
}

internal enum SignatureHash
{
    Sha256,
    Sha384,
    Sha512,
}

/// <summary>How a key signs: the method, the hash, and the names that CMS and X.509 have for the two.</summary>
internal sealed record SignatureScheme(SignatureMethod Method, SignatureHash SignatureHash)
{
    private const string Mgf1 = "1.2.840.113549.1.1.8";

    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Tag1 = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Tag2 = new(TagClass.ContextSpecific, 2);

    internal static readonly SignatureScheme Default = new(SignatureMethod.Ecdsa, SignatureHash.Sha256);

    internal HashAlgorithmName Hash { get; } = SignatureHash switch
    {
        SignatureHash.Sha384 => HashAlgorithmName.SHA384,
        SignatureHash.Sha512 => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA256,
    };

    /// <summary>Length of a digest, in bytes.</summary>
    internal int DigestLength { get; } = SignatureHash switch
    {
        SignatureHash.Sha384 => 48,
        SignatureHash.Sha512 => 64,
        _ => 32,
    };

    /// <summary>Object identifier of the hash (RFC 5754 section 2).</summary>
    internal string HashOid { get; } = SignatureHash switch
    {
        SignatureHash.Sha384 => "2.16.840.1.101.3.4.2.2",
        SignatureHash.Sha512 => "2.16.840.1.101.3.4.2.3",
        _ => "2.16.840.1.101.3.4.2.1",
    };

    /// <summary>Object identifier of the signature algorithm (RFC 5754 section 3, RFC 4056 for PSS).</summary>
    internal string AlgorithmOid { get; } = (Method, SignatureHash) switch
    {
        (SignatureMethod.RsaPss, _) => "1.2.840.113549.1.1.10",
        (SignatureMethod.RsaPkcs1, SignatureHash.Sha256) => "1.2.840.113549.1.1.11",
        (SignatureMethod.RsaPkcs1, SignatureHash.Sha384) => "1.2.840.113549.1.1.12",
        (SignatureMethod.RsaPkcs1, SignatureHash.Sha512) => "1.2.840.113549.1.1.13",
        (_, SignatureHash.Sha384) => "1.2.840.10045.4.3.3",
        (_, SignatureHash.Sha512) => "1.2.840.10045.4.3.4",
        _ => "1.2.840.10045.4.3.2",
    };

    /// <summary>The AlgorithmIdentifier as DER: no parameters for ECDSA, NULL for PKCS#1, RFC 4055 for PSS.</summary>
    internal ReadOnlyMemory<byte> AlgorithmIdentifier => field.IsEmpty ? field = EncodeIdentifier() : field;

    /// <summary>The algorithm's parameters alone as base64 DER, where it has any; CSC's signAlgoParams.</summary>
    internal string? EncodedParameters
    {
        get
        {
            var whole = new AsnReader(AlgorithmIdentifier, AsnEncodingRules.DER).ReadSequence();
            _ = whole.ReadObjectIdentifier();
            return Method == SignatureMethod.RsaPss ? Convert.ToBase64String(whole.ReadEncodedValue().Span) : null;
        }
    }

    /// <summary>Whether a key of this kind can sign so.</summary>
    internal bool Fits(KeyKind kind) => kind.IsRsa() == (Method != SignatureMethod.Ecdsa);

    /// <summary>Signs with a key in this process or behind an engine of it.</summary>
    /// <returns>ECDSA as a DER sequence of r and s (RFC 5753), RSA as it is.</returns>
    internal byte[] SignHash(AsymmetricAlgorithm key, ReadOnlySpan<byte> digest) => key switch
    {
        ECDsa ecdsa => ecdsa.SignHash(digest, DSASignatureFormat.Rfc3279DerSequence),
        RSA rsa => rsa.SignHash(digest, Hash, Padding),
        _ => throw new System.Diagnostics.UnreachableException("A key that is neither EC nor RSA."),
    };

    /// <summary>Whether the signature over a digest is that of the certificate's key. False unless proven.</summary>
    internal bool Verify(X509Certificate2 certificate, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        try
        {
            if (Method == SignatureMethod.Ecdsa)
            {
                using var ecdsa = certificate.GetECDsaPublicKey();
                return ecdsa is not null
                    && ecdsa.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence);
            }

            using var rsa = certificate.GetRSAPublicKey();
            return rsa is not null && rsa.VerifyHash(digest, signature, Hash, Padding);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private RSASignaturePadding Padding =>
        Method == SignatureMethod.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;

    private byte[] EncodeIdentifier()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(AlgorithmOid);
            switch (Method)
            {
                case SignatureMethod.RsaPkcs1:
                    writer.WriteNull();
                    break;
                case SignatureMethod.RsaPss:
                    WritePssParameters(writer);
                    break;
            }
        }

        return writer.Encode();
    }

    /// <summary>RFC 4055 3.1: hash, mask generation and salt length; the trailer field keeps its default.</summary>
    private void WritePssParameters(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence(Tag0))
            {
                WriteHash(writer);
            }

            using (writer.PushSequence(Tag1))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Mgf1);
                WriteHash(writer);
            }

            using (writer.PushSequence(Tag2))
            {
                writer.WriteInteger(DigestLength);
            }
        }
    }

    private void WriteHash(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(HashOid);
            writer.WriteNull();
        }
    }
}
