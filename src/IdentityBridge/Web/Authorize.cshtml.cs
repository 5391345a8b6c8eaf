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
    PushedRequests pushed, Logins logins, UpstreamChoice choice, AuthorizationResponses responses,
    CivicSettings settings) : PageModel
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

        var login = await logins.BeginAsync(
            request, hash, BrowserSecret.ReadOrMake(HttpContext, settings), cancellation);
        return choice.Obvious(request.Level, Request.Cookies[UpstreamChoice.Cookie]) is not { } upstream
            ? Redirect(LoginReturn.ChooseAddress(login, null))
            : Redirect(await choice.SendAsync(login, upstream, cancellation)
                ?? LoginReturn.ChooseAddress(login, upstream.Name));
    }
}
