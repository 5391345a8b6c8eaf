using Civic.HealthRecord.Access;
using Civic.HealthRecord.Fhir;
using Civic.HealthRecord.Queries;
using Civic.HealthRecord.Summaries;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.HealthRecord.Web;

/// <summary>Files for their owner: the signed summary, and the same content for programs.</summary>
internal static class Downloads
{
    internal static void MapDownloads(this WebApplication app)
    {
        var files = app.MapGroup("/ho-so").RequireAuthorization(Policies.Citizen);
        files.MapGet("/tom-tat/{number:regex(^[A-Z0-9-]{{1,40}}$)}.pdf", SummaryAsync);
        files.MapGet("/ips.json", IpsAsync);
    }

    private static async Task<IResult> SummaryAsync(
        HttpContext http, string number, CurrentOwner current, SummaryRequests summaries)
    {
        var owner = await current.GetAsync(http.RequestAborted);
        return await summaries.DownloadAsync(owner, number, http.RequestAborted) is { } file
            ? Results.File(file, "application/pdf", $"tom-tat-suc-khoe-{number}.pdf")
            : Results.NotFound();
    }

    private static async Task<IResult> IpsAsync(HttpContext http, OwnRecord record, Facilities facilities)
    {
        var facts = await record.OpenAsync("ips", http.RequestAborted);
        return Results.File(
            FhirJson.Bytes(IpsDocument.Of(Summarize.From(facts), facilities)), FhirJson.MediaType, "tom-tat-ips.json");
    }
}
