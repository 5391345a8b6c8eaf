using System.Net;
using Civic.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Civic.NationalPortal.SignIn;

/// <summary>The endpoints of the portal's single sign-on; its login page is a list of the sample people.</summary>
internal static class SignInPages
{
    internal static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/oauth2/authorize", Authorize).AllowAnonymous();
        app.MapPost("/oauth2/authorize/{id}", AnswerAsync).AllowAnonymous().DisableAntiforgery();
        app.MapPost("/oauth2/token", (HttpContext http, SingleSignOn portal) => portal.TokenAsync(http))
            .AllowAnonymous().DisableAntiforgery();
        app.MapGet("/oauth2/userinfo", (HttpContext http, SingleSignOn portal) => portal.UserInfo(http))
            .AllowAnonymous();
        app.MapGet("/oauth2/jwks", (SingleSignOn portal) => portal.Keys()).AllowAnonymous();
    }

    private static IResult Authorize(HttpContext http, SingleSignOn portal, ScenarioControl scenario)
    {
        var asked = http.Request.Query;
        if (!portal.IsKnown(asked["client_id"], asked["redirect_uri"]) || asked["response_type"] != "code"
            || asked["scope"] != "openid" || asked["acr_values"] != "LoA1"
            || StringValues.IsNullOrEmpty(asked["state"]))
        {
            return Results.Text("invalid_request", statusCode: StatusCodes.Status400BadRequest);
        }

        var id = portal.Requests.Keep(new PortalRequest(asked["redirect_uri"]!, asked["state"]!));
        if (scenario.AutoLogin is { } persona)
        {
            return Finish(portal, id, persona);
        }

        var people = string.Concat(Personas.All.Where(p => p is { Level: not null, DiedOn: null }).Select(p =>
            $"""<p><button name="Persona" value="{p.Id}">{WebUtility.HtmlEncode(p.Name)}</button></p>"""));
        return Results.Content(
            $"""
            <!doctype html><html lang="vi"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Cổng Dịch vụ công quốc gia (giả lập)</title></head><body><main>
            <h1>Cổng Dịch vụ công quốc gia (giả lập)</h1><p>Mọi người ở đây đều là giả lập.</p>
            <form method="post" action="/oauth2/authorize/{id}">{people}</form></main></body></html>
            """, "text/html; charset=utf-8");
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, string id, SingleSignOn portal) =>
        Finish(portal, id, (await http.Request.ReadFormAsync(http.RequestAborted))["Persona"].ToString());

    private static IResult Finish(SingleSignOn portal, string id, string persona)
    {
        var person = Personas.All.FirstOrDefault(p => p.Id == persona && p is { Level: not null, DiedOn: null });
        if (portal.Requests.Take(id) is not { } request || person is null)
        {
            return Results.Text("invalid_request", statusCode: StatusCodes.Status400BadRequest);
        }

        return Results.Redirect(QueryHelpers.AddQueryString(request.RedirectUri, new Dictionary<string, string?>
        {
            ["code"] = portal.Codes.Keep(new PortalCode(request, person)),
            ["state"] = request.State,
        }));
    }
}
