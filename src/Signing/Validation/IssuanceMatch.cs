using Civic.Documents.Reading;
using Civic.Signing.Issuance;
using Civic.Signing.Storage;
using Civic.Signing.Validation.Revisions;
using Microsoft.EntityFrameworkCore;

namespace Civic.Signing.Validation;

/// <summary>Whether a file is what was issued: the whole of it, something made out of it, or unknown here.</summary>
/// <param name="Issued">yes, no or altered.</param>
internal sealed record IssuanceMatch(string Issued, IssuedDocument? Document)
{
    internal static async Task<IssuanceMatch> FindAsync(
        SigningDatabase database, PdfFile file, JudgedFile judged, CancellationToken cancellation)
    {
        var (digests, changes) = (judged.Digests.Revisions, judged.Changes);
        var issued = await database.Issuances.AsNoTracking()
            .Where(i => digests.Contains(i.Sha256)).ToListAsync(cancellation);
        // The newest revision decides: a later one that is in the log replaces what came before.
        for (var i = digests.Count - 1; i >= 0; i--)
        {
            if (issued.Find(d => d.Sha256 == digests[i]) is { } document)
            {
                return new IssuanceMatch(IsOnlyExtended(file, changes, i) ? "yes" : "altered", document);
            }
        }

        return await NumberOfSealsAsync(database, file, digests, cancellation) is { } known
            ? new IssuanceMatch("altered", known)
            : new IssuanceMatch("no", null);
    }

    /// <summary>Whether everything after the revision is known not to alter it and is no further signature.</summary>
    internal static bool IsOnlyExtended(PdfFile file, IReadOnlyList<ChangeReport> changes, int revision) =>
        revision >= file.Revisions.Count
        || (file.TrailingBytes == 0 && changes.Where(c => c.Revision > revision + 1)
            .All(c => !c.AltersContent && c.Code is not (Changes.SignatureFilled or Changes.SignatureFieldAdded))
            && file.Revisions.Skip(revision + 1).All(r => r.Changes.Count > 0));

    /// <summary>
    /// The log's entry under the number for which one of these revisions, or one of these signatures, was made here.
    /// </summary>
    private static async Task<IssuedDocument?> NumberOfSealsAsync(
        SigningDatabase database, PdfFile file, IReadOnlyList<string> digests, CancellationToken cancellation)
    {
        var signatures = file.SignatureFields.Select(f => f.Value?.Contents?.Bytes)
            .Where(b => b is not null).Select(b => Seal.SealRecord.DigestOfCms(b!.Value.Span)).ToList();
        return await (from seal in database.Seals.AsNoTracking()
                      where digests.Contains(seal.InputSha256) || digests.Contains(seal.OutputSha256)
                          || signatures.Contains(seal.CmsSha256)
                      join document in database.Issuances.AsNoTracking() on seal.Number equals document.Number
                      orderby document.Number
                      select document).FirstOrDefaultAsync(cancellation);
    }
}
