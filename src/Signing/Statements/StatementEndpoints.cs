using System.Security.Claims;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Signing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Signing.Statements;

internal sealed record StatementRequest(string? Number, DateOnly? IssueDate, string? ContentDigest);

/// <param name="Statement">The compact JWS.</param>
/// <param name="Address">What the QR holds: the verification page with the statement as fragment.</param>
internal sealed record StatementAnswer(string Statement, string Address);

/// <summary>POST /statements, and the keys with which anybody can check one.</summary>
internal static class StatementEndpoints
{
    internal static void MapStatements(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/statements", MakeAsync).RequireScope("signing.statement")
            .WithSummary("Signs what the QR of a document says");
        routes.MapGet("/.well-known/civic-statement-jwks.json", KeysAsync).AllowAnonymous()
            .WithSummary("Public keys of all statements ever made");
    }

    private static async Task<Results<Ok<StatementAnswer>, ProblemHttpResult>> MakeAsync(
        StatementRequest asked, ClaimsPrincipal caller, StatementKey key, SigningDatabase database,
        CivicSettings settings, TimeProvider clock, CancellationToken cancellation)
    {
        if (!DocumentNumber.IsValid(asked.Number))
        {
            return Problems.NumberInvalid();
        }

        if (asked.IssueDate is not { } date)
        {
            return Problems.StatementInvalid("issueDate is missing");
        }

        if (!ContentDigest.IsValid(asked.ContentDigest))
        {
            return Problems.StatementInvalid("contentDigest must be a SHA-256 in base64url");
        }

        var statement = new Statement(asked.Number!, Statement.DateText(date), asked.ContentDigest!);
        var jws = key.Sign(statement);
        database.Audit(clock, caller.FindFirstValue(BridgeClaims.ClientId) ?? "", "statement.made", asked.Number!);
        await database.SaveChangesAsync(cancellation);
        return TypedResults.Ok(new StatementAnswer(jws, $"{settings.OwnAddress}/v/{asked.Number}#{jws}"));
    }

    private static async Task<Ok<PublicJwkSet>> KeysAsync(SigningDatabase database, CancellationToken cancellation)
    {
        var keys = await database.StatementKeys.AsNoTracking().OrderBy(k => k.Kid).ToListAsync(cancellation);
        return TypedResults.Ok(new PublicJwkSet([.. keys.Select(k => new PublicJwk(k.Kid, k.X, k.Y))]));
    }
}

/// <summary>The salted SHA-256 of a document's canonical content, base64url without padding.</summary>
internal static class ContentDigest
{
    internal static bool IsValid(string? text) =>
        text is { Length: 43 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && Base64UrlEncoder.DecodeBytes(text).Length == 32;
}
