using System.Formats.Asn1;
using System.Numerics;

namespace Civic.TrustServices.Ocsp;

/// <summary>
/// Which certificate is asked about: hash algorithm, hashes of the issuer's name and key, serial number.
/// </summary>
internal sealed record CertId(
    string HashAlgorithm, byte[] NameHash, byte[] KeyHash, BigInteger Serial, ReadOnlyMemory<byte> Encoded);

/// <summary>An OCSP request (RFC 6960 4.1.1): the ids asked for, and the nonce extension as it was sent.</summary>
internal sealed record OcspRequest(IReadOnlyList<CertId> Ids, ReadOnlyMemory<byte>? NonceExtension)
{
    private const string Nonce = "1.3.6.1.5.5.7.48.1.2";

    /// <exception cref="AsnContentException">The bytes are no OCSP request.</exception>
    internal static OcspRequest Read(byte[] der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        var request = outer.ReadSequence();
        SkipIf(request, 0);
        SkipIf(request, 1);
        var list = request.ReadSequence();
        var ids = new List<CertId>();
        while (list.HasData)
        {
            ids.Add(ReadId(list.ReadSequence().ReadEncodedValue()));
        }

        return new OcspRequest(ids, request.HasData ? NonceIn(request) : null);
    }

    private static CertId ReadId(ReadOnlyMemory<byte> encoded)
    {
        var id = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        var algorithm = id.ReadSequence().ReadObjectIdentifier();
        return new CertId(algorithm, id.ReadOctetString(), id.ReadOctetString(), id.ReadInteger(), encoded);
    }

    private static ReadOnlyMemory<byte>? NonceIn(AsnReader request)
    {
        var extensions = request.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 2)).ReadSequence();
        while (extensions.HasData)
        {
            var extension = extensions.ReadEncodedValue();
            if (new AsnReader(extension, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier() == Nonce)
            {
                return extension;
            }
        }

        return null;
    }

    private static void SkipIf(AsnReader reader, int tag)
    {
        if (reader.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, tag)))
        {
            reader.ReadEncodedValue();
        }
    }
}
