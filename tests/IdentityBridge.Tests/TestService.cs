using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Shared.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.IdentityBridge.Tests;

/// <summary>A service as small as can be: people sign in, programs call with a token.</summary>
internal static class TestService
{
    internal static readonly ServiceDescription Judicial = new("judicial", b => Add(b, "judicial-records"), Map);
    internal static readonly ServiceDescription Health = new("health", b => Add(b, "health-record"), Map);

    /// <summary>Asks for what it does not expect.</summary>
    internal static readonly ServiceDescription ForChildren = new(
        "health", b => Add(b, "for-children", "openid", "profile", "national_id", "represent"), Map);

    private static void Add(WebApplicationBuilder builder, string clientId, params string[] scopes)
    {
        var settings = builder.Settings();
        builder.AddCivicDatabase<TestDbContext>(settings);
        builder.AddCivicSignIn(settings, scopes.Length == 0
            ? new SignInOptions { ClientId = clientId } : new SignInOptions { ClientId = clientId, Scopes = scopes });
        builder.AddBridgeTokenValidation(settings, "urn:civic:signing");
        builder.Services.AddHttpClient("seals").AddBridgeToken("signing.seal");
    }

    private static void Map(WebApplication app)
    {
        app.MapCivicSignIn();
        app.MapGet("/level", () => "level too low").AllowAnonymous();
        app.MapGet("/me", (CurrentPerson me) => new Me(
            me.Subject, me.Name, me.CitizenId?.Value, me.BirthDate?.ToString(),
            me.AssuranceLevel.ToString(), [.. me.Roles], me.StaffTitle, me.FacilityCode))
            .RequireAuthorization(Policies.Citizen);
        app.MapGet("/leaders", () => "in").RequireAuthorization(Policies.Leader);
        app.MapGet("/antiforgery", (HttpContext http, IAntiforgery antiforgery) =>
            antiforgery.GetAndStoreTokens(http).RequestToken).AllowAnonymous();
        app.MapPost("/me/signature", () => "signed").RequireAuthorization(Policies.Citizen).RequireStepUp()
            .DisableAntiforgery();
        app.MapPost("/seals", (HttpContext http) => CallingClient.From(http.User)).RequireScope("signing.seal")
            .DisableAntiforgery();
        app.MapPost("/statuses", () => "in").RequireScope("signing.status").DisableAntiforgery();
        app.MapGet("/call", CallAsync).AllowAnonymous();
    }

    /// <summary>The service calls itself with its own token.</summary>
    private static async Task<IResult> CallAsync(
        HttpContext http, IHttpClientFactory clients, CivicSettings settings, string path = "/seals")
    {
        using var answer = await clients.CreateClient("seals").PostAsync(settings.OwnAddress + path, null);
        http.Response.Headers["Challenge"] = answer.Headers.WwwAuthenticate.ToString();
        return Results.Text(await answer.Content.ReadAsStringAsync(), statusCode: (int)answer.StatusCode);
    }
}

internal sealed record Me(
    string Subject, string Name, string? NationalId, string? BirthDate, string Level, string[] Roles,
        string? StaffTitle,
    string? FacilityCode);

internal sealed class TestDbContext(DbContextOptions<TestDbContext> options) : CivicDbContext(options)
{
    protected override void MapEntities(ModelBuilder model)
    {
    }
}
