using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Hosting;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Civic.IdentityBridge.Web.Upstream;

/// <summary>GET /upstream/{name}/callback: the person comes back from the upstream.</summary>
[EnableRateLimiting(RateLimits.Login)]
internal sealed class CallbackModel(
    Logins logins, LoginReturn returning, UpstreamDirectory upstreams, CivicSettings settings) : PageModel
{
    public RefusalTexts Refusal { get; } = RefusalTexts.LoginNotFound;

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancellation)
    {
        var answer = Request.Query;
        // RFC 9207 §2.4: an answer of another issuer is a mix-up.
        var login = upstreams.Find(name)?.MayBeIssuer(answer["iss"].FirstOrDefault()) == true
            ? await logins.ComeBackAsync(
                name, answer["state"], BrowserSecret.Read(HttpContext, settings), cancellation)
            : null;
        if (login is null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        return new SeeOther(await returning.ContinueAsync(login, answer["code"], answer["error"], cancellation));
    }
}
