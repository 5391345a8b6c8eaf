using Civic.Sandbox;
using Civic.Shared.Hosting;
using Civic.Shared.Web;
using Civic.Vneid.Accounts;
using Civic.Vneid.Authorize;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Civic.Vneid.Web;

internal sealed record PersonaGroup(Bilingual Title, IReadOnlyList<Persona> People);

/// <summary>The login page: an ID number with its passcode, or one of the sample people.</summary>
[EnableRateLimiting(RateLimits.Login)]
internal sealed class LoginModel(PendingLogins logins, CivicSettings settings, Words words) : PageModel
{
    public bool IsGone { get; private set; }

    public string? Number { get; private set; }

    public IReadOnlyList<PersonaGroup> Groups { get; } =
    [
        new(new("Người dân", "Citizens"), [.. Personas.All.Where(p => p.Staff is null)]),
        new(new("Cán bộ", "Staff"), [.. Personas.All.Where(p => p.Staff is not null)]),
    ];

    public void OnGet(string id) => Find(id);

    public IActionResult OnPost(string id)
    {
        if (Find(id) is not { } request)
        {
            return Page();
        }

        var form = Request.Form;
        if (form["Act"] == "cancel")
        {
            logins.Drop(request);
            return SeeOther(Answers.WithError(request, settings, "access_denied"));
        }

        Number = form["Number"];
        var answer = form["Persona"].ToString() is { Length: > 0 } personaId
            ? Chosen(personaId)
            : AccountRules.ByPasscode(Number, form["Passcode"]);
        return answer switch
        {
            AccountAnswer.Opens { Persona: var persona } => Finish(request, persona),
            AccountAnswer.Refuses { Why: var why } => Refuse(why),
            _ => throw new System.Diagnostics.UnreachableException("An account opens or refuses."),
        };
    }

    private static AccountAnswer Chosen(string personaId) =>
        Personas.All.FirstOrDefault(p => p.Id == personaId) is { } persona
            ? AccountRules.Of(persona)
            : AccountRules.ByPasscode(null, null);

    private LoginRequest? Find(string id)
    {
        var request = logins.Find(id);
        if (request is null)
        {
            IsGone = true;
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return request;
    }

    private IActionResult Finish(LoginRequest request, Persona persona)
    {
        if (logins.Finish(request, persona.Id) is { } code)
        {
            return SeeOther(Answers.WithCode(request, settings, code));
        }

        IsGone = true;
        return Page();
    }

    private PageResult Refuse(Bilingual why)
    {
        ModelState.AddModelError("Number", why.In(words));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private EmptyResult SeeOther(string address)
    {
        Response.StatusCode = StatusCodes.Status303SeeOther;
        Response.Headers.Location = address;
        return new EmptyResult();
    }
}
