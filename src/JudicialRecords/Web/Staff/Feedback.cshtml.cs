using Civic.JudicialRecords.Feedback;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>Notes to the unit that the reader leads, those without an answer first.</summary>
[Authorize(Policy = PolicyAccess.Policy)]
internal sealed class FeedbackModel(FeedbackDesk desk, CurrentPerson person, Words words) : PageModel
{
    public IReadOnlyList<FeedbackView> Notes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation) =>
        Notes = await desk.ForLeaderAsync(person, cancellation);

    public async Task<IActionResult> OnPostAsync(
        [FromForm] Guid id,
        [FromForm] string? answer,
        List<IFormFile> files,
        CancellationToken cancellation
    )
    {
        ModelState.Clear();
        if (await desk.AnswerAsync(id, person, answer, files, cancellation) is not { } wrong)
        {
            return new SeeOther("/staff/feedback");
        }

        ModelState.AddModelError($"answer-{id}", wrong.In(words));
        Response.StatusCode = StatusCodes.Status400BadRequest;
        Notes = await desk.ForLeaderAsync(person, cancellation);
        return Page();
    }
}
