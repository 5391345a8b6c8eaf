using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Keys;

namespace Civic.Signing.Cms;

/// <summary>
/// A detached CMS signature as PAdES wants it (ETSI EN 319 142-1): content type, message digest and
/// signing-certificate-v2 are signed; there is no signing-time attribute, because the PDF's own /M holds the claim.
/// </summary>
internal sealed class SignedDataWriter(ISigningKey key)
{
    private byte[] _attributes = [];

    internal byte[] Signature { get; private set; } = [];

    /// <summary>Signs over the digest of the document, which was made with the hash of the key's scheme.</summary>
    /// <exception cref="KeyUnavailableException">The key did not sign.</exception>
    internal async ValueTask SignAsync(byte[] documentDigest, CancellationToken cancellation)
    {
        _attributes = SignedAttributes(documentDigest);
        Signature = await key.SignHashAsync(
            CryptographicOperations.HashData(key.Scheme.Hash, _attributes), cancellation);
    }

    /// <summary>
    /// The whole SignedData with the time stamp over the signature as unsigned attribute (RFC 3161 appendix A).
    /// </summary>
    internal byte[] Encode(ReadOnlyMemory<byte> timestampToken)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CmsNames.SignedData);
            using (writer.PushSequence(CmsNames.Tag0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf())
                {
                    WriteAlgorithm(writer, key.Scheme.HashOid);
                }

                WriteAlgorithm(writer, CmsNames.Data);
                using (writer.PushSetOf(CmsNames.Tag0))
                {
                    foreach (var certificate in key.Chain)
                    {
                        writer.WriteEncodedValue(certificate.RawData);
                    }
                }

                using (writer.PushSetOf())
                {
                    WriteSigner(writer, timestampToken.Span);
                }
            }
        }

        return writer.Encode();
    }

    private void WriteSigner(AsnWriter writer, ReadOnlySpan<byte> timestampToken)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(key.Certificate.IssuerName.RawData);
                writer.WriteInteger(key.Certificate.SerialNumberBytes.Span);
            }

            WriteAlgorithm(writer, key.Scheme.HashOid);
            // RFC 5652 5.4: signed as a SET, carried with the tag [0].
            byte[] carried = [0xA0, .. _attributes.AsSpan(1)];
            writer.WriteEncodedValue(carried);
            writer.WriteEncodedValue(key.Scheme.AlgorithmIdentifier.Span);
            writer.WriteOctetString(Signature);
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

    private byte[] SignedAttributes(byte[] digest)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            WriteAttribute(writer, CmsNames.ContentType, w => w.WriteObjectIdentifier(CmsNames.Data));
            WriteAttribute(writer, CmsNames.MessageDigest, w => w.WriteOctetString(digest));
            WriteAttribute(writer, CmsNames.SigningCertificateV2, w => WriteCertificateId(w, key.Certificate));
        }

        return writer.Encode();
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

    private static void WriteAlgorithm(AsnWriter writer, string oid)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
        }
    }
}
