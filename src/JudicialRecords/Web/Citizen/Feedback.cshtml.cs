using Civic.JudicialRecords.Feedback;
using Civic.Shared.Hosting;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>What the person wrote about the service, and what was answered, in one place.</summary>
[Authorize(Policy = Shared.SignIn.Policies.Citizen)]
[EnableRateLimiting(RateLimits.Tracking)]
internal sealed class FeedbackModel(FeedbackDesk desk, Words words) : PageModel
{
    public IReadOnlyList<FeedbackView> Notes { get; private set; } = [];

    public FeedbackTopic? Topic { get; private set; }

    public string? Said { get; private set; }

    public string? Code { get; private set; }

    public bool Sent { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? code, bool sent, CancellationToken cancellation)
    {
        (Code, Sent) = (code, sent);
        return await ShowAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] FeedbackTopic? topic,
        [FromForm(Name = "words")] string? said,
        [FromForm] string? code,
        List<IFormFile> files,
        CancellationToken cancellation
    )
    {
        ModelState.Clear();
        if (Requests.Citizen.From(User) is not { } citizen)
        {
            return Forbid();
        }

        var wrong = await desk.SendAsync(citizen.Subject, new(topic, said, code), files, cancellation);
        if (wrong is null)
        {
            return new SeeOther("/feedback?sent=true");
        }

        (Topic, Said, Code) = (topic, said, code);
        ModelState.AddModelError("files", wrong.In(words));
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await ShowAsync(cancellation);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (Requests.Citizen.From(User) is not { } citizen)
        {
            return Forbid();
        }

        Notes = await desk.OfAuthorAsync(citizen.Subject, cancellation);
        return Page();
    }
}
