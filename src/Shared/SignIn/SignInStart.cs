using System.Globalization;
using Civic.Shared.Identity;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Civic.Shared.SignIn;

/// <summary>GET /sign-in: pushes the authorization request (RFC 9126) and sends the person to the bridge.</summary>
internal static class SignInStart
{
    internal static Task<IResult> HandleAsync(
        HttpContext http, BridgeClient bridge, SignInAttempts attempts, SignInOptions options, string? returnUrl,
        int? maxAge, bool? forChild) =>
        BeginAsync(
            http, bridge,
            attempts.Begin(
                http, LocalOrHome(returnUrl), maxAge is >= 0 ? maxAge : null,
                isForChild: forChild == true && options.RepresentsBelowAge is not null),
            options);

    internal static async Task<IResult> BeginAsync(
        HttpContext http, BridgeClient bridge, SignInAttempt attempt, SignInOptions options)
    {
        var asked = new Dictionary<string, string>
        {
            ["response_type"] = "code",
            ["redirect_uri"] = CallbackAddress(bridge),
            ["scope"] = string.Join(
                ' ', attempt.IsForChild ? options.Scopes.Append(Representative.Scope) : options.Scopes),
            ["state"] = attempt.State,
            ["nonce"] = attempt.Nonce,
            ["code_challenge"] = Secrets.Hash(attempt.Verifier),
            ["code_challenge_method"] = "S256",
            ["acr_values"] = options.Level.ToAcr(),
        };
        if (attempt.MaxAge is { } age)
        {
            asked["max_age"] = age.ToString(CultureInfo.InvariantCulture);
        }

        var pushed = await bridge.PushAsync(asked, http.RequestAborted);
        if (pushed.Value is not { } request)
        {
            return SignInProblems.Redirect(pushed.Error == "temporarily_unavailable"
                ? SignInProblems.Unavailable
                : SignInProblems.Failed);
        }

        return new SeeOther(QueryHelpers.AddQueryString(bridge.Issuer + "/authorize", new Dictionary<string, string?>
        {
            ["client_id"] = bridge.ClientId,
            ["request_uri"] = request.RequestUri,
        }));
    }

    /// <summary>Only a path of this host: an address elsewhere would make the sign-in an open redirect.</summary>
    internal static string LocalOrHome(string? returnUrl) =>
        returnUrl is { Length: < 2000 } && returnUrl.StartsWith('/')
            && !returnUrl.StartsWith("//", StringComparison.Ordinal)
        && !returnUrl.Any(c => c == '\\' || char.IsControl(c))
            ? returnUrl
            : "/";

    internal static string CallbackAddress(BridgeClient bridge) => bridge.OwnAddress + "/signin-oidc";
}
