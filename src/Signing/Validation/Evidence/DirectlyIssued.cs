using System.Formats.Asn1;
using Civic.Signing.Validation.Trust;

namespace Civic.Signing.Validation.Evidence;

/// <summary>Whether one certificate's key signed the other certificate.</summary>
internal static class DirectlyIssued
{
    internal static bool By(KnownCertificate issuer, KnownCertificate certificate)
    {
        try
        {
            var reader = new AsnReader(certificate.Certificate.RawDataMemory, AsnEncodingRules.BER).ReadSequence();
            var data = reader.ReadEncodedValue();
            reader.ReadEncodedValue();
            return certificate.Algorithm is { } algorithm
                && issuer.HasSigned(algorithm, data.Span, reader.ReadBitString(out _));
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
