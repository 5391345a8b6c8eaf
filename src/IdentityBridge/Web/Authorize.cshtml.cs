using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Federation;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Civic.IdentityBridge.Web;

/// <summary>
/// GET /authorize: a pushed request leads to a fresh login at the upstream; nothing else leads anywhere.
/// </summary>
[EnableRateLimiting(RateLimits.Login)]
internal sealed class AuthorizeModel(
    PushedRequests pushed, UpstreamChoice choice, AuthorizationResponses responses, CivicSettings settings) : PageModel
{
    public RefusalTexts Refusal { get; } = RefusalTexts.RequestNotValid;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await pushed.FindAsync(Request.Query["client_id"], Request.Query["request_uri"], cancellation)
            is not var (request, hash))
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        if (request.WithoutPage)
        {
            // No silent sign-on between agencies: there is never a session to answer from.
            return Redirect(await responses.WithErrorAsync(request, OAuthErrors.LoginRequired, cancellation));
        }

        return Redirect(await choice.BeginAsync(
            request, hash, BrowserSecret.ReadOrMake(HttpContext, settings), Request.Cookies[UpstreamChoice.Cookie],
            cancellation));
    }
}
