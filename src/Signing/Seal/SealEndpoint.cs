using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Civic.Signing.Seal;

/// <summary>POST /seals: the PDF goes in, the signed PDF comes out.</summary>
internal static class SealEndpoint
{
    internal static void MapSeals(this IEndpointRouteBuilder routes) => routes.MapPost("/seals", SealAsync)
        .RequireScope("signing.seal")
        .Accepts<byte[]>("application/pdf")
        .Produces(200, contentType: "application/pdf")
        .ProducesProblem(403).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422).ProducesProblem(503)
        .WithSummary("Signs a PDF into one of its declared fields, PAdES B-LTA where it is the last");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> SealAsync(
        HttpContext http, string profile, string field, string number, Sealer sealer, SigningMetrics metrics,
        TimeProvider clock, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        var (sent, problem) = await DocumentCall.ReadAsync(http, number, cancellation);
        if (sent is null)
        {
            return problem!;
        }

        var call = new SealCall(sent, profile, field);
        var outcome = await sealer.SealAsync(call, cancellation);
        // A refused profile may be any text that a caller made up; it would be a label without bounds.
        metrics.Sealed(outcome is SealOutcome.ProfileNotYours ? "other" : profile, outcome.Code,
            clock.GetElapsedTime(started));
        return outcome is SealOutcome.Sealed done
            ? Answer(http, done)
            : Refusal(http, outcome, call.ProfileName, call.Field);
    }

    private static FileContentHttpResult Answer(HttpContext http, SealOutcome.Sealed done)
    {
        foreach (var (name, value) in HeadersOf(done.Record))
        {
            http.Response.Headers[name] = value;
        }

        return TypedResults.Bytes(done.Pdf, "application/pdf");
    }

    internal static IEnumerable<(string Name, string Value)> HeadersOf(SealRecord record)
    {
        yield return ("Civic-Sha256", record.OutputSha256);
        yield return ("Civic-Level", record.Level.Name());
        yield return ("Civic-Signed-At", DocumentCall.Written(record.SignedAt));
        if (record.VerifiableUntil is { } until)
        {
            yield return ("Civic-Verifiable-Until", DocumentCall.Written(until));
        }
    }

    internal static ProblemHttpResult Refusal(
        HttpContext http, SealOutcome outcome, string profile = "", string field = "")
    {
        if (outcome is SealOutcome.TimestampUnavailable or SealOutcome.EvidenceMissing or SealOutcome.KeyUnavailable)
        {
            http.Response.Headers.RetryAfter = "5";
        }

        return ProblemOf(outcome, profile, field);
    }

    internal static ProblemHttpResult ProblemOf(SealOutcome outcome, string profile, string field) =>
        outcome switch
        {
            SealOutcome.ProfileNotYours => Problems.ProfileNotYours(profile),
            SealOutcome.NotApproved => Problems.NotApproved(),
            SealOutcome.KeyReused => Problems.IdempotencyKeyReused(),
            SealOutcome.AlreadySigned => Problems.AlreadySigned(field),
            SealOutcome.AgencyBeforePerson => Problems.Order(),
            SealOutcome.NotIssuable(var finding) => Problems.NotIssuable(finding),
            SealOutcome.NotAPdf notAPdf => Problems.NotAPdf(notAPdf.Why),
            SealOutcome.TimestampUnavailable => Problems.TimestampUnavailable(),
            SealOutcome.EvidenceMissing(EvidenceHolder.Signer, var name) => Problems.SignerRevocationUnavailable(name),
            SealOutcome.EvidenceMissing(_, var name) => Problems.TimestampRevocationUnavailable(name),
            SealOutcome.CertificateRevoked(var name) => Problems.CertificateRevoked(name),
            SealOutcome.AlgorithmRetired => Problems.AlgorithmRetired(),
            SealOutcome.KeyUnavailable => Problems.KeyUnavailable(),
            _ => Problems.FieldUnknown(field),
        };
}
