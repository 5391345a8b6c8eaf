using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Cms;

namespace Civic.Signing.Tests.Judging;

/// <summary>Time-stamp tokens (RFC 3161) and OCSP responses (RFC 6960) of any date.</summary>
internal static class Stamps
{
    private static readonly Asn1Tag Tag2 = new(TagClass.ContextSpecific, 2);

    internal static byte[] Token(TestKey tsa, X509Certificate2 issuer, byte[] digest, DateTimeOffset at)
    {
        var info = Encoded(w => WriteInfo(w, digest, at));
        var attributes = Encoded(w => WriteAttributes(w, tsa, info));
        var signature = tsa.SignData(attributes);
        attributes[0] = 0xA0;
        return Encoded(w =>
        {
            using var outer = w.PushSequence();
            w.WriteObjectIdentifier(CmsNames.SignedData);
            using var explicitTag = w.PushSequence(CmsNames.Tag0);
            using var data = w.PushSequence();
            w.WriteInteger(3);
            using (w.PushSetOf())
            {
                WriteOid(w, CmsNames.Sha256);
            }

            using (w.PushSequence())
            {
                w.WriteObjectIdentifier(CmsNames.TimestampInfo);
                using var content = w.PushSequence(CmsNames.Tag0);
                w.WriteOctetString(info);
            }

            using (w.PushSetOf(CmsNames.Tag0))
            {
                w.WriteEncodedValue(tsa.Certificate.RawData);
                w.WriteEncodedValue(issuer.RawData);
            }

            using var signers = w.PushSetOf();
            using var signer = w.PushSequence();
            w.WriteInteger(1);
            using (w.PushSequence())
            {
                w.WriteEncodedValue(tsa.Certificate.IssuerName.RawData);
                w.WriteInteger(tsa.Certificate.SerialNumberBytes.Span);
            }

            WriteOid(w, CmsNames.Sha256);
            w.WriteEncodedValue(attributes);
            w.WriteEncodedValue(tsa.Scheme.AlgorithmIdentifier.Span);
            w.WriteOctetString(signature);
        });
    }

    /// <summary>Good, or revoked since a time; valid for twelve hours.</summary>
    internal static byte[] OcspResponse(TestKey responder, X509Certificate2 issuer, X509Certificate2 certificate,
        DateTimeOffset at, DateTimeOffset? revokedAt = null, int reason = 1)
    {
        var data = Encoded(w =>
        {
            using var sequence = w.PushSequence();
            using (w.PushSequence(Tag2))
            {
                w.WriteOctetString(Hash(responder.Certificate.PublicKey.EncodedKeyValue.RawData));
            }

            w.WriteGeneralizedTime(at, omitFractionalSeconds: true);
            using var responses = w.PushSequence();
            using var single = w.PushSequence();
            using (w.PushSequence())
            {
                WriteOid(w, "1.3.14.3.2.26");
                w.WriteOctetString(Hash(issuer.SubjectName.RawData));
                w.WriteOctetString(Hash(issuer.PublicKey.EncodedKeyValue.RawData));
                w.WriteInteger(certificate.SerialNumberBytes.Span);
            }

            WriteStatus(w, revokedAt, reason);
            w.WriteGeneralizedTime(at, omitFractionalSeconds: true);
            using var next = w.PushSequence(CmsNames.Tag0);
            w.WriteGeneralizedTime(at.AddHours(12), omitFractionalSeconds: true);
        });
        var basic = Encoded(w =>
        {
            using var sequence = w.PushSequence();
            w.WriteEncodedValue(data);
            w.WriteEncodedValue(responder.Scheme.AlgorithmIdentifier.Span);
            w.WriteBitString(responder.SignData(data));
            using var certificates = w.PushSequence(CmsNames.Tag0);
            using var list = w.PushSequence();
            w.WriteEncodedValue(responder.Certificate.RawData);
        });
        return Encoded(w =>
        {
            using var sequence = w.PushSequence();
            w.WriteEncodedValue([0x0A, 1, 0]);
            using var tag = w.PushSequence(CmsNames.Tag0);
            using var bytes = w.PushSequence();
            w.WriteObjectIdentifier("1.3.6.1.5.5.7.48.1.1");
            w.WriteOctetString(basic);
        });
    }

    private static void WriteStatus(AsnWriter w, DateTimeOffset? revokedAt, int reason)
    {
        if (revokedAt is not { } since)
        {
            w.WriteNull(CmsNames.Tag0);
            return;
        }

        using var revoked = w.PushSequence(CmsNames.Tag1);
        w.WriteGeneralizedTime(since, omitFractionalSeconds: true);
        using var tag = w.PushSequence(CmsNames.Tag0);
        w.WriteEncodedValue([0x0A, 1, (byte)reason]);
    }

    private static void WriteInfo(AsnWriter w, byte[] digest, DateTimeOffset at)
    {
        using var info = w.PushSequence();
        w.WriteInteger(1);
        w.WriteObjectIdentifier("2.999.3161.1");
        using (w.PushSequence())
        {
            WriteOid(w, CmsNames.Sha256);
            w.WriteOctetString(digest);
        }

        w.WriteInteger(RandomNumberGenerator.GetInt32(1, int.MaxValue));
        w.WriteGeneralizedTime(at);
    }

    private static void WriteAttributes(AsnWriter w, TestKey tsa, byte[] info)
    {
        using var set = w.PushSetOf();
        WriteAttribute(w, CmsNames.ContentType, v => v.WriteObjectIdentifier(CmsNames.TimestampInfo));
        WriteAttribute(w, CmsNames.MessageDigest, v => v.WriteOctetString(SHA256.HashData(info)));
        WriteAttribute(w, CmsNames.SigningCertificateV2, v =>
        {
            using var outer = v.PushSequence();
            using var ids = v.PushSequence();
            using var id = v.PushSequence();
            v.WriteOctetString(SHA256.HashData(tsa.Certificate.RawData));
        });
    }

    private static void WriteAttribute(AsnWriter w, string oid, Action<AsnWriter> value)
    {
        using var attribute = w.PushSequence();
        w.WriteObjectIdentifier(oid);
        using var values = w.PushSetOf();
        value(w);
    }

    private static void WriteOid(AsnWriter w, string oid)
    {
        using var sequence = w.PushSequence();
        w.WriteObjectIdentifier(oid);
    }

    private static byte[] Hash(byte[] data) => CryptographicOperations.HashData(HashAlgorithmName.SHA1, data);

    private static byte[] Encoded(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }
}
