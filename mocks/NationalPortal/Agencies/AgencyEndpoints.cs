using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.NationalPortal.Agencies;

/// <summary>
/// Makes the portal ask the Department of Justice: POST /ask/TraCuuHoSo and /ask/LayDanhSachTTHC send the body on as it
/// is; the answer holds the status and what came back.
/// </summary>
internal static class AgencyEndpoints
{
    internal static void MapAgencies(this IEndpointRouteBuilder app)
    {
        app.MapGet("/.well-known/jwks.json", (AgencyClient agency) => Results.Json(agency.Published)).AllowAnonymous();
        foreach (var operation in new[] { "TraCuuHoSo", "LayDanhSachTTHC" })
        {
            app.MapPost($"/ask/{operation}", (HttpContext http, AgencyClient agency) =>
                AskAsync(http, agency, operation)).AllowAnonymous().DisableAntiforgery();
        }
    }

    private static async Task<IResult> AskAsync(HttpContext http, AgencyClient agency, string operation)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        using var answer = await agency.AskAsync(operation, body.ToArray(), http.RequestAborted);
        return Results.Json(new
        {
            status = (int)answer.StatusCode,
            answer = await JsonNode.ParseAsync(
                await answer.Content.ReadAsStreamAsync(http.RequestAborted), cancellationToken: http.RequestAborted),
        });
    }
}
