using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Civic.Sandbox;
using Civic.TrustServices.Authority;

namespace Civic.TrustServices.Timestamps;

/// <summary>Makes time-stamp tokens (RFC 3161, RFC 5816) with the clock of the host.</summary>
internal sealed class TimestampAuthority(SandboxAuthority authority, ScenarioControl scenario, TimeProvider clock)
{
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string TstInfoType = "1.2.840.113549.1.9.16.1.4";
    private const string ContentType = "1.2.840.113549.1.9.3";
    private const string MessageDigest = "1.2.840.113549.1.9.4";
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    /// <summary>A policy of the arc that is set aside for examples (ITU-T X.660).</summary>
    private const string Policy = "2.999.3161.1";

    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0);

    private byte[]? _lastToken;

    internal byte[] Answer(Rfc3161TimestampRequest request)
    {
        if (request.GetMessageHash().Length != HashLength(request.HashAlgorithmId.Value))
        {
            return Refusal(failureBit: 0, "the hash algorithm is unknown or its length is wrong");
        }

        if (request.RequestedPolicyId is { Value: not Policy })
        {
            return Refusal(failureBit: 15, "this policy is not offered");
        }

        var replayed = scenario.Take("/tsa", FaultKind.Replay) is null ? null : _lastToken;
        var token = replayed ?? Token(request);
        _lastToken = token;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
            }

            writer.WriteEncodedValue(token);
        }

        return writer.Encode();
    }

    /// <summary>Status rejection with one bit of PKIFailureInfo (RFC 3161 2.4.2).</summary>
    internal static byte[] Refusal(int failureBit, string why)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteInteger(2);
            using (writer.PushSequence())
            {
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, why);
            }

            var bits = new byte[(failureBit / 8) + 1];
            bits[^1] = (byte)(0x80 >> (failureBit % 8));
            writer.WriteBitString(bits, 7 - (failureBit % 8));
        }

        return writer.Encode();
    }

    private byte[] Token(Rfc3161TimestampRequest request)
    {
        var info = Info(request);
        var service = authority.Tsa;
        var attributes = SignedAttributes(service, info);
        // The signature covers the attributes as a SET; inside SignerInfo the same bytes carry the tag [0].
        var signature = service.Sign(attributes);
        attributes[0] = 0xA0;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(SignedData);
            using (writer.PushSequence(Tag0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(3);
                using (writer.PushSetOf())
                {
                    WriteAlgorithm(writer, OidOf(service.Hash));
                }

                WriteContent(writer, info);
                if (request.RequestSignerCertificate)
                {
                    WriteCertificates(writer, service);
                }

                using (writer.PushSetOf())
                {
                    WriteSigner(writer, service, attributes, signature);
                }
            }
        }

        return writer.Encode();
    }

    private byte[] Info(Rfc3161TimestampRequest request)
    {
        var skew = scenario.Take("/tsa", FaultKind.ClockSkew) is null ? TimeSpan.Zero : TimeSpan.FromHours(-1);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier(Policy);
            using (writer.PushSequence())
            {
                WriteAlgorithm(writer, request.HashAlgorithmId.Value!);
                writer.WriteOctetString(request.GetMessageHash().Span);
            }

            var serial = RandomNumberGenerator.GetBytes(16);
            serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
            writer.WriteInteger(serial);
            writer.WriteGeneralizedTime(clock.GetUtcNow() + skew);
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
            }

            if (request.GetNonce() is { } nonce)
            {
                writer.WriteInteger(nonce.Span);
            }
        }

        return writer.Encode();
    }

    private static byte[] SignedAttributes(AuthorityKey service, byte[] info)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            WriteAttribute(writer, ContentType, w => w.WriteObjectIdentifier(TstInfoType));
            WriteAttribute(writer, MessageDigest,
                w => w.WriteOctetString(CryptographicOperations.HashData(service.Hash, info)));
            WriteAttribute(writer, SigningCertificateV2, w =>
            {
                using (w.PushSequence())
                using (w.PushSequence())
                using (w.PushSequence())
                {
                    w.WriteOctetString(SHA256.HashData(service.Raw));
                }
            });
        }

        return writer.Encode();
    }

    private static void WriteSigner(
        AsnWriter writer, AuthorityKey service, byte[] attributes, byte[] signature)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(service.Certificate.IssuerName.RawData);
                writer.WriteInteger(service.Certificate.SerialNumberBytes.Span);
            }

            WriteAlgorithm(writer, OidOf(service.Hash));
            writer.WriteEncodedValue(attributes);
            writer.WriteEncodedValue(service.AlgorithmIdentifier);
            writer.WriteOctetString(signature);
        }
    }

    private void WriteCertificates(AsnWriter writer, AuthorityKey service)
    {
        using (writer.PushSetOf(Tag0))
        {
            writer.WriteEncodedValue(service.Raw);
            writer.WriteEncodedValue(authority.IssuerOf(service.Certificate).Raw);
        }
    }

    private static void WriteContent(AsnWriter writer, byte[] info)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(TstInfoType);
            using (writer.PushSequence(Tag0))
            {
                writer.WriteOctetString(info);
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

    private static string OidOf(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA384" => "2.16.840.1.101.3.4.2.2",
        "SHA512" => "2.16.840.1.101.3.4.2.3",
        _ => Sha256,
    };

    private static int HashLength(string? oid) => oid switch
    {
        Sha256 => 32,
        "2.16.840.1.101.3.4.2.2" => 48,
        "2.16.840.1.101.3.4.2.3" => 64,
        _ => -1,
    };
}
