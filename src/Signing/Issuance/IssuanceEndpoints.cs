using System.Security.Claims;
using Civic.Shared.SignIn;
using Civic.Signing.Issuance.MerkleLog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Civic.Signing.Issuance;

internal sealed record StatusRequest(
    string? Status, string? DecisionNumber, DateOnly? DecisionDate, string? DecisionSha256, string? Newer);

/// <summary>The issuance log: what was issued, and by which decisions it changed since.</summary>
internal static class IssuanceEndpoints
{
    internal static void MapIssuances(this IEndpointRouteBuilder routes)
    {
        routes.MapPut("/issuances/{number}", EnterAsync).RequireScope("signing.issue")
            .WithSummary("Enters a document into the issuance log; the same content twice is fine");
        routes.MapPost("/issuances/{number}/status", ChangeAsync).RequireScope("signing.status")
            .WithSummary("Records a decision that changes whether a document stands");
        routes.MapIssuanceBatches();
    }

    private static async Task<Results<Ok<Receipt>, ProblemHttpResult>> EnterAsync(
        string number, IssuanceRequest asked, ClaimsPrincipal caller, IssuanceBook book, Receipts receipts,
        TimeProvider clock, CancellationToken cancellation)
    {
        var issuer = caller.FindFirstValue(BridgeClaims.ClientId) ?? "";
        var (entry, problem) = asked.Read(number, issuer, clock.GetUtcNow());
        return entry is null
            ? problem!
            : await AnswerAsync(
                (await book.EnterAsync([entry], cancellation))[0], number, entry.Status, receipts, cancellation);
    }

    private static async Task<Results<Ok<Receipt>, ProblemHttpResult>> ChangeAsync(
        string number, StatusRequest asked, ClaimsPrincipal caller, IssuanceBook book, Receipts receipts,
        TimeProvider clock, CancellationToken cancellation)
    {
        if (IssuanceStatusNames.Parse(asked.Status) is not { } status || status == IssuanceStatus.Valid)
        {
            return Problems.IssuanceInvalid("status must be supplemented, corrected, revoked or cancelled");
        }

        if (IssuanceRequest.IsNoText(asked.DecisionNumber) || asked.DecisionDate is not { } date)
        {
            return Problems.IssuanceInvalid("a status changes by a decision with number and date");
        }

        if (!Sha256Text.IsValid(asked.DecisionSha256))
        {
            return Problems.IssuanceInvalid("decisionSha256 must be the digest of the signed decision");
        }

        var decision = new StatusDecision
        {
            Number = number,
            Status = status,
            DecisionNumber = asked.DecisionNumber!,
            DecisionDate = date,
            Sha256 = asked.DecisionSha256!,
            Newer = asked.Newer,
            RecordedAt = clock.GetUtcNow(),
        };
        var issuer = caller.FindFirstValue(BridgeClaims.ClientId) ?? "";
        return await AnswerAsync(
            await book.ChangeAsync(issuer, decision, cancellation), number, status, receipts, cancellation);
    }

    private static async Task<Results<Ok<Receipt>, ProblemHttpResult>> AnswerAsync(BookOutcome outcome, string number,
        IssuanceStatus status, Receipts receipts, CancellationToken cancellation) =>
        ProblemOf(outcome, status) is { } problem
            ? problem
            : TypedResults.Ok(await receipts.MakeAsync(number, cancellation)
                ?? throw new InvalidOperationException($"{number} was entered and is not in the log."));

    /// <returns>Null where the log says now what was asked.</returns>
    internal static ProblemHttpResult? ProblemOf(BookOutcome outcome, IssuanceStatus status) => outcome switch
    {
        BookOutcome.Entered or BookOutcome.SameAsBefore => null,
        BookOutcome.Conflict => Problems.IssuanceConflict(),
        BookOutcome.Unknown => Problems.IssuanceUnknown(),
        BookOutcome.Final => Problems.StatusFinal(status.Name()),
        BookOutcome.DecisionNotSealed => Problems.DecisionNotSealed(),
        BookOutcome.NewerUnknown => Problems.IssuanceInvalid("newer must be another number of the same issuer"),
        _ => throw new System.Diagnostics.UnreachableException($"No answer for {outcome}."),
    };
}
