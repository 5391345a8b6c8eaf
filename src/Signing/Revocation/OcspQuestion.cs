using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Revocation;

/// <summary>An OCSP request for one certificate with a nonce (RFC 6960 4.1).</summary>
/// <param name="CertId">
/// Its encoded CertID: SHA-1 of the issuer, the one form that every responder knows (RFC 5019).
/// </param>
/// <param name="Nonce">Encoded OCTET STRING, the content of the nonce extension.</param>
internal sealed record OcspQuestion(byte[] CertId, byte[] Nonce)
{
    internal const string NonceOid = "1.3.6.1.5.5.7.48.1.2";
    private const string Sha1 = "1.3.14.3.2.26";

    internal static OcspQuestion For(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var id = new AsnWriter(AsnEncodingRules.DER);
        using (id.PushSequence())
        {
            using (id.PushSequence())
            {
                id.WriteObjectIdentifier(Sha1);
                id.WriteNull();
            }

            id.WriteOctetString(KeyOrNameHash(issuer.SubjectName.RawData));
            id.WriteOctetString(KeyOrNameHash(issuer.PublicKey.EncodedKeyValue.RawData));
            id.WriteInteger(certificate.SerialNumberBytes.Span);
        }

        var nonce = new AsnWriter(AsnEncodingRules.DER);
        nonce.WriteOctetString(RandomNumberGenerator.GetBytes(16));
        return new OcspQuestion(id.Encode(), nonce.Encode());
    }

    internal static byte[] KeyOrNameHash(byte[] data) => CryptographicOperations.HashData(HashAlgorithmName.SHA1, data);

    internal byte[] Encode()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(CertId);
            }

            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(NonceOid);
                writer.WriteOctetString(Nonce);
            }
        }

        return writer.Encode();
    }
}
