using Civic.Documents.Lint;
using Civic.Documents.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Civic.Signing;

/// <summary>Every refusal of the API: a stable code, what it means and what the caller can do.</summary>
internal static class Problems
{
    internal static ProblemHttpResult ProfileNotYours(string profile) => Refuse(403, "profile-not-yours",
        $"The profile '{profile}' does not belong to this client.", "Use a profile of your own agency.");

    internal static ProblemHttpResult FieldUnknown(string field) => Refuse(422, "field-unknown",
        $"The document declares no signature field '{field}' that this profile may fill.",
        "Render the document with its signature fields and name the field of the profile.");

    internal static ProblemHttpResult Order() => Refuse(409, "order",
        "The agency signs after the competent person (Decree 30/2020), and this is " +
        "not the document as that person signed it.",
        "Let the competent person sign first and send exactly the bytes that came back.");

    internal static ProblemHttpResult AlreadySigned(string field) => Refuse(409, "already-signed",
        $"The field '{field}' is signed already.", "Repeat with the same idempotency key to get the same file again.");

    internal static ProblemHttpResult TimestampUnavailable() => Refuse(503, "timestamp-unavailable",
        "The time-stamp service did not answer; nothing is given out.", "Repeat after the time in Retry-After.");

    internal static ProblemHttpResult NotSignedHere() => Refuse(404, "not-signed-here",
        "This file did not leave here under this number for this client.",
        "Send exactly the bytes that came back last, with their number.");

    internal static ProblemHttpResult SignerRevocationUnavailable(string name) => Refuse(503,
        "signer-revocation-unavailable",
        $"Nobody says whether the certificate '{name}' is revoked; nothing is given out below its level.",
        "Repeat after the time in Retry-After.");

    internal static ProblemHttpResult TimestampRevocationUnavailable(string name) => Refuse(503,
        "timestamp-revocation-unavailable",
        $"Nobody says whether '{name}', on the path of the time-stamp service, is revoked; " +
        "nothing is given out below its level.",
        "Repeat after the time in Retry-After.");

    internal static ProblemHttpResult CertificateRevoked(string name) => Refuse(409, "certificate-revoked",
        $"The certificate '{name}' is revoked; nothing was signed.", "Have a new key certified for the profile.");

    internal static ProblemHttpResult AlgorithmRetired() => Refuse(409, "algorithm-retired",
        "The algorithm of the profile's key is good no more for new signatures.",
        "Have a new key certified for the profile.");

    internal static ProblemHttpResult KeyUnavailable() => Refuse(503, "key-unavailable",
        "The profile's key is not there yet; nothing was signed.", "Repeat after the time in Retry-After.");

    internal static ProblemHttpResult NotAPdf(string why) => Refuse(422, "not-a-pdf",
        $"The body can't be read as a PDF file: {why}.", "Send an undamaged, unencrypted PDF.");

    /// <summary>What can't be judged: each reason has a code of its own.</summary>
    internal static ProblemHttpResult Unreadable(PdfReadFailure failure) => failure switch
    {
        PdfReadFailure.Encrypted => Refuse(422, "encrypted",
            "The file is encrypted, so what it shows can't be judged.", "Send it without a password or restrictions."),
        PdfReadFailure.TooLarge => Refuse(422, "too-complex",
            "The file needs more memory or time than any document of its size should.", "Ask for the original file."),
        PdfReadFailure.Damaged => Refuse(422, "damaged",
            "The file is damaged, and programs would repair it in different ways.", "Ask for the original file."),
        _ => NotAPdf(failure.InWords()),
    };

    internal static ProblemHttpResult NotIssuable(LintFinding finding) => Refuse(422, "not-issuable",
        $"The document breaks the rule {finding.Rule} ({finding.Where}); nothing was signed.",
        "Render it with its signature fields and without scripts, layers, attachments or further revisions.");

    internal static ProblemHttpResult TooLarge() => Refuse(413, "too-large",
        "The file is larger than 20 MB.", "Send a smaller file.");

