using System.Formats.Asn1;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Keys;

namespace Civic.Signing.Cms;

/// <summary>
/// The detached CMS signatures of one key as PAdES wants them (ETSI EN 319 142-1, 6.3): content type, message digest
/// and signing-certificate-v2 are signed; there is no signing-time attribute, because the PDF's own /M holds the claim.
/// What is the same in all of them is encoded once. The chain goes along without its root, which a verifier has.
/// </summary>
internal sealed class CmsEnvelope
{
    /// <summary>Bytes that a signature with two certificates and a time stamp seldom exceeds.</summary>
    private const int UsualLength = 8 * 1024;

    private static readonly ConditionalWeakTable<ISigningKey, CmsEnvelope> OfKeys = [];

    private readonly SignatureScheme _scheme;
    /// <summary>The signed attributes of a document whose digest is nothing but zeros, and where that stands.</summary>
    private readonly byte[] _attributes;
    private readonly int _digest;
    private readonly byte[] _signerId;
    private readonly byte[] _certificates;
    private readonly int _signatureLength;

    private CmsEnvelope(ISigningKey key)
    {
        _scheme = key.Scheme;
        _attributes = AttributesOf(new byte[_scheme.DigestLength], key.Certificate);
        _digest = _attributes.AsSpan().IndexOf(new byte[_scheme.DigestLength]);
        _signerId = Encoded(w => WriteIssuerAndSerial(w, key.Certificate));
        _certificates = Encoded(w => WriteCertificates(w, key.Chain));
        (KeyBits, _signatureLength) = SizesOf(key.Certificate);
    }

    /// <summary>Length of the key: of the modulus, of the curve's field.</summary>
    internal int KeyBits { get; }

    internal static CmsEnvelope Of(ISigningKey key) => OfKeys.GetValue(key, k => new CmsEnvelope(k));

    /// <summary>The signed attributes as the SET that is signed (RFC 5652 5.4).</summary>
    /// <param name="digest">Of the document, made with the key's hash.</param>
    /// <exception cref="ArgumentOutOfRangeException">The digest is not as long as the key's hash makes it.</exception>
    internal byte[] Attributes(byte[] digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, _scheme.DigestLength);
        var attributes = _attributes.AsSpan().ToArray();
        digest.CopyTo(attributes, _digest);
        return attributes;
    }

    /// <summary>Their order in the SET does not depend on the digest: what comes before it tells them apart.</summary>
    private static byte[] AttributesOf(byte[] digest, X509Certificate2 certificate) => Encoded(w =>
    {
        using (w.PushSetOf())
        {
            WriteAttribute(w, CmsNames.ContentType, v => v.WriteObjectIdentifier(CmsNames.Data));
            WriteAttribute(w, CmsNames.MessageDigest, v => v.WriteOctetString(digest));
            WriteAttribute(w, CmsNames.SigningCertificateV2, v => WriteCertificateId(v, certificate));
        }
    });

    /// <summary>The longest that a SignedData of this key can be with a token of this length.</summary>
    internal int LongestWith(int tokenLength)
    {
        // Any one encoded value stands for the token: a NULL would be two bytes long, an OCTET STRING is as long.
        var token = tokenLength == 0 ? [] : Encoded(w => w.WriteOctetString(new byte[tokenLength]));
        return Encode(Attributes(new byte[_scheme.DigestLength]), new byte[_signatureLength], token).Length;
    }

    /// <param name="attributes">As they were signed.</param>
    /// <param name="signature">Over them.</param>
    /// <param name="timestampToken">
    /// Over the signature, as unsigned attribute (RFC 3161 appendix A); empty at level B-B.
    /// </param>
    internal byte[] Encode(byte[] attributes, byte[] signature, ReadOnlyMemory<byte> timestampToken) => Encoded(w =>
    {
        using (w.PushSequence())
        {
            w.WriteObjectIdentifier(CmsNames.SignedData);
            using (w.PushSequence(CmsNames.Tag0))
            using (w.PushSequence())
            {
                w.WriteInteger(1);
                using (w.PushSetOf())
                {
                    WriteOid(w, _scheme.HashOid);
                }

                WriteOid(w, CmsNames.Data);
                w.WriteEncodedValue(_certificates);
                using (w.PushSetOf())
                {
                    WriteSigner(w, attributes, signature, timestampToken.Span);
                }
            }
        }
    });

    private void WriteSigner(AsnWriter writer, byte[] attributes, byte[] signature, ReadOnlySpan<byte> timestampToken)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteEncodedValue(_signerId);
            WriteOid(writer, _scheme.HashOid);
            // RFC 5652 5.4: signed as a SET, carried with the tag [0].
            byte[] carried = [0xA0, .. attributes.AsSpan(1)];
            writer.WriteEncodedValue(carried);
            writer.WriteEncodedValue(_scheme.AlgorithmIdentifier.Span);
            writer.WriteOctetString(signature);
            if (timestampToken.IsEmpty)
            {
                return;
            }

            using (writer.PushSetOf(CmsNames.Tag1))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(CmsNames.SignatureTimestamp);
                using (writer.PushSetOf())
                {
                    writer.WriteEncodedValue(timestampToken);
                }
            }
        }
    }

    /// <summary>RFC 5035 section 4: SHA-256 is the default and left out; issuer and serial number are named.</summary>
    private static void WriteCertificateId(AsnWriter writer, X509Certificate2 certificate)
    {
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
                {
                    writer.WriteEncodedValue(certificate.IssuerName.RawData);
                }

                writer.WriteInteger(certificate.SerialNumberBytes.Span);
            }
        }
    }

    private static void WriteIssuerAndSerial(AsnWriter writer, X509Certificate2 certificate)
    {
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(certificate.IssuerName.RawData);
            writer.WriteInteger(certificate.SerialNumberBytes.Span);
        }
    }

    private static void WriteCertificates(AsnWriter writer, IReadOnlyList<X509Certificate2> chain)
    {
        using (writer.PushSetOf(CmsNames.Tag0))
        {
            foreach (var certificate in chain.Where(
                (c, i) => i == 0 || !c.IssuerName.RawData.AsSpan().SequenceEqual(c.SubjectName.RawData)))
            {
                writer.WriteEncodedValue(certificate.RawDataMemory.Span);
            }
        }
    }

    private static void WriteAttribute(AsnWriter writer, string oid, Action<AsnWriter> value)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            using (writer.PushSetOf())
            {
                value(writer);
            }
        }
    }

    private static void WriteOid(AsnWriter writer, string oid)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
        }
    }

    /// <summary>RSA signs as long as its modulus; ECDSA's two integers may each need a leading zero.</summary>
    private static (int KeyBits, int LongestSignature) SizesOf(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        return rsa is not null
            ? (rsa.KeySize, rsa.KeySize / 8)
            : (ecdsa!.KeySize, ecdsa.GetMaxSignatureSize(DSASignatureFormat.Rfc3279DerSequence));
    }

    private static byte[] Encoded(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, UsualLength);
        write(writer);
        return writer.Encode();
    }
}
