using System.Security.Claims;
using System.Text.Json.Serialization;
using Civic.Shared.SignIn;
using Civic.Signing.Issuance.MerkleLog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Civic.Signing.Issuance;

internal sealed record IssuanceBatchRequest(IReadOnlyList<IssuanceBatchEntry?>? Entries);

internal sealed record IssuanceBatchEntry(string? Number, string? Kind, IssuanceTitle? Title, DateOnly? IssueDate,
    string? Sha256, string? ContentDigest)
{
    internal IssuanceRequest WithoutNumber() => new(Kind, Title, IssueDate, Sha256, ContentDigest);
}

/// <param name="Results">In the order asked.</param>
internal sealed record IssuanceBatchAnswer(IReadOnlyList<IssuanceBatchResult> Results);

/// <summary>For one number the receipt, or the problem that an entry of its own would have met.</summary>
internal sealed record IssuanceBatchResult(
    string Number,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Receipt? Receipt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ProblemDetails? Problem);

/// <summary>POST /issuance-batches: what PUT /issuances/{number} does, for a list with one commit.</summary>
internal static class IssuanceBatchEndpoint
{
    internal static void MapIssuanceBatches(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/issuance-batches", EnterAsync).RequireScope("signing.issue").ProducesProblem(422)
            .WithSummary("Enters up to 500 documents into the issuance log with one commit; lists what conflicts");

    private static async Task<Results<Ok<IssuanceBatchAnswer>, ProblemHttpResult>> EnterAsync(
        IssuanceBatchRequest asked, ClaimsPrincipal caller, IssuanceBook book, Receipts receipts, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (NumberedList.WhatIsWrong(asked.Entries, e => e?.Number) is { } wrong)
        {
            return wrong;
        }

        var (issuer, now) = (caller.FindFirstValue(BridgeClaims.ClientId) ?? "", clock.GetUtcNow());
        var entries = new List<IssuedDocument>();
        foreach (var one in asked.Entries!)
        {
            var (entry, problem) = one!.WithoutNumber().Read(one.Number, issuer, now);
            if (entry is null)
            {
                return Problems.InList(entries.Count + 1, problem!);
            }

            entries.Add(entry);
        }

        var outcomes = await book.EnterAsync(entries, cancellation);
        return TypedResults.Ok(await AnswerAsync(entries, outcomes, receipts, cancellation));
    }

    private static async Task<IssuanceBatchAnswer> AnswerAsync(List<IssuedDocument> entries,
        IReadOnlyList<BookOutcome> outcomes, Receipts receipts, CancellationToken cancellation)
    {
        var problems = outcomes.Select(o => IssuanceEndpoints.ProblemOf(o, IssuanceStatus.Valid)?.ProblemDetails);
        var judged = entries.Zip(problems, (entry, problem) => (entry.Number, Problem: problem)).ToList();
        var made = await receipts.MakeAsync(
            [.. judged.Where(j => j.Problem is null).Select(j => j.Number)], cancellation);
        return new IssuanceBatchAnswer([.. judged.Select(j => j.Problem is null
            ? new IssuanceBatchResult(j.Number, made[j.Number], null)
            : new IssuanceBatchResult(j.Number, null, j.Problem))]);
    }
}
