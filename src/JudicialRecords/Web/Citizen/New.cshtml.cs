using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Submission;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>
/// The request form. It answers without a session too, so that a form sent after the session ended is kept as its
/// author's draft instead of being lost; the sealed owner in the form stands in for the antiforgery token then.
/// </summary>
[AllowAnonymous]
// The sealed owner in the form is checked in its place, so that what was typed outlives the session.
[IgnoreAntiforgeryToken]
internal sealed class NewModel(RequestDesk desk, FormOwner owner, PolicyPack pack, TimeProvider clock, Words words)
    : PageModel
{
    [BindProperty]
    public RequestForm Form { get; set; } = new();

    /// <summary>Set where the whole form was shown; otherwise only who is certified was asked.</summary>
    [BindProperty]
    public bool Whole { get; set; }

    [BindProperty]
    public string? Owner { get; set; }

    [BindProperty]
    public string? Do { get; set; }

    public PersonFound Person { get; private set; } = new PersonFound.Incomplete([]);

    public OpenRequest? Open { get; private set; }

    public bool Saved { get; private set; }

    public int MostCopies => pack.Limits.On(clock.TodayInVietnam()).MaxPaperCopies;

    public int OwnAccountFromAge => pack.Limits.On(clock.TodayInVietnam()).OwnAccountFromAge;

    public static FeeClass[] Claimable => RequestCheck.Claimable;

    public async Task<IActionResult> OnGetAsync(bool check, bool saved, CancellationToken cancellation)
    {
        if (Requests.Citizen.From(User) is not { } citizen)
        {
            return SignIn();
        }

        Form = await desk.Drafts.FindAsync(citizen.Subject, cancellation) ?? new RequestForm();
        Saved = saved;
        return await ShowAsync(citizen, check, cancellation);
    }

    public async Task<IActionResult> OnPostAsync(
        [FromServices] IAntiforgery antiforgery,
        CancellationToken cancellation
    )
    {
        ModelState.Clear();
        if (Requests.Citizen.From(User) is not { } citizen)
        {
            if (owner.Open(Owner) is { } subject)
            {
                await SaveAsync(subject, cancellation);
            }

            return SignIn();
        }

        if (!await antiforgery.IsRequestValidAsync(HttpContext))
        {
            return BadRequest();
        }

        ChangeRows();
        await SaveAsync(citizen.Subject, cancellation);
        return Do switch
        {
            "review" => await ReviewAsync(citizen, cancellation),
            "save" => new SeeOther("/requests/new?saved=true"),
            "add-residence" => new SeeOther("/requests/new#residences"),
            _ when Do?.StartsWith("remove-", StringComparison.Ordinal) == true => new SeeOther(
                "/requests/new#residences"
            ),
            _ => await ShowAsync(citizen, check: false, cancellation),
        };
    }

    public string SealedOwner() => owner.Seal(Requests.Citizen.From(User)!.Subject);

    public YearMonth? HistoryStart =>
        Person is PersonFound.Found found
            ? ResidenceHistory.StartFor(found.Person.BirthDate, clock.TodayInVietnam())
            : null;

    private async Task<IActionResult> ReviewAsync(Requests.Citizen citizen, CancellationToken cancellation)
    {
        Person = await desk.Lookup.FindAsync(citizen, Form, cancellation);
        return Person is PersonFound.Found found && Problems(found).Count == 0
            ? new SeeOther("/requests/review")
            : await ShowAsync(citizen, check: true, cancellation);
    }

    private async Task<IActionResult> ShowAsync(Requests.Citizen citizen, bool check, CancellationToken cancellation)
    {
        if (Person is not PersonFound.Found)
        {
            Person = await desk.Lookup.FindAsync(citizen, Form, cancellation);
        }

        Open = await desk.FindOpenAsync(citizen, Person, cancellation);

        if (Person is PersonFound.Found found)
        {
            Prefill(found.Person);
        }

        var problems = Person switch
        {
            PersonFound.Found here when check => Problems(here),
            // Before anything else is asked, also on coming back: without the child the form can't go on.
            PersonFound.Incomplete incomplete when check || !IsChildBlank() => incomplete.Problems,
            _ => [],
        };
        foreach (var problem in problems)
        {
            ModelState.AddModelError($"Form.{problem.Field}", problem.Message.In(words));
        }

        Response.StatusCode =
            Person is PersonFound.RegisterDown ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return Page();
    }

    private IReadOnlyList<FormProblem> Problems(PersonFound.Found found)
    {
        var today = clock.TodayInVietnam();
        return
            RequestCheck.Check(Form, found.Person, found.Requester, pack.Limits.On(today), today)
                is CheckedForm.Rejected rejected
            ? rejected.Problems
            : [];
    }

    /// <summary>Only suggestions in fields that are still empty; register fields are not in the form at all.</summary>
    private void Prefill(CertifiedPerson person)
    {
        Form.Birthplace ??= person.Birthplace;
        if (Form.Residences.Count == 0 && HistoryStart is not null)
        {
            Form.Residences.Add(new ResidenceRow { Place = person.TemporaryResidence ?? person.PermanentResidence });
        }
    }

    private async Task SaveAsync(string subject, CancellationToken cancellation)
    {
        var before = await desk.Drafts.FindAsync(subject, cancellation);
        var isSamePerson = Form.IsAboutSameAs(before ?? new RequestForm());
        if (!Whole && before is not null)
        {
            (before.For, before.ChildNumber) = (Form.For, Form.ChildNumber);
            (before.ChildName, before.ChildBirthDate) = (Form.ChildName, Form.ChildBirthDate);
            Form = before;
        }

        if (!isSamePerson)
        {
            Form.ForgetPerson();
        }

        Form.Undertaken = false;
        Form.SubmissionId = before?.SubmissionId ?? Guid.Empty;
        if (Form.Residences.Count > ResidenceHistory.MostRows)
        {
            Form.Residences.RemoveRange(ResidenceHistory.MostRows, Form.Residences.Count - ResidenceHistory.MostRows);
        }

        await desk.Drafts.SaveAsync(subject, Form, cancellation);
    }

    private void ChangeRows()
    {
        if (Do == "add-residence" && Form.Residences.Count < ResidenceHistory.MostRows)
        {
            Form.Residences.Add(new ResidenceRow());
        }
        else if (
            Do?.StartsWith("remove-", StringComparison.Ordinal) == true
            && int.TryParse(Do["remove-".Length..], out var row)
            && row >= 0
            && row < Form.Residences.Count
        )
        {
            Form.Residences.RemoveAt(row);
        }
    }

    private bool IsChildBlank() => string.IsNullOrWhiteSpace(Form.ChildNumber + Form.ChildName + Form.ChildBirthDate);

    private static SeeOther SignIn() => new("/sign-in?returnUrl=%2Frequests%2Fnew");
}
