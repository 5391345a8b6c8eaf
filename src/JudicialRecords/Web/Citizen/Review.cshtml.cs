using System.Globalization;
using Civic.JudicialRecords.Attachments;
using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Submission;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>
/// Everything once more with the fee line by line, before it is sent. What is sent is read from the draft.
/// </summary>
[Authorize(Policy = Shared.SignIn.Policies.Citizen)]
internal sealed class ReviewModel(
    RequestDesk desk,
    AttachedPapers papers,
    PolicyPack pack,
    TimeProvider clock,
    Words words
) : PageModel
{
    public Declaration Declaration { get; private set; } = null!;

    public FeeAssessment Fee { get; private set; } = null!;

    public Guid SubmissionId { get; private set; }

    /// <summary>Set where somebody's request about this person is still open.</summary>
    public Submitted.AnotherIsOpen? Other { get; private set; }

    public IReadOnlyList<AttachmentLine> Attachments { get; private set; } = [];

    public bool FeeChanged { get; private set; }

    /// <summary>The box was ticked before a fresh login was asked for.</summary>
    public bool Undertaken { get; private set; }

    public string Due =>
        Fee is FeeAssessment.Decided fee ? fee.Citizen.Dong.ToString(CultureInfo.InvariantCulture) : Fee.GetType().Name;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) =>
        Requests.Citizen.From(User) is { } citizen ? await PrepareAsync(citizen, cancellation) ?? Page() : Forbid();

    public async Task<IActionResult> OnPostAsync(
        [FromForm] Guid submissionId,
        [FromForm] string? due,
        [FromForm] bool undertaken,
        CancellationToken cancellation
    )
    {
        ModelState.Clear();
        if (Requests.Citizen.From(User) is not { } citizen)
        {
            return Forbid();
        }

        // Pressed twice: the first press made the dossier and the draft is gone.
        if (await desk.FindSubmittedAsync(submissionId, citizen, cancellation) is { } code)
        {
            return new SeeOther($"/requests/{code}");
        }

        if (await PrepareAsync(citizen, cancellation) is { } elsewhere)
        {
            // Or both at once: the other one took the draft away after it was looked for.
            return await desk.FindSubmittedAsync(submissionId, citizen, cancellation) is { } made
                ? new SeeOther($"/requests/{made}")
                : elsewhere;
        }

        FeeChanged = due != Due;
        if (!undertaken)
        {
            ModelState.AddModelError(
                "undertaken",
                words["Đánh dấu vào ô cam đoan để gửi yêu cầu.", "Tick the undertaking to send the request."]
            );
        }

        if (FeeChanged || !undertaken || Fee is FeeAssessment.AwaitsRegister || submissionId != SubmissionId)
        {
            return Page();
        }

        if (HttpContext.StepUpTo("/requests/review#submit") is { } again)
        {
            await desk.Drafts.UndertakeAsync(citizen.Subject, cancellation);
            return again;
        }

        return await SubmitAsync(citizen, cancellation);
    }

    public async Task<IActionResult> OnPostAttachAsync(List<IFormFile> files, CancellationToken cancellation)
    {
        ModelState.Clear();
        if (Requests.Citizen.From(User) is not { } citizen)
        {
            return Forbid();
        }

        if (await papers.AddAsync(citizen.Subject, citizen.Subject, null, files, cancellation) is not { } why)
        {
            return new SeeOther("/requests/review#papers");
        }

        ModelState.AddModelError("files", why.In(words));
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await PrepareAsync(citizen, cancellation) ?? Page();
    }

    public async Task<IActionResult> OnPostDetachAsync([FromForm] Guid id, CancellationToken cancellation)
    {
        if (Requests.Citizen.From(User) is not { } citizen)
        {
            return Forbid();
        }

        await papers.RemoveAsync(id, citizen.Subject, cancellation);
        return new SeeOther("/requests/review#papers");
    }

    private Quote? Quote { get; set; }

    private async Task<IActionResult> SubmitAsync(Requests.Citizen citizen, CancellationToken cancellation)
    {
        var outcome = await desk.Submit.RunAsync(
            SubmissionId,
            Declaration with
            {
                Undertaken = true,
            },
            Quote!,
            Submitter.Of(citizen),
            cancellation
        );
        switch (outcome)
        {
            case Submitted.Done done:
                return new SeeOther($"/requests/{done.Code}");
            case Submitted.AnotherIsOpen other:
                Other = other;
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Page();
            default:
                throw new System.Diagnostics.UnreachableException("A submission ends in a dossier or beside another.");
        }
    }

    /// <returns>Where to go instead, or null where the page can be shown.</returns>
    private async Task<IActionResult?> PrepareAsync(Requests.Citizen citizen, CancellationToken cancellation)
    {
        if (
            await desk.Drafts.FindAsync(citizen.Subject, cancellation) is not { } form
            || await desk.Lookup.FindAsync(citizen, form, cancellation)
                is not PersonFound.Found { ResidesHere: true } found
        )
        {
            return new SeeOther("/requests/new");
        }

        var today = clock.TodayInVietnam();
        if (
            RequestCheck.Check(form, found.Person, found.Requester, pack.Limits.On(today), today)
            is not CheckedForm.Accepted accepted
        )
        {
            return new SeeOther("/requests/new?check=true");
        }

        (Declaration, SubmissionId, Undertaken) = (accepted.Declaration, form.SubmissionId, form.Undertaken);
        Quote = await desk.Quotes.MakeAsync(Declaration, found.Fee, Submitter.Of(citizen), cancellation);
        Fee = Quote.Assessment;
        Attachments = await papers.OfDraftAsync(citizen.Subject, cancellation);
        return null;
    }
}
