using Civic.Documents.Lint;
using Civic.Documents.Reading;

namespace Civic.Signing.Seal;

/// <summary>Lets only what consists of a document's known parts have its first signature.</summary>
internal static class IssueCheck
{
    /// <returns>
    /// Null where nothing forbids it, and for what is judged elsewhere: an unreadable file, a field that is filled
    /// already, and the second signature, which goes only on the very bytes of the first.
    /// </returns>
    internal static LintFinding? Forbids(SealCall call, ProfileOptions profile) =>
        PdfFile.TryRead(call.Pdf, out var file, out _)
        && !file.SignatureFields.Any(f => f.Value is not null && (f.Name == "CompetentPerson" || f.Name == call.Field))
        && IssueLint.Check(file, profile.Attachments) is [var finding, ..]
            ? finding
            : null;
}
