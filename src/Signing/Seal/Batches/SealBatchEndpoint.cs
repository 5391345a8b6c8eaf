using System.Threading.Channels;
using Civic.Shared.SignIn;
using Civic.Signing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Seal.Batches;

/// <summary>
/// POST /seal-batches: up to 500 PDFs go in, signed PDFs and refusals come out, each as soon as it is there. A key at a
/// remote signing service is authorized once for all of them.
/// </summary>
internal static class SealBatchEndpoint
{
    /// <summary>Answers that wait for a slow reader; who signs waits with them.</summary>
    private const int Ahead = 4;

    internal static void MapSealBatches(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/seal-batches", SealAsync)
            .RequireScope("signing.seal")
            .WithMetadata(new RequestSizeLimitAttribute(SealBatch.MaxBytes))
            .Accepts<byte[]>("multipart/mixed")
            .Produces(200, contentType: "multipart/mixed")
            .ProducesProblem(403).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422)
            .WithSummary("Signs up to 500 PDFs with one authorization of the key; lists what fails");

    private static async Task<Results<BatchResult, ProblemHttpResult>> SealAsync(
        HttpContext http, string profile, string field, BatchSealer sealer, SigningDatabase database,
        IOptions<SigningOptions> options, TimeProvider clock)
    {
        var cancellation = http.RequestAborted;
        var (batch, problem) = await BatchReader.ReadAsync(http, profile, field, cancellation);
        if (batch is null)
        {
            return problem!;
        }

        if (!options.Value.Profiles.TryGetValue(profile, out var known) || known.Client != batch.Client)
        {
            return Problems.ProfileNotYours(profile);
        }

        if (!await SealBatchRecord.TryKeepAsync(database, batch, clock, cancellation))
        {
            return Problems.IdempotencyKeyReused();
        }

        var answers = Channel.CreateBounded<BatchAnswer>(Ahead);
        return new BatchResult(
            batch, answers.Reader, sealer.SealAsync(batch, answers.Writer, cancellation));
    }
}
