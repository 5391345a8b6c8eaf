using System.Security.Claims;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Civic.Signing.Statements;
using Civic.Signing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Civic.Signing.Issuance;

internal sealed record IssuanceTitle(string? Vi, string? En);

internal sealed record IssuanceRequest(
    string? Kind, IssuanceTitle? Title, DateOnly? IssueDate, string? Sha256, string? ContentDigest);

internal sealed record StatusRequest(string? Status, string? DecisionNumber, DateOnly? DecisionDate);

/// <summary>The issuance log: what was issued, and by which decisions it changed since.</summary>
internal static class IssuanceEndpoints
{
    private const int MaxText = 200;

    private static readonly string[] Kinds = ["phieu-lltp-1", "phieu-lltp-2", "health-summary", "declaration"];

    internal static void MapIssuances(this IEndpointRouteBuilder routes)
    {
        routes.MapPut("/issuances/{number}", EnterAsync).RequireScope("signing.issue")
            .WithSummary("Enters a document into the issuance log; the same content twice is fine");
        routes.MapPost("/issuances/{number}/status", ChangeAsync).RequireScope("signing.status")
            .WithSummary("Records a decision that changes whether a document stands");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EnterAsync(
        string number, IssuanceRequest asked, ClaimsPrincipal caller, SigningDatabase database, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (!DocumentNumber.IsValid(number))
        {
            return Problems.NumberInvalid();
        }

        if (WhatIsWrong(asked) is { } wrong)
        {
            return Problems.IssuanceInvalid(wrong);
        }

        var issuer = caller.FindFirstValue(BridgeClaims.ClientId) ?? "";
        var entry = Entry(number, asked, issuer, clock);
        if (await FindAsync(database, number, cancellation) is { } known)
        {
            return await AgainstAsync(known, entry, database, clock, cancellation);
        }

        database.Issuances.Add(entry);
        database.Audit(clock, issuer, "document.issued", number, "ok",
            new Dictionary<string, string> { ["kind"] = entry.Kind, ["sha256"] = entry.Sha256 });
        try
        {
            await database.SaveChangesAsync(cancellation);
            return TypedResults.NoContent();
        }
        catch (DbUpdateException)
        {
            database.ChangeTracker.Clear();
            var faster = await FindAsync(database, number, cancellation)
                ?? throw new InvalidOperationException("An entry could not be made, though no other took its number.");
            return await AgainstAsync(faster, entry, database, clock, cancellation);
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        string number, StatusRequest asked, ClaimsPrincipal caller, SigningDatabase database, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (IssuanceStatusNames.Parse(asked.Status) is not { } status || status == IssuanceStatus.Valid)
        {
            return Problems.IssuanceInvalid("status must be supplemented, corrected, revoked or cancelled");
        }

        if (IsNoText(asked.DecisionNumber) || asked.DecisionDate is not { } date)
        {
            return Problems.IssuanceInvalid("a status changes by a decision with number and date");
        }

        var issuer = caller.FindFirstValue(BridgeClaims.ClientId) ?? "";
        var known = await database.Issuances.SingleOrDefaultAsync(
            i => i.Number == number && i.Issuer == issuer, cancellation);
        if (known is null)
        {
            return Problems.IssuanceUnknown();
        }

        if (await database.StatusDecisions.AnyAsync(d => d.Number == number && d.Status == status
            && d.DecisionNumber == asked.DecisionNumber && d.DecisionDate == date, cancellation))
        {
            return TypedResults.NoContent();
        }

        if (known.Status is IssuanceStatus.Revoked or IssuanceStatus.Cancelled)
        {
            return Problems.StatusFinal(known.Status.Name());
        }

        known.Status = status;
        database.StatusDecisions.Add(new StatusDecision
        {
            Number = number,
            Status = status,
            DecisionNumber = asked.DecisionNumber!,
            DecisionDate = date,
            RecordedAt = clock.GetUtcNow(),
        });
        database.Audit(clock, issuer, "document.status-changed", number, "ok",
            new Dictionary<string, string> { ["status"] = status.Name(), ["decision"] = asked.DecisionNumber! });
        await database.SaveChangesAsync(cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AgainstAsync(IssuedDocument known,
        IssuedDocument entry, SigningDatabase database, TimeProvider clock, CancellationToken cancellation)
    {
        if (known.SaysTheSameAs(entry))
        {
            return TypedResults.NoContent();
        }

        database.Audit(clock, entry.Issuer, "document.issue-refused", entry.Number, "civic:signing:issuance-conflict",
            new Dictionary<string, string> { ["sha256"] = entry.Sha256 });
        await database.SaveChangesAsync(cancellation);
        return Problems.IssuanceConflict();
    }

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

    private static Task<IssuedDocument?> FindAsync(
        SigningDatabase database, string number, CancellationToken cancellation) =>
        database.Issuances.AsNoTracking().SingleOrDefaultAsync(i => i.Number == number, cancellation);
}
