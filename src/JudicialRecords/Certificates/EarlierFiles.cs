using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates;

/// <summary>
/// What was rendered and what the competent person signed: a signature is appended, so the sealed file begins with
/// both, byte by byte, and they need not be kept once more when it is issued.
/// </summary>
internal static class EarlierFiles
{
    /// <summary>Those of the dossiers with which the sealed file begins; any other stays.</summary>
    internal static Task ForgetEarlierFilesAsync(
        this JudicialDbContext database, IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        database.StoredDocuments
            .Where(d => ids.Contains(d.DossierId)
                && (d.Kind == DocumentKind.CertificateRendered || d.Kind == DocumentKind.CertificateSigned)
                && database.StoredDocuments.Any(s => s.DossierId == d.DossierId
                    && s.Kind == DocumentKind.CertificateSealed
                    && JudicialDbContext.Substr(s.Content, 1, d.Content.Length) == d.Content))
            .ExecuteDeleteAsync(cancellation);
}
