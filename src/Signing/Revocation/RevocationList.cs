using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Revocation;

/// <summary>What a list says about one certificate, and when newer word is to be had.</summary>
internal sealed record ListReading(RevocationStatus Status, DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate)
{
    internal static readonly ListReading Nothing = new(new RevocationStatus.Unknown(), default, null);
}

/// <summary>Reads a certificate revocation list (RFC 5280 section 5) of the certificate's own issuer.</summary>
internal static class RevocationList
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag UriName = new(TagClass.ContextSpecific, 6);

    internal static RevocationStatus StatusIn(
        byte[] list, X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset now) =>
        ReadAll(list, certificate, issuer, now).Status;

    internal static ListReading ReadAll(
        byte[] list, X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset now)
    {
        try
        {
            return Read(list, certificate, issuer, now);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return ListReading.Nothing;
        }
    }

    /// <summary>The addresses of a distribution-point extension, in its order (RFC 5280 4.2.1.13).</summary>
    internal static IEnumerable<string> AddressesIn(byte[] extension)
    {
        var found = new List<string>();
        try
        {
            var points = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
            while (points.HasData)
            {
                var point = points.ReadSequence();
                if (!point.HasData || !point.PeekTag().HasSameClassAndValue(Tag0))
                {
                    continue;
                }

                var name = point.ReadSequence(Tag0);
                if (!name.PeekTag().HasSameClassAndValue(Tag0))
                {
                    continue;
                }

                var names = name.ReadSequence(Tag0);
                while (names.HasData)
                {
                    if (names.PeekTag().HasSameClassAndValue(UriName))
                    {
                        found.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, UriName));
                    }
                    else
                    {
                        names.ReadEncodedValue();
                    }
                }
            }
        }
        catch (AsnContentException)
        {
            return [];
        }

        return found;
    }

    private static ListReading Read(
        byte[] list, X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset now)
    {
        var outer = new AsnReader(list, AsnEncodingRules.DER).ReadSequence();
        var signed = outer.ReadEncodedValue();
        var algorithm = outer.ReadEncodedValue();
        if (!SafeSignature.Verify(issuer, algorithm, signed.Span, outer.ReadBitString(out _)))
        {
            return ListReading.Nothing;
        }

        var body = new AsnReader(signed, AsnEncodingRules.DER).ReadSequence();
        body.ReadInteger();
        body.ReadSequence();
        var isIssuers = body.ReadEncodedValue().Span.SequenceEqual(issuer.SubjectName.RawData);
        var from = ReadTime(body);
        DateTimeOffset? next = IsTime(body) ? ReadTime(body) : null;
        if (!isIssuers || from > now + Skew || (next ?? from) < now - Skew)
        {
            return ListReading.Nothing;
        }

        RevocationStatus status = body.HasData && body.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence)
            ? Find(body.ReadSequence(), certificate)
            : new RevocationStatus.Good();
        return new ListReading(status, from, next);
    }

    private static RevocationStatus Find(AsnReader entries, X509Certificate2 certificate)
    {
        var serial = new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: false, isBigEndian: true);
        while (entries.HasData)
        {
            var entry = entries.ReadSequence();
            if (entry.ReadInteger() == serial)
            {
                return new RevocationStatus.Revoked(ReadTime(entry));
            }
        }

        return new RevocationStatus.Good();
    }

    private static bool IsTime(AsnReader reader) => reader.HasData
        && (reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)
            || reader.PeekTag().HasSameClassAndValue(Asn1Tag.GeneralizedTime));

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
}
