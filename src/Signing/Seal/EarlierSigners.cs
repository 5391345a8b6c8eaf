using System.Security.Cryptography.X509Certificates;
using Civic.Documents.Reading;
using Civic.Signing.Cms;
using Civic.Signing.Timestamps;

namespace Civic.Signing.Seal;

/// <summary>A certificate whose path must be proven by the file itself, and those that may lead to its root.</summary>
internal sealed record ToProve(
    EvidenceHolder Holder, X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Others);

/// <summary>Who has signed or stamped a file already.</summary>
internal static class EarlierSigners
{
    internal static IReadOnlyList<ToProve> In(PdfFile file) =>
        [.. file.SignatureFields.SelectMany(f => f.Value is { Contents: { } contents } value
            ? value.SubFilter == "ETSI.RFC3161" ? OfToken(contents.Bytes) : OfSignature(contents.Bytes)
            : [])];

    private static IEnumerable<ToProve> OfSignature(ReadOnlyMemory<byte> bytes)
    {
        if (SignedDataReader.TryRead(bytes) is not { Signer.Certificate: { } signer } cms)
        {
            return [];
        }

        var own = new ToProve(EvidenceHolder.Signer, signer, cms.Certificates);
        return cms.Signer.Unsigned.TryGetValue(CmsNames.SignatureTimestamp, out var token)
            ? [own, .. OfToken(token)]
            : [own];
    }

    private static IEnumerable<ToProve> OfToken(ReadOnlyMemory<byte> bytes) =>
        TimestampToken.TryRead(bytes) is { Authority: { } authority } token
            ? [new(EvidenceHolder.TimestampService, authority, token.Cms.Certificates)]
            : [];
}
