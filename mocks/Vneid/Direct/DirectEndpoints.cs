using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Civic.Sandbox;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Civic.Vneid.Direct;

internal sealed record DirectCode(string RedirectUri, Persona Person);

/// <summary>
/// VNeID's own interface beside OpenID Connect: no id_token, no nonce, bodies sealed with RSA PKCS#1 v1.5 and AES-ECB
/// for the bridge's key. Its login is that of the scenario (autoLogin), or the persona named in the page's address.
/// Scenario kinds on "/direct/userinfo": partial-match (an unknown level), wrong-person (sealed for another key).
/// </summary>
internal sealed class DirectEndpoints(
    IHttpClientFactory http, ScenarioControl scenario, CivicSettings settings, TimeProvider clock)
{
    internal const string Secret = "sandbox-vneid-secret";
    private readonly OneTime<DirectCode> _codes = new(clock, TimeSpan.FromMinutes(1));
    private readonly OneTime<Persona> _tokens = new(clock, TimeSpan.FromMinutes(5));

    internal static void Map(WebApplication app)
    {
        app.MapGet("/direct/authorize", (HttpContext h, DirectEndpoints direct) => direct.Authorize(h))
            .AllowAnonymous();
        app.MapPost("/direct/token", (HttpContext h, DirectEndpoints direct) => direct.TokenAsync(h))
            .AllowAnonymous().DisableAntiforgery();
        app.MapGet("/direct/userinfo", (HttpContext h, DirectEndpoints direct) => direct.UserInfoAsync(h))
            .AllowAnonymous();
    }

    private string Redirect => settings.AddressOf("identity") + "/upstream/vneid-direct/callback";

    private IResult Authorize(HttpContext context)
    {
        var asked = context.Request.Query;
        if (asked["client_id"] != "civic-bridge" || asked["redirect_uri"] != Redirect
            || asked["response_type"] != "code" || StringValues.IsNullOrEmpty(asked["state"]))
        {
            return Results.Text("invalid_request", statusCode: StatusCodes.Status400BadRequest);
        }

        var chosen = scenario.AutoLogin ?? asked["persona"].ToString();
        if (Personas.All.FirstOrDefault(p => p.Id == chosen && p is { Level: not null, DiedOn: null })
            is not { } person)
        {
            var links = string.Concat(Personas.All.Where(p => p is { Level: not null, DiedOn: null }).Select(p =>
                $"""<li><a href="{System.Net.WebUtility.HtmlEncode(
                    $"/direct/authorize{context.Request.QueryString}&persona={p.Id}")}">{p.Name}</a></li>"""));
            return Results.Content(
                $"""<!doctype html><head><title>VNeID</title></head><body><ul>{links}</ul></body>""",
                "text/html; charset=utf-8");
        }

        return Results.Redirect(QueryHelpers.AddQueryString(Redirect, new Dictionary<string, string?>
        {
            ["code"] = _codes.Keep(new DirectCode(Redirect, person)),
            ["state"] = asked["state"],
        }));
    }

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return form["client_secret"] == Secret && _codes.Take(form["code"]) is { } code
            && form["redirect_uri"] == code.RedirectUri
            ? await SealedAsync(
                new Dictionary<string, object>
                {
                    ["access_token"] = _tokens.Keep(code.Person),
                    ["token_type"] = "Bearer",
                    ["expires_in"] = 300,
                }, false, context.RequestAborted)
            : Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
    }

    private async Task<IResult> UserInfoAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            || _tokens.Find(header[7..]) is not { } person)
        {
            return Results.Json(new { error = "invalid_token" }, statusCode: StatusCodes.Status401Unauthorized);
        }

        var fault = scenario.Take("/direct/userinfo", FaultKind.PartialMatch, FaultKind.WrongPerson)?.Kind;
        return await SealedAsync(
            new Dictionary<string, object>
            {
                ["citizenPid"] = person.Number.Value,
                ["fullName"] = person.Name,
                ["birthDate"] = person.BirthDate.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
                ["accountType"] = "1",
                ["accountLevel"] = fault == FaultKind.PartialMatch ? "9"
                    : person.Level == AssuranceLevel.Level2 ? "02" : "01",
            }, fault == FaultKind.WrongPerson, context.RequestAborted);
    }

    /// <summary>As the real interface does it, weak as it is.</summary>
    private async Task<IResult> SealedAsync(
        Dictionary<string, object> body, bool forAnother, CancellationToken cancellation)
    {
        using var rsa = RSA.Create(2048);
        if (!forAnother)
        {
            rsa.ImportFromPem(await http.CreateClient().GetStringAsync(
                new Uri(settings.AddressOf("identity") + "/upstream/vneid-direct/key.pem"), cancellation));
        }

        using var aes = Aes.Create();
        return Results.Json(new Dictionary<string, string>
        {
            ["data"] = Convert.ToBase64String(
                aes.EncryptEcb(JsonSerializer.SerializeToUtf8Bytes(body), PaddingMode.PKCS7)),
            ["key"] = Convert.ToBase64String(rsa.Encrypt(aes.Key, RSAEncryptionPadding.Pkcs1)),
        });
    }
}
