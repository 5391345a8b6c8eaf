using System.Security.Claims;
using Civic.Shared.SignIn;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Statements;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Civic.Signing.Issuance;

internal sealed record IssuanceTitle(string? Vi, string? En);

internal sealed record IssuanceRequest(
    string? Kind, IssuanceTitle? Title, DateOnly? IssueDate, string? Sha256, string? ContentDigest);

internal sealed record StatusRequest(
    string? Status, string? DecisionNumber, DateOnly? DecisionDate, string? DecisionSha256, string? Newer);

/// <summary>The issuance log: what was issued, and by which decisions it changed since.</summary>
internal static class IssuanceEndpoints
{
    private const int MaxText = 200;

    private static readonly string[] Kinds = [
        "phieu-lltp-1", "phieu-lltp-2", "health-summary", "declaration",
        "appointment-slip", "refusal-notice", "apology", "decision", "statement",
    ];

    internal static void MapIssuances(this IEndpointRouteBuilder routes)
    {
        routes.MapPut("/issuances/{number}", EnterAsync).RequireScope("signing.issue")
            .WithSummary("Enters a document into the issuance log; the same content twice is fine");
        routes.MapPost("/issuances/{number}/status", ChangeAsync).RequireScope("signing.status")
            .WithSummary("Records a decision that changes whether a document stands");
    }

    private static async Task<Results<Ok<Receipt>, ProblemHttpResult>> EnterAsync(
        string number, IssuanceRequest asked, ClaimsPrincipal caller, IssuanceBook book, Receipts receipts,
        TimeProvider clock, CancellationToken cancellation)
    {
        if (!DocumentNumber.IsValid(number))
        {
            return Problems.NumberInvalid();
        }

        if (WhatIsWrong(asked) is { } wrong)
        {
            return Problems.IssuanceInvalid(wrong);
        }

        var entry = Entry(number, asked, caller.FindFirstValue(BridgeClaims.ClientId) ?? "", clock);
        return await AnswerAsync(
            await book.EnterAsync(entry, cancellation), number, entry.Status, receipts, cancellation);
    }

    private static async Task<Results<Ok<Receipt>, ProblemHttpResult>> ChangeAsync(
        string number, StatusRequest asked, ClaimsPrincipal caller, IssuanceBook book, Receipts receipts,
        TimeProvider clock, CancellationToken cancellation)
    {
        if (IssuanceStatusNames.Parse(asked.Status) is not { } status || status == IssuanceStatus.Valid)
        {
            return Problems.IssuanceInvalid("status must be supplemented, corrected, revoked or cancelled");
        }

        if (IsNoText(asked.DecisionNumber) || asked.DecisionDate is not { } date)
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
        IssuanceStatus status, Receipts receipts, CancellationToken cancellation) => outcome switch
        {
            BookOutcome.Entered or BookOutcome.SameAsBefore => TypedResults.Ok(
                await receipts.MakeAsync(number, cancellation)
                ?? throw new InvalidOperationException($"{number} was entered and is not in the log.")),
            BookOutcome.Conflict => Problems.IssuanceConflict(),
            BookOutcome.Unknown => Problems.IssuanceUnknown(),
            BookOutcome.Final => Problems.StatusFinal(status.Name()),
            BookOutcome.DecisionNotSealed => Problems.DecisionNotSealed(),
            BookOutcome.NewerUnknown => Problems.IssuanceInvalid("newer must be another number of the same issuer"),
            _ => throw new System.Diagnostics.UnreachableException($"No answer for {outcome}."),
        };

    private static string? WhatIsWrong(IssuanceRequest asked) => asked switch
    {
        { Kind: var kind } when !Kinds.Contains(kind) => $"kind must be one of {string.Join(", ", Kinds)}",
        { Title: var title } when IsNoText(title?.Vi) || IsNoText(title?.En) => "title needs vi and en",
        { IssueDate: null } => "issueDate is missing",
        { Sha256: var sha256 } when !Sha256Text.IsValid(sha256) => "sha256 must be 64 lower-case hexadecimal digits",
        { ContentDigest: var digest } when !ContentDigest.IsValid(digest) =>
            "contentDigest must be a SHA-256 in base64url",
        _ => null,
    };

    private static bool IsNoText(string? text) => string.IsNullOrWhiteSpace(text) || text.Length > MaxText;

    private static IssuedDocument Entry(
        string number, IssuanceRequest asked, string issuer, TimeProvider clock) => new()
        {
            Number = number,
            Issuer = issuer,
            Kind = asked.Kind!,
            TitleVi = asked.Title!.Vi!,
            TitleEn = asked.Title.En!,
            IssueDate = asked.IssueDate!.Value,
            Sha256 = asked.Sha256!,
            ContentDigest = asked.ContentDigest!,
            Status = IssuanceStatus.Valid,
            RecordedAt = clock.GetUtcNow(),
        };
}
