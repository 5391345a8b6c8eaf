using Civic.Documents.Reading;
using Civic.Signing.Issuance;
using Civic.Signing.Storage;
using Civic.Signing.Validation.Revisions;

namespace Civic.Signing.Validation;

/// <summary>Judges a whole file: its signatures, what happened after them, and whether it is what was issued.</summary>
internal sealed class DocumentValidator(SigningDatabase database, SignatureValidator signatures, SigningMetrics metrics)
{
    /// <summary>More signatures than this are not judged, so that a file can't keep the host busy.</summary>
    private const int MaxSignatures = 20;

    internal async Task<ValidationOutcome> ValidateAsync(ReadOnlyMemory<byte> pdf, CancellationToken cancellation)
    {
        if (!PdfFile.TryRead(pdf, out var file, out var failure))
        {
            metrics.Validated("NOT-A-PDF");
            return new ValidationOutcome.NotAPdf(failure.InWords());
        }

        var signed = file.SignatureFields.Where(f => f.Value is not null).ToList();
        if (signed.Count > MaxSignatures)
        {
            return new ValidationOutcome.NotAPdf($"it has more than {MaxSignatures} signatures");
        }

        var reports = new List<SignatureReport>();
        foreach (var field in signed.OrderBy(f => SignedUpTo(file, f)))
        {
            reports.Add(await signatures.ValidateAsync(file, field, cancellation));
        }

        var changes = RevisionChanges.After(file, FirstSigned(file, signed));
        var match = await IssuanceMatch.FindAsync(database, file, changes, cancellation);
        var verdict = VerdictOf(reports, changes);
        metrics.Validated(verdict);
        return new ValidationOutcome.Judged(new ValidationReport(verdict, reports, changes, Sha256Text.Of(pdf.Span),
            match.Issued, match.Document?.Status.Name() ?? "unknown")
        { Number = match.Document?.Number });
    }

    private static string VerdictOf(List<SignatureReport> reports, List<ChangeReport> changes)
    {
        if (reports.Count == 0)
        {
            return IndicationNames.NoSignature;
        }

        return changes.Any(c => c.AltersContent) ? Indication.TotalFailed.Name()
            : Enum.GetValues<Indication>().Order().Select(i => i.Name())
                .First(n => reports.Any(r => r.Indication == n));
    }

    /// <summary>Number of the earliest revision that a signature covers; past the last one where none does.</summary>
    private static int FirstSigned(PdfFile file, List<PdfSignatureField> signed) =>
        signed.Select(f => SignedUpTo(file, f)).DefaultIfEmpty(file.Revisions.Count).Min();

    private static int SignedUpTo(PdfFile file, PdfSignatureField field) =>
        SignedBytes.Of(file, field.Value!)?.Revision.Number ?? file.Revisions.Count;
}
