using Civic.IdentityBridge.RelyingParties;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Civic.IdentityBridge.Web;

/// <summary>
/// /end-session (OpenID Connect RP-Initiated Logout §2). The bridge keeps no session past a login, so nothing is left
/// to end here; it leads back, to a registered address of the named client only. The POST comes from the client's site,
/// which has no antiforgery token of ours, and it changes nothing.
/// </summary>
[IgnoreAntiforgeryToken]
internal sealed class EndSessionModel(ClientRegistry clients) : PageModel
{
    public RefusalTexts Refusal { get; } = RefusalTexts.SignOutNotVerified;

    public IActionResult OnGet() => Back(name => Request.Query[name]);

    public IActionResult OnPost() => Back(name => Request.HasFormContentType ? Request.Form[name] : (string?)null);

    private IActionResult Back(Func<string, string?> parameter)
    {
        var address = parameter("post_logout_redirect_uri");
        if (address is null || clients.Find(parameter("client_id")) is not { } client
            || !client.PostLogoutRedirectUris.Contains(address, StringComparer.Ordinal))
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        Response.StatusCode = StatusCodes.Status303SeeOther;
        Response.Headers.Location = parameter("state") is { Length: > 0 and <= 512 } state
            ? QueryHelpers.AddQueryString(address, "state", state)
            : address;
        return new EmptyResult();
    }
}
