using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Signing.Tests.Judges;

/// <summary>What openssl is given of a signature: the CMS without its padding, and the bytes it covers.</summary>
internal sealed record CutOut(string Field, bool IsTimestamp, byte[] Cms, byte[] Covered)
{
    private const string SignatureTimestamp = "1.2.840.113549.1.9.16.2.14";

    internal static IReadOnlyList<CutOut> AllIn(byte[] pdf) => [.. Read(pdf).SignatureFields
        .Where(f => f.Value is not null).Select(f => Of(pdf, f.Name, f.Value!))];

    /// <summary>OCSP responses of the security store.</summary>
    internal static IReadOnlyList<byte[]> ResponsesIn(byte[] pdf)
    {
        var file = Read(pdf);
        var store = file.Find<PdfDictionary>(file.Catalog, "DSS");
        return [.. (file.Find<PdfArray>(store, "OCSPs")?.Items ?? []).Select(i =>
            file.Resolve(i) is PdfStream stream && file.TryDecode(stream, out var data, out _) ? data : [])];
    }

    /// <summary>The signature value and the time stamp over it, where there is one.</summary>
    internal (byte[] Signature, byte[]? Token) Stamp()
    {
        var cms = new SignedCms();
        cms.Decode(Cms);
        var signer = cms.SignerInfos[0];
        return (signer.GetSignature(), signer.UnsignedAttributes.Cast<CryptographicAttributeObject>()
            .SingleOrDefault(a => a.Oid.Value == SignatureTimestamp)?.Values[0].RawData);
    }

    private static PdfFile Read(byte[] pdf) =>
        PdfFile.TryRead(pdf, out var file, out _) ? file : throw new ArgumentException("no PDF");

    private static CutOut Of(byte[] pdf, string field, PdfSignatureValue value)
    {
        var range = value.ByteRange;
        var contents = value.Contents!.Bytes;
        AsnDecoder.ReadEncodedValue(contents.Span, AsnEncodingRules.BER, out _, out _, out var length);
        return new CutOut(field, value.SubFilter == "ETSI.RFC3161", contents[..length].ToArray(),
            [.. pdf.AsSpan(0, (int)range[1]), .. pdf.AsSpan((int)range[2], (int)range[3])]);
    }
}
