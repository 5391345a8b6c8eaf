using Civic.Sandbox;
using Civic.Shared.SignIn;
using Civic.Vneid.Authorize;

namespace Civic.Vneid.Tokens;

/// <summary>POST /token and /userinfo.</summary>
internal sealed class TokenEndpoint(PendingLogins logins, Clients clients, IdTokens idTokens, AccessTokens accessTokens)
{
    internal async Task<IResult> TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!await clients.ProvesAsync(form["client_assertion"].ToString(), http.RequestAborted))
        {
            return Refuse("invalid_client", StatusCodes.Status401Unauthorized);
        }

        if (form["grant_type"] != "authorization_code" || logins.Redeem(form["code"]) is not { } code
            || form["redirect_uri"] != code.Request.RedirectUri
            || !Secrets.AreEqual(Secrets.Hash(form["code_verifier"].ToString()), code.Request.CodeChallenge))
        {
            return Refuse("invalid_grant", StatusCodes.Status400BadRequest);
        }

        return Results.Json(new Dictionary<string, object>
        {
            ["access_token"] = accessTokens.Issue(code.PersonaId),
            ["token_type"] = "Bearer",
            ["expires_in"] = 300,
            ["id_token"] = idTokens.For(code),
        });
    }

    internal IResult UserInfo(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && accessTokens.Find(header["Bearer ".Length..]) is { } id
            ? Results.Json(new Dictionary<string, object>
            {
                ["sub"] = "vneid-" + id,
                ["name"] = Personas.ById(id).Name,
            })
            : Refuse("invalid_token", StatusCodes.Status401Unauthorized);
    }

    private static IResult Refuse(string error, int status) =>
        Results.Json(new Dictionary<string, string> { ["error"] = error }, statusCode: status);
}
