using System.Security.Claims;
using Civic.Shared.SignIn;
using Civic.Signing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Signing.Statements;

internal sealed record StatementRequest(string? Number, DateOnly? IssueDate, string? ContentDigest)
{
    /// <returns>What is to be signed, or the problem to answer with; never both.</returns>
    internal (Statement? Statement, ProblemHttpResult? Problem) Read()
    {
        if (!DocumentNumber.IsValid(Number))
        {
            return (null, Problems.NumberInvalid());
        }

        if (IssueDate is not { } date)
        {
            return (null, Problems.StatementInvalid("issueDate is missing"));
        }

        return Statements.ContentDigest.IsValid(ContentDigest)
            ? (new Statement(Number!, Statement.DateText(date), ContentDigest!), null)
            : (null, Problems.StatementInvalid("contentDigest must be a SHA-256 in base64url"));
    }
}

/// <param name="Statement">The compact JWS.</param>
/// <param name="Address">What the QR holds: the verification page with the statement as fragment.</param>
internal sealed record StatementAnswer(string Statement, string Address);

internal sealed record StatementBatchRequest(IReadOnlyList<StatementRequest?>? Statements);

/// <param name="Statements">In the order asked.</param>
internal sealed record StatementBatchAnswer(IReadOnlyList<NumberedStatement> Statements);

/// <summary>A <see cref="StatementAnswer"/> with the number that it is about.</summary>
internal sealed record NumberedStatement(string Number, string Statement, string Address);

/// <summary>POST /statements and /statement-batches, and the keys with which anybody can check one.</summary>
internal static class StatementEndpoints
{
    internal static void MapStatements(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/statements", MakeAsync).RequireScope("signing.statement")
            .WithSummary("Signs what the QR of a document says");
        routes.MapPost("/statement-batches", MakeAllAsync).RequireScope("signing.statement").ProducesProblem(422)
            .WithSummary("Signs what the QR codes of up to 500 documents say, with one commit");
        routes.MapGet("/.well-known/civic-statement-jwks.json", KeysAsync).AllowAnonymous()
            .WithSummary("Public keys of all statements ever made");
    }

    private static async Task<Results<Ok<StatementAnswer>, ProblemHttpResult>> MakeAsync(
        StatementRequest asked, ClaimsPrincipal caller, StatementBook book, CancellationToken cancellation)
    {
        var (statement, problem) = asked.Read();
        if (statement is null)
        {
            return problem!;
        }

        var made = await book.MakeAsync(ClientOf(caller), [statement], cancellation);
        return TypedResults.Ok(new StatementAnswer(made[0].Statement, made[0].Address));
    }

    private static async Task<Results<Ok<StatementBatchAnswer>, ProblemHttpResult>> MakeAllAsync(
        StatementBatchRequest asked, ClaimsPrincipal caller, StatementBook book, CancellationToken cancellation)
    {
        if (NumberedList.WhatIsWrong(asked.Statements, s => s?.Number) is { } wrong)
        {
            return wrong;
        }

        var statements = new List<Statement>();
        foreach (var one in asked.Statements!)
        {
            var (statement, problem) = one!.Read();
            if (statement is null)
            {
                return Problems.InList(statements.Count + 1, problem!);
            }

            statements.Add(statement);
        }

        return TypedResults.Ok(new StatementBatchAnswer(
            await book.MakeAsync(ClientOf(caller), statements, cancellation)));
    }

    private static string ClientOf(ClaimsPrincipal caller) => caller.FindFirstValue(BridgeClaims.ClientId) ?? "";

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
