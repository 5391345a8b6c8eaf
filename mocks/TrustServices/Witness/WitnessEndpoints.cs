using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.IdentityModel.Tokens;

namespace Civic.TrustServices.Witness;

internal sealed record ShownHead(string? TreeHead, long First, IReadOnlyList<string>? Consistency);

/// <summary>
/// GET /witness: how far the witness has seen the log. POST /witness/heads: a head with the proof that it continues
/// that one; 409 where the proof begins elsewhere, 422 where it does not hold.
/// </summary>
internal static class WitnessEndpoints
{
    internal static void MapWitness(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/witness", (WitnessService witness) => Results.Json(new { size = witness.Seen }))
            .AllowAnonymous();
        routes.MapGet("/witness/jwks.json", (WitnessService witness) => Results.Json(witness.Keys)).AllowAnonymous();
        routes.MapPost("/witness/heads", ShowAsync).AllowAnonymous();
    }

    private static async Task<IResult> ShowAsync(
        ShownHead shown, WitnessService witness, CancellationToken cancellation)
    {
        if (shown.TreeHead is not { } head || Decode(shown.Consistency) is not { } proof)
        {
            return Results.Problem("treeHead and consistency are missing or malformed.", statusCode: 422);
        }

        return await witness.ShowAsync(head, shown.First, proof, cancellation) switch
        {
            WitnessAnswer.Countersigned(var size, var cosignature) => Results.Json(new { size, cosignature }),
            WitnessAnswer.Stale(var size) => Results.Json(new { size }, statusCode: 409),
            WitnessAnswer.Forked => Results.Problem("This head does not continue the one seen last.", statusCode: 422),
            _ => Results.Problem("This is no head that the log has signed.", statusCode: 422),
        };
    }

    private static List<byte[]>? Decode(IReadOnlyList<string>? hashes)
    {
        try
        {
            return hashes?.Select(Base64UrlEncoder.DecodeBytes).ToList();
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
