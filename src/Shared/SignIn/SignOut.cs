using Civic.Shared.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Civic.Shared.SignIn;

/// <summary>
/// POST /sign-out: ends the session here, then at the bridge (OpenID Connect RP-Initiated Logout §2). The session is
/// named by logout_hint: an id_token_hint would put personal data into an address.
/// </summary>
internal static class SignOut
{
    internal static async Task<IResult> HandleAsync(
        HttpContext http, IAntiforgery antiforgery, BridgeClient bridge, ChildMark mark)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.BadRequest();
        }

        var sid = http.User.FindFirst(BridgeClaims.SessionId)?.Value;
        await http.SignOutAsync(SignInSchemes.Cookie);
        mark.Set(http, isForChild: false);
        var asked = new Dictionary<string, string?>
        {
            ["client_id"] = bridge.ClientId,
            ["post_logout_redirect_uri"] = bridge.OwnAddress + "/signed-out",
        };
        if (sid is not null)
        {
            asked["logout_hint"] = sid;
        }

        return new SeeOther(QueryHelpers.AddQueryString(bridge.Issuer + "/end-session", asked));
    }
}
