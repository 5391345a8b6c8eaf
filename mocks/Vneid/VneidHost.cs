using Civic.Sandbox;
using Civic.Shared.Hosting;
using Civic.Vneid.Application;
using Civic.Vneid.Authorize;
using Civic.Vneid.Direct;
using Civic.Vneid.Returned;
using Civic.Vneid.Tokens;

namespace Civic.Vneid;

/// <summary>The national identity provider of the sandbox.</summary>
public static class VneidHost
{
    public static readonly ServiceDescription Service = new("vneid", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScenario();
        services.AddHttpClient();
        services.AddSingleton<VneidKey>();
        services.AddSingleton<PendingLogins>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<Clients>();
        services.AddSingleton<IdTokens>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<DirectEndpoints>();
        services.AddSingleton<ReturnedResults>();
        services.AddSingleton<ProvinceClient>();
        services.AddSingleton<Applications>();
    }

    private static void Map(WebApplication app)
    {
        var settings = app.Services.GetRequiredService<CivicSettings>();
        // The login form leads to the bridge and, where a login is refused, at once on to any of its clients.
        app.Services.GetRequiredService<PageSecurity>().AllowFormsToAnySite();
        app.MapScenario();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(Discovery(settings.OwnAddress)))
            .AllowAnonymous();
        app.MapGet("/.well-known/jwks.json", (VneidKey key) => Results.Json(key.Published)).AllowAnonymous();
        app.MapPost("/token", (HttpContext http, TokenEndpoint tokens) => tokens.TokenAsync(http))
            .AllowAnonymous().DisableAntiforgery();
        app.MapGet("/userinfo", (HttpContext http, TokenEndpoint tokens) => tokens.UserInfo(http)).AllowAnonymous();
        DirectEndpoints.Map(app);
        app.MapReturnedResults();
        app.MapApplications();
        app.MapGet("/", () => Results.Redirect("/personas")).AllowAnonymous();
    }

    private static Dictionary<string, object> Discovery(string issuer) => new()
    {
        ["issuer"] = issuer,
        ["authorization_endpoint"] = issuer + "/authorize",
        ["token_endpoint"] = issuer + "/token",
        ["userinfo_endpoint"] = issuer + "/userinfo",
        ["end_session_endpoint"] = issuer + "/end-session",
        ["jwks_uri"] = issuer + "/.well-known/jwks.json",
        ["response_types_supported"] = new[] { "code" },
        ["subject_types_supported"] = new[] { "public" },
        ["id_token_signing_alg_values_supported"] = new[] { "ES256" },
        ["token_endpoint_auth_methods_supported"] = new[] { "private_key_jwt" },
        ["code_challenge_methods_supported"] = new[] { "S256" },
        ["scopes_supported"] = new[] { "openid", "profile" },
        ["prompt_values_supported"] = new[] { "login" },
        ["authorization_response_iss_parameter_supported"] = true,
    };
}
