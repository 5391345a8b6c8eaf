using Civic.Documents.Reading;
using Civic.Signing.Issuance;
using Civic.Signing.Statements;
using Civic.Signing.Storage;

namespace Civic.Signing.Validation;

/// <summary>Judges an uploaded file and says whether it is what was issued. Nothing of it is kept.</summary>
internal sealed class DocumentValidator(SigningDatabase database, FileJudges judges, SigningMetrics metrics)
{
    internal async Task<ValidationOutcome> ValidateAsync(ReadOnlyMemory<byte> pdf, CancellationToken cancellation)
    {
        if (!PdfFile.TryRead(pdf, out var file, out var failure))
        {
            return Refused(failure);
        }

        var judged = await judges.Current().JudgeAsync(file, cancellation);
        if (file.ExceededLimit is { } limit)
        {
            return Refused(new PdfReadFailure.TooLarge(limit));
        }

        if (judged is null)
        {
            return Refused(new PdfReadFailure.TooLarge("the number of signatures"));
        }

        var match = await IssuanceMatch.FindAsync(database, file, judged, cancellation);
        var statement = await StatementJudge.JudgeAsync(database, file, match.Document?.Number, cancellation);
        metrics.Validated(judged.Verdict);
        return new ValidationOutcome.Judged(new ValidationReport(judged.Verdict, judged.Signatures, judged.Changes,
            judged.Digests.Revisions[^1], match.Issued, match.Document?.Status.Name() ?? "unknown")
        {
            Statement = statement.Name(),
            Number = match.Document?.Number,
            SignedLength = judged.FirstSigned <= file.Revisions.Count
                ? file.Revisions[judged.FirstSigned - 1].EndOffset
                : null,
        });
    }

    private ValidationOutcome.Refused Refused(PdfReadFailure failure)
    {
        metrics.Validated("REFUSED");
        return new ValidationOutcome.Refused(failure);
    }
}
