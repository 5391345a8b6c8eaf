using System.Formats.Asn1;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Sandbox;
using Civic.TrustServices.Authority;

namespace Civic.TrustServices.Ocsp;

/// <summary>
/// Answers what the issuing authority knows of its certificates (RFC 6960 4.2), signed by its delegate.
/// </summary>
internal sealed class OcspResponder(
    SandboxAuthority authority, IssuedCertificates issued, ScenarioControl scenario, TimeProvider clock)
{
    private const string Basic = "1.3.6.1.5.5.7.48.1.1";
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Tag1 = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Tag2 = new(TagClass.ContextSpecific, 2);

    internal byte[] Answer(OcspRequest request)
    {
        var now = clock.GetUtcNow();
        if (scenario.Take("/ocsp", FaultKind.Stale) is not null)
        {
            now = now.AddDays(-30);
        }

        // The request's own issuer answers through its delegate; for a stranger's certificate the newest says unknown.
        var issuer = request.Ids.Select(IssuerOf).FirstOrDefault(i => i is not null) ?? authority.Issuing;
        var responder = authority.Ocsp(issuer);
        var data = ResponseData(request, responder, now);
        var basic = new AsnWriter(AsnEncodingRules.DER);
        using (basic.PushSequence())
        {
            basic.WriteEncodedValue(data);
            basic.WriteEncodedValue(responder.AlgorithmIdentifier);
            basic.WriteBitString(responder.Sign(data));
            using (basic.PushSequence(Tag0))
            using (basic.PushSequence())
            {
                basic.WriteEncodedValue(responder.Raw);
            }
        }

        return Wrapped(basic.Encode());
    }

    /// <summary>An answer without content: 1 malformed request, 2 internal error, 6 unauthorized.</summary>
    internal static byte[] Refusal(int status)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue([0x0A, 0x01, (byte)status]);
        }

        return writer.Encode();
    }

    private static byte[] Wrapped(byte[] basic)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue([0x0A, 0x01, 0x00]);
            using (writer.PushSequence(Tag0))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Basic);
                writer.WriteOctetString(basic);
            }
        }

        return writer.Encode();
    }

    private byte[] ResponseData(OcspRequest request, AuthorityKey responder, DateTimeOffset now)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(Tag2))
            {
                writer.WriteOctetString(KeyHash(responder.Certificate, HashAlgorithmName.SHA1));
            }

            writer.WriteGeneralizedTime(now, omitFractionalSeconds: true);
            using (writer.PushSequence())
            {
                foreach (var id in request.Ids)
                {
                    WriteSingle(writer, id, now);
                }
            }

            if (request.NonceExtension is { } nonce)
            {
                using (writer.PushSequence(Tag1))
                using (writer.PushSequence())
                {
                    writer.WriteEncodedValue(nonce.Span);
                }
            }
        }

        return writer.Encode();
    }

    private void WriteSingle(AsnWriter writer, CertId id, DateTimeOffset now)
    {
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(id.Encoded.Span);
            var serial = SerialText(id.Serial);
            if (IssuerOf(id) is null || !issued.IsKnown(serial))
            {
                writer.WriteNull(Tag2);
            }
            else if (issued.RevocationOf(serial) is { } revocation)
            {
                using (writer.PushSequence(Tag1))
                {
                    writer.WriteGeneralizedTime(revocation.At, omitFractionalSeconds: true);
                    using (writer.PushSequence(Tag0))
                    {
                        writer.WriteEncodedValue([0x0A, 0x01, (byte)revocation.Reason]);
                    }
                }
            }
            else
            {
                writer.WriteNull(Tag0);
            }

            writer.WriteGeneralizedTime(now, omitFractionalSeconds: true);
            using (writer.PushSequence(Tag0))
            {
                writer.WriteGeneralizedTime(now.AddHours(12), omitFractionalSeconds: true);
            }
        }
    }

    private AuthorityKey? IssuerOf(CertId id)
    {
        var algorithm = id.HashAlgorithm switch
        {
            "1.3.14.3.2.26" => HashAlgorithmName.SHA1,
            "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
            "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
            "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
            _ => default,
        };
        return algorithm.Name is null ? null : authority.AllIssuing.FirstOrDefault(issuer =>
            id.NameHash.AsSpan().SequenceEqual(
                CryptographicOperations.HashData(algorithm, issuer.Certificate.SubjectName.RawData))
            && id.KeyHash.AsSpan().SequenceEqual(KeyHash(issuer.Certificate, algorithm)));
    }

    private static byte[] KeyHash(X509Certificate2 certificate, HashAlgorithmName algorithm) =>
        CryptographicOperations.HashData(algorithm, certificate.PublicKey.EncodedKeyValue.RawData);

    private static string SerialText(BigInteger serial)
    {
        var text = Convert.ToHexString(serial.ToByteArray(isUnsigned: true, isBigEndian: true));
        return text.ToUpper(CultureInfo.InvariantCulture);
    }
}
