using Civic.Documents.Lint;
using Civic.Documents.Reading;

namespace Civic.Signing.Seal;

/// <summary>Lets only what consists of a document's known parts have its first signature.</summary>
internal static class IssueCheck
{
    /// <returns>
    /// Null where nothing forbids it, and for what is judged elsewhere: a field that is filled already, and the second
    /// signature, which goes only on the very bytes of the first.
    /// </returns>
    internal static LintFinding? Forbids(PdfFile file, string field, ProfileOptions profile) =>
        !file.SignatureFields.Any(f => f.Value is not null && (f.Name == Sealer.PersonsField || f.Name == field))
        && IssueLint.Check(file, profile.Attachments) is [var finding, ..]
            ? finding
            : null;
}
