using Civic.Documents.Reading;
using Civic.Documents.Signatures;
using Civic.Signing.Revocation;

namespace Civic.Signing.Seal;

/// <summary>
/// Puts the parts of a signature into a file: the signature itself, the security store, the document time stamp, each a
/// revision of its own (ETSI EN 319 142-1, 5.4). The same parts give the same bytes.
/// </summary>
internal static class SignedFile
{
    private const string ArchiveField = "ArchiveTimestamp";

    /// <exception cref="InvalidOperationException">The parts are not those of a file like this.</exception>
    internal static byte[] Compose(PreparedSignature prepared, SigningParts parts) =>
        Extend(prepared.Embed(parts.Cms), parts);

    /// <summary>Adds everything but the signature itself.</summary>
    internal static byte[] Extend(byte[] pdf, SigningParts parts)
    {
        if (parts.Evidence.Count > 0)
        {
            pdf = WithEvidence(pdf, parts.Evidence, parts.WithVri);
        }

        return parts.ArchiveToken is { } token ? PrepareArchive(pdf, parts.ArchiveCapacity).Embed(token) : pdf;
    }

    /// <summary>Adds what the security store doesn't hold yet.</summary>
    internal static byte[] WithEvidence(byte[] pdf, IReadOnlyList<EvidenceItem> evidence, bool withVri)
    {
        var sorted = new ValidationEvidence(Of(evidence, EvidenceKind.Certificate),
            Of(evidence, EvidenceKind.OcspResponse), Of(evidence, EvidenceKind.RevocationList));
        return SecurityStoreUpdate.TryAdd(pdf, sorted, withVri, out var updated, out var failure)
            ? updated
            : throw new InvalidOperationException($"A file that was just signed can't be read: {failure.InWords()}.");
    }

    /// <summary>A place for a document time stamp under the next free name.</summary>
    internal static PreparedSignature PrepareArchive(byte[] pdf, int capacity)
    {
        var taken = PdfFile.TryRead(pdf, out var file, out _)
            ? file.SignatureFields.Count(f => f.Name.StartsWith(ArchiveField, StringComparison.Ordinal))
            : 0;
        return file is not null
            && DocumentTimestampUpdate.Prepare(file, $"{ArchiveField}{taken + 1}", capacity)
                is SignaturePreparation.Prepared { Signature: var prepared }
            ? prepared
            : throw new InvalidOperationException("A file that was just signed takes no document time stamp.");
    }

    private static List<byte[]> Of(IReadOnlyList<EvidenceItem> evidence, EvidenceKind kind) =>
        [.. evidence.Where(e => e.Kind == kind).Select(e => e.Content)];
}
