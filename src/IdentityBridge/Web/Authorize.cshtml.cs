using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.Upstreams.Oidc;
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
    PushedRequests pushed, Logins logins, UpstreamLogin upstream, AuthorizationResponses responses,
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

        var secrets = new UpstreamSecrets(Secrets.New(), Secrets.New());
        try
        {
            var state = await logins.BeginAsync(
                request, hash, secrets, BrowserSecret.ReadOrMake(HttpContext, settings), cancellation);
            return Redirect(await upstream.AddressAsync(state, secrets, cancellation));
        }
        catch (HttpRequestException)
        {
            return Redirect(
                await responses.WithErrorAsync(request, OAuthErrors.TemporarilyUnavailable, cancellation));
        }
    }
}
