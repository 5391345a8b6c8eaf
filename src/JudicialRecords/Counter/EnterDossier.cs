using Civic.JudicialRecords.Attachments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Submission;
using Civic.Shared.Identity;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Http;

namespace Civic.JudicialRecords.Counter;

/// <summary>
/// Reception enters a paper request from the counter or the post: same checks, same dossier, same queue as online. The
/// scans wait under the submission's own name until the dossier takes them in its transaction.
/// </summary>
internal sealed class EnterDossier(
    FeeQuote quotes, SubmitRequest submit, AttachedPapers papers, PolicyPack pack, TimeProvider clock)
{
    internal Task<IReadOnlyList<AttachmentLine>> ScansAsync(CounterForm form, CancellationToken cancellation) =>
        papers.OfDraftAsync(Submitter(form, "").Subject, cancellation);

    /// <returns>What is wrong with the files, or null.</returns>
    internal async Task<Bilingual?> ScanAsync(
        CounterForm form, string officer, IReadOnlyList<IFormFile> files, CancellationToken cancellation) =>
        files.Count == 0
            ? null
            : await papers.AddAsync(Submitter(form, officer).Subject, officer, null, files, cancellation);

    internal async Task<Entered> RunAsync(
        CounterForm who, RequestForm form, CounterPerson.Found found, string officer, CancellationToken cancellation)
    {
        var today = clock.TodayInVietnam();
        var problems = await ProblemsAsync(who, found, cancellation);
        var check = RequestCheck.Check(
            form, found.Person, found.Requester, pack.Limits.On(today), today, who.Channel);
        if (check is CheckedForm.Rejected rejected)
        {
            problems.AddRange(rejected.Problems.Select(p => p with { Field = $"Form.{p.Field}" }));
        }

        if (problems.Count > 0 || check is not CheckedForm.Accepted accepted)
        {
            return new Entered.Incomplete(problems);
        }

        var declaration = accepted.Declaration with { Undertaken = true };
        var submitter = Submitter(who, officer);
        var quote = await quotes.MakeAsync(declaration, found.Fee, submitter, cancellation);
        return await submit.RunAsync(who.SubmissionId, declaration, quote, submitter, cancellation) switch
        {
            Submitted.Done => new Entered.Done(who.SubmissionId),
            Submitted.AnotherIsOpen other => new Entered.AnotherIsOpen(other.Code ?? "", other.State),
            _ => throw new System.Diagnostics.UnreachableException("A submission ends in one dossier."),
        };
    }

    private async Task<List<FormProblem>> ProblemsAsync(
        CounterForm who, CounterPerson.Found found, CancellationToken cancellation)
    {
        var problems = new List<FormProblem>();
        if (found.NeedsEvidence && (who.Evidence?.Trim().Length ?? 0) < 5)
        {
            problems.Add(new("Who.Evidence", new(
                "Cơ sở dữ liệu không thể hiện quan hệ này. Ghi giấy tờ đã xem, ví dụ giấy khai sinh số, ngày, nơi cấp.",
                "The register does not show this relation. Write which papers you saw, such as a birth certificate.")));
        }

        if (found.NeedsScan && (await ScansAsync(who, cancellation)).Count == 0)
        {
            problems.Add(new("files", new(
                "Quét và kèm giấy tờ chứng minh quan hệ, văn bản ủy quyền hoặc văn bản yêu cầu.",
                "Scan and attach the papers on the relation, the mandate or the agency's letter.")));
        }

        return problems;
    }

    private static Submitter Submitter(CounterForm form, string officer) =>
        Requests.Submitter.OnPaper(form.SubmissionId, officer, form.Channel);
}

internal abstract record Entered
{
    private Entered() { }

    internal sealed record Done(Guid DossierId) : Entered;

    internal sealed record Incomplete(IReadOnlyList<FormProblem> Problems) : Entered;

    internal sealed record AnotherIsOpen(string Code, DossierState State) : Entered;
}
