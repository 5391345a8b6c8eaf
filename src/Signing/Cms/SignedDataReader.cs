using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Algorithms;
using Civic.Signing.Validation.Trust;

namespace Civic.Signing.Cms;

/// <summary>Reads a SignedData with one signer (RFC 5652 section 5), BER or DER, from a stranger's file.</summary>
internal static class SignedDataReader
{
    /// <param name="bytes">Perhaps followed by zeros, with which PDF fills the place.</param>
    /// <param name="known">
    /// Certificates among which the signer's is looked for, without decoding those that came along.
    /// </param>
    /// <returns>Null where the bytes are no such structure.</returns>
    internal static SignedDataContent? TryRead(
        ReadOnlyMemory<byte> bytes, IReadOnlyList<X509Certificate2>? known = null)
    {
        try
        {
            return Read(bytes, known);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return null;
        }
    }

    private static SignedDataContent? Read(ReadOnlyMemory<byte> bytes, IReadOnlyList<X509Certificate2>? known)
    {
        AsnDecoder.ReadEncodedValue(bytes.Span, AsnEncodingRules.BER, out _, out _, out var length);
        // Anything but zeros after it is not part of it.
        if (bytes.Span[length..].ContainsAnyExcept((byte)0))
        {
            return null;
        }

        var contentInfo = new AsnReader(bytes[..length], AsnEncodingRules.BER).ReadSequence();
        if (contentInfo.ReadObjectIdentifier() != CmsNames.SignedData)
        {
            return null;
        }

        var data = contentInfo.ReadSequence(CmsNames.Tag0).ReadSequence();
        data.ReadInteger();
        data.ReadSetOf();
        var (type, content) = ReadContent(data.ReadSequence());
        var certificates = ReadCertificates(data, known);
        if (data.PeekTag().HasSameClassAndValue(CmsNames.Tag1))
        {
            data.ReadEncodedValue();
        }

        var signers = data.ReadSetOf();
        var signer = ReadSigner(signers.ReadSequence(), certificates);
        return signers.HasData ? null : new SignedDataContent(type, content, certificates, signer);
    }

    private static (string Type, byte[]? Content) ReadContent(AsnReader reader)
    {
        var type = reader.ReadObjectIdentifier();
        return (type, reader.HasData ? reader.ReadSequence(CmsNames.Tag0).ReadOctetString() : null);
    }

    private static IReadOnlyList<X509Certificate2> ReadCertificates(
        AsnReader data, IReadOnlyList<X509Certificate2>? known)
    {
        if (!data.HasData || !data.PeekTag().HasSameClassAndValue(CmsNames.Tag0))
        {
            return known ?? [];
        }

        if (known is not null)
        {
            data.ReadEncodedValue();
            return known;
        }

        var found = new List<X509Certificate2>();
        var set = data.ReadSetOf(skipSortOrderValidation: true, CmsNames.Tag0);
        while (set.HasData)
        {
            found.Add(KnownCertificate.Load(set.ReadEncodedValue().Span));
        }

        return found;
    }

    private static SignerContent ReadSigner(AsnReader reader, IReadOnlyList<X509Certificate2> certificates)
    {
        reader.ReadInteger();
        var certificate = FindCertificate(reader, certificates);
        var digest = CmsNames.HashNamed(reader.ReadSequence().ReadObjectIdentifier());
        var signed = reader.PeekTag().HasSameClassAndValue(CmsNames.Tag0) ? reader.ReadEncodedValue() : default;
        var identifier = reader.ReadEncodedValue();
        var signature = reader.ReadOctetString();
        var unsigned = reader.HasData ? reader.ReadEncodedValue() : default;
        return new SignerContent
        {
            Certificate = certificate,
            Digest = digest,
            SignatureAlgorithm = new AsnReader(identifier, AsnEncodingRules.BER).ReadSequence().ReadObjectIdentifier(),
            Algorithm = SignatureName.TryRead(identifier, digest) is { } name && name.Digest == digest ? name : null,
            Signature = signature,
            SignedAttributeBytes = signed,
            Signed = ReadAttributes(signed, CmsNames.Tag0),
            Unsigned = ReadAttributes(unsigned, CmsNames.Tag1),
        };
    }

    private static X509Certificate2? FindCertificate(
        AsnReader reader, IReadOnlyList<X509Certificate2> certificates)
    {
        if (reader.PeekTag().HasSameClassAndValue(CmsNames.Tag0))
        {
            var keyId = reader.ReadOctetString(CmsNames.Tag0);
            return certificates.FirstOrDefault(c => c.Extensions.OfType<X509SubjectKeyIdentifierExtension>()
                .Any(e => e.SubjectKeyIdentifierBytes.Span.SequenceEqual(keyId)));
        }

        var id = reader.ReadSequence();
        var issuer = id.ReadEncodedValue();
        var serial = id.ReadInteger();
        return certificates.FirstOrDefault(c => c.IssuerName.RawData.AsSpan().SequenceEqual(issuer.Span)
            && new BigInteger(c.SerialNumberBytes.Span, isUnsigned: false, isBigEndian: true) == serial);
    }

    /// <summary>
    /// The first value of each attribute; an attribute that stands twice is no valid one and is left out.
    /// </summary>
    private static Dictionary<string, ReadOnlyMemory<byte>> ReadAttributes(ReadOnlyMemory<byte> bytes, Asn1Tag tag)
    {
        var found = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        if (bytes.IsEmpty)
        {
            return found;
        }

        var twice = new HashSet<string>(StringComparer.Ordinal);
        var set = new AsnReader(bytes, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true, tag);
        while (set.HasData)
        {
            var attribute = set.ReadSequence();
            var oid = attribute.ReadObjectIdentifier();
            var values = attribute.ReadSetOf(skipSortOrderValidation: true);
            if (!values.HasData || !found.TryAdd(oid, values.ReadEncodedValue()) || values.HasData)
            {
                twice.Add(oid);
            }
        }

        foreach (var oid in twice)
        {
            found.Remove(oid);
        }

        return found;
    }
}
