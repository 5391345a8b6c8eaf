using Civic.JudicialRecords.Attachments;
using Civic.JudicialRecords.Counter;
using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Submission;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>Reception enters a request that came on paper: who asks for whom, then the rest, on one page.</summary>
[Authorize(Policy = Shared.SignIn.Policies.Reception)]
internal sealed class CounterModel(
    CounterLookup lookup,
    EnterDossier entering,
    CurrentPerson person,
    TimeProvider clock,
    Words words
) : PageModel
{
    [BindProperty]
    public CounterForm Who { get; set; } = new();

    [BindProperty]
    public RequestForm Form { get; set; } = new();

    public CounterPerson? Person { get; private set; }

    public IReadOnlyList<AttachmentLine> Scans { get; private set; } = [];

    public Entered.AnotherIsOpen? Other { get; private set; }

    public static FeeClass[] Claimable => RequestCheck.Claimable;

    /// <summary>The residence history begins there; null where none is asked.</summary>
    public YearMonth? HistoryStart =>
        Person is CounterPerson.Found { Requester.IsAgency: false } found
            ? ResidenceHistory.StartFor(found.Person.BirthDate, clock.TodayInVietnam())
            : null;

    public void OnGet() => Person = null;

    public async Task<IActionResult> OnPostAsync(
        [FromForm(Name = "Do")] string? what,
        List<IFormFile> files,
        CancellationToken cancellation
    )
    {
        ModelState.Clear();
        Person = await lookup.FindAsync(Who, person.Subject, cancellation);
        if (await entering.ScanAsync(Who, person.Subject, files, cancellation) is { } why)
        {
            ModelState.AddModelError("files", why.In(words));
        }

        Scans = await entering.ScansAsync(Who, cancellation);
        if (Person is CounterPerson.Incomplete incomplete)
        {
            Tell(incomplete.Problems.Select(p => p with { Field = $"Who.{p.Field}" }));
        }

        if (Person is CounterPerson.Found { HasDied: false, ResidesHere: true } found)
        {
            Prefill(found.Person, what);
            if (what == "enter" && ModelState.IsValid)
            {
                return await EnterAsync(found, cancellation);
            }
        }

        return Shown();
    }

    private async Task<IActionResult> EnterAsync(CounterPerson.Found found, CancellationToken cancellation)
    {
        switch (await entering.RunAsync(Who, Form, found, person.Subject, cancellation))
        {
            case Entered.Done done:
                return new SeeOther($"/staff/dossiers/{done.DossierId}");
            case Entered.AnotherIsOpen other:
                Other = other;
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Page();
            case Entered.Incomplete incomplete:
                Tell(incomplete.Problems);
                return Shown();
            default:
                throw new System.Diagnostics.UnreachableException("A request is entered, incomplete or not the only.");
        }
    }

    private void Prefill(CertifiedPerson certified, string? what)
    {
        Form.Birthplace ??= certified.Birthplace;
        if (what == "add-residence" && Form.Residences.Count < ResidenceHistory.MostRows)
        {
            Form.Residences.Add(new ResidenceRow());
        }

        if (Form.Residences.Count == 0 && HistoryStart is not null)
        {
            Form.Residences.Add(
                new ResidenceRow { Place = certified.TemporaryResidence ?? certified.PermanentResidence });
        }
    }

    private void Tell(IEnumerable<FormProblem> problems)
    {
        foreach (var problem in problems)
        {
            ModelState.AddModelError(problem.Field, problem.Message.In(words));
        }
    }

    private PageResult Shown()
    {
        Response.StatusCode =
            Person is CounterPerson.RegisterDown ? StatusCodes.Status503ServiceUnavailable
            : ModelState.IsValid ? StatusCodes.Status200OK
            : StatusCodes.Status400BadRequest;
        return Page();
    }
}
