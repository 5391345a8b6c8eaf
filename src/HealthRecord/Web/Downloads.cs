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
    /// <summary>Nobody should wait long for what is kept here as well.</summary>
    private static readonly TimeSpan ReceiptWait = TimeSpan.FromSeconds(3);

    internal static void MapDownloads(this WebApplication app)
    {
        var files = app.MapGroup("/ho-so").RequireAuthorization(Policies.Citizen);
        files.MapGet("/tom-tat/{number:regex(^[A-Z0-9-]{{1,40}}$)}.pdf", SummaryAsync);
        files.MapGet("/tom-tat/{number:regex(^[A-Z0-9-]{{1,40}}$)}.json", ReceiptAsync);
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

    /// <summary>
    /// The log's proof and signed tree head of the day, in the form that ./civic verify --head takes; that of the day
    /// of issue where signing does not answer.
    /// </summary>
    private static async Task<IResult> ReceiptAsync(
        HttpContext http, string number, CurrentOwner current, SummaryRequests summaries, SigningClient signing)
    {
        var owner = await current.GetAsync(http.RequestAborted);
        if (await summaries.ReceiptAsync(owner, number, http.RequestAborted) is not { } kept)
        {
            return Results.NotFound();
        }

        var receipt = await OfTodayAsync(signing, number, http.RequestAborted) ?? kept;
        return receipt.Length > 0
            ? Results.File(receipt, "application/json", $"bien-nhan-{number}.json")
            : Results.NotFound();
    }

    private static async Task<byte[]?> OfTodayAsync(
        SigningClient signing, string number, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(ReceiptWait);
        try
        {
            return (await signing.ReceiptAsync(number, limit.Token)).Value;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<IResult> IpsAsync(HttpContext http, OwnRecord record, Facilities facilities)
    {
        var facts = await record.OpenAsync("ips", http.RequestAborted);
        return Results.File(
            FhirJson.Bytes(IpsDocument.Of(Summarize.From(facts), facilities)), FhirJson.MediaType, "tom-tat-ips.json");
    }
}
