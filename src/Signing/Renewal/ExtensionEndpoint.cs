using Civic.Shared.SignIn;
using Civic.Signing.Seal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Civic.Signing.Renewal;

/// <summary>POST /extensions: a signed PDF goes in, the same with a fresh archive time stamp comes out.</summary>
internal static class ExtensionEndpoint
{
    internal static void MapExtensions(this IEndpointRouteBuilder routes) => routes.MapPost("/extensions", ExtendAsync)
        .RequireScope("signing.seal")
        .Accepts<byte[]>("application/pdf")
        .Produces(200, contentType: "application/pdf")
        .ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422).ProducesProblem(503)
        .WithSummary("Renews the archive time stamp of a PDF that was signed here");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExtendAsync(
        HttpContext http, string number, Extender extender, CancellationToken cancellation)
    {
        var (sent, problem) = await DocumentCall.ReadAsync(http, number, cancellation);
        if (sent is null)
        {
            return problem!;
        }

        return await extender.ExtendAsync(sent, cancellation) switch
        {
            ExtensionOutcome.Extended done => Answer(http, done),
            ExtensionOutcome.KeyReused => Problems.IdempotencyKeyReused(),
            ExtensionOutcome.NotAPdf(var why) => Problems.NotAPdf(why),
            ExtensionOutcome.Refused(var why) => SealEndpoint.Refusal(http, why),
            _ => Problems.NotSignedHere(),
        };
    }

    private static FileContentHttpResult Answer(HttpContext http, ExtensionOutcome.Extended done)
    {
        var headers = http.Response.Headers;
        headers["Civic-Sha256"] = done.Record.OutputSha256;
        headers["Civic-Level"] = PadesLevel.BLTA.Name();
        headers["Civic-Verifiable-Until"] = DocumentCall.Written(done.Record.VerifiableUntil);
        return TypedResults.Bytes(done.Pdf, "application/pdf");
    }
}