    internal static ProblemHttpResult BatchTooLarge() => Refuse(413, "batch-too-large",
        "The documents are larger than 64 MB together, or one of them than 20 MB.", "Send them in smaller batches.");

    internal static ProblemHttpResult BatchInvalid(string what) => Refuse(422, "batch-invalid",
        $"The batch can't be taken: {what}.", "Correct it and send it again; nothing of it was done.");

    /// <summary>The problem of one item, for which the whole list is refused.</summary>
    /// <param name="place">Of the item, from 1.</param>
    /// <param name="problem">What it would have met by itself.</param>
    internal static ProblemHttpResult InList(int place, ProblemHttpResult problem) => TypedResults.Problem(
        detail: problem.ProblemDetails.Detail, statusCode: problem.StatusCode,
        title: $"Item {place} of the list: {problem.ProblemDetails.Title}", type: problem.ProblemDetails.Type);

    internal static ProblemHttpResult NumberInvalid() => Refuse(422, "number-invalid",
        "A document's number here is 1 to 64 of A-Z, a-z, 0-9, full stop and hyphen.",
        "Write 12/LLTP-STP of 2026 as 2026-12-LLTP-STP.");

    internal static ProblemHttpResult IdempotencyKeyInvalid() => Refuse(400, "idempotency-key-invalid",
        "The header Idempotency-Key must hold 1 to 200 visible ASCII characters.",
        "Make the key from the dossier and the step.");

    internal static ProblemHttpResult IdempotencyKeyReused() => Refuse(409, "idempotency-key-reused",
        "This idempotency key was used for another document, profile, field or number.", "Use a key of its own.");

    internal static ProblemHttpResult StatementInvalid(string what) => Refuse(422, "statement-invalid",
        $"The statement can't be made: {what}.", "Correct it and send it again.");

    internal static ProblemHttpResult IssuanceInvalid(string what) => Refuse(422, "issuance-invalid",
        $"The entry can't be made: {what}.", "Correct it and send it again.");

    internal static ProblemHttpResult IssuanceConflict() => Refuse(409, "issuance-conflict",
        "This number is in the log with another content.", "Numbers are never reused: take a new one.");

    internal static ProblemHttpResult IssuanceUnknown() => Refuse(404, "issuance-unknown",
        "This number is not in the log of this client.", "Enter the document first.");

    internal static ProblemHttpResult StatusFinal(string status) => Refuse(409, "status-final",
        $"The document was revoked or cancelled; it can't become {status}.", "Issue a new document.");

    internal static ProblemHttpResult DecisionNotSealed() => Refuse(422, "decision-not-sealed",
        "No decision with this digest was sealed here for the agency that issued the document.",
        "Seal the decision first and send the digest of the file that came back.");

    internal static ProblemHttpResult LogRange(string what) => Refuse(422, "log-range",
        $"The log has no such part: {what}.", "Ask /log/sth for its size.");

    internal static ProblemHttpResult ApprovalInvalid(string what) => Refuse(422, "approval-invalid",
        $"The list can't be approved: {what}.", "Correct it and let the person log in for the corrected list.");

    internal static ProblemHttpResult StepUpRefused(string why) => Refuse(403, "step-up",
        $"The approval was not accepted: {why}.", "Let the competent person log in anew for exactly this list.");

    internal static ProblemHttpResult NotApproved() => Refuse(403, "not-approved",
        "The competent person has not approved exactly this document, or the approval has ended; nothing was signed.",
        "Let that person approve it with POST /approvals.");

    internal static ProblemHttpResult FileMissing() => Refuse(422, "file-missing",
        "There is no file in the field 'file' of a multipart form.", "Send the PDF as the field 'file'.");

    private static ProblemHttpResult Refuse(int status, string code, string what, string toDo) => TypedResults.Problem(
        detail: toDo, statusCode: status, title: what, type: $"civic:signing:{code}");
}
