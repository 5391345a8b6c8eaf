using Civic.Sandbox;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Vneid.Accounts;
using Civic.Vneid.Authorize;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.Vneid.Web;

/// <summary>GET /authorize: code flow with PKCE for the registered client only.</summary>
internal sealed class AuthorizeModel(
    Clients clients, PendingLogins logins, ScenarioControl scenario, CivicSettings settings) : PageModel
{
    public IActionResult OnGet()
    {
        var asked = Request.Query;
        string state = asked["state"].ToString(), nonce = asked["nonce"].ToString();
        var challenge = asked["code_challenge"].ToString();
        if (!clients.IsKnown(asked["client_id"], asked["redirect_uri"]) || asked["response_type"] != "code"
            || asked["code_challenge_method"] != "S256" || challenge.Length != 43 || state.Length == 0
                || nonce.Length == 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var request = new LoginRequest(
            Secrets.New(), asked["client_id"]!, asked["redirect_uri"]!, state, nonce, challenge);
        logins.Add(request);
        if (scenario.AutoLogin is { } personaId)
        {
            return Redirect(WithoutPage(request, Personas.ById(personaId)));
        }

        return Redirect("/login/" + request.Id);
    }

    private string WithoutPage(LoginRequest request, Persona persona)
    {
        if (AccountRules.Of(persona) is AccountAnswer.Opens)
        {
            return Answers.WithCode(request, settings, logins.Finish(request, persona.Id)!);
        }

        logins.Drop(request);
        return Answers.WithError(request, settings, "access_denied");
    }
}
