using System.Security.Claims;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.VneidApplication;

/// <summary>
/// What the VNeID application calls (facts 6.6): an access token of the bridge with the scope, shown with its proof.
/// Everything that this interface has a code for is answered 200; problem+json is for who may not call at all.
/// </summary>
internal static class VneidApplicationEndpoints
{
    internal const string Audience = "urn:civic:judicial";
    internal const string Scope = "judicial.receive";

    internal static void AddVneidApplication(this WebApplicationBuilder builder, CivicSettings settings)
    {
        builder.AddBridgeTokenValidation(settings, Audience);
        builder.Services.AddScoped<GiveCode>();
        builder.Services.AddScoped<ReceiveDossier>();
        builder.Services.AddScoped<NewDossier>();
        builder.Services.AddScoped<AnsweredSupplement>();
        builder.Services.AddScoped<PaidBeforehand>();
        builder.Services.AddHourly<UnusedCodes>();
    }

    internal static void MapVneidApplication(this WebApplication app)
    {
        var group = app.MapGroup("/LLTP").RequireScope(Scope);
        group.MapGet("/LayMaHoSo", GiveAsync);
        group.MapPost("/TaoHoSo", ReceiveAsync).Accepts<object>("application/json").DisableAntiforgery();
    }

    private static async Task<Ok<VneidAnswer>> GiveAsync(
        ClaimsPrincipal user, GiveCode codes, CancellationToken cancellation) =>
        TypedResults.Ok(await codes.RunAsync(CallingClient.From(user).ClientId, cancellation));

    private static async Task<Ok<VneidAnswer>> ReceiveAsync(
        HttpContext http, ReceiveDossier receive, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, cancellation);
        var client = CallingClient.From(http.User).ClientId;
        return TypedResults.Ok(await receive.RunAsync(client, body.ToArray(), cancellation));
    }
}
