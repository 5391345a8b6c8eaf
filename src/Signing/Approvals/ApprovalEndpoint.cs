using System.Security.Claims;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Civic.Signing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Approvals;

internal sealed record ApprovalRequest(
    string? Profile, string? Salt, string? StepUp, IReadOnlyList<ApprovalDocumentRequest?>? Documents);

internal sealed record ApprovalDocumentRequest(string? Number, string? Sha256, DateTimeOffset? SigningTime);

/// <param name="ListDigest">The approval's name: the nonce of the login.</param>
/// <param name="Approver">Pairwise subject of the person.</param>
/// <param name="AuthenticatedAt">When the person proved who they are.</param>
/// <param name="ExpiresAt">Nothing is signed under it from this moment on.</param>
internal sealed record ApprovalAnswer(
    string ListDigest, string Approver, DateTimeOffset AuthenticatedAt, DateTimeOffset ExpiresAt);

/// <summary>
/// POST /approvals: the competent person's login authorizes a list of digests. Afterwards the person's key signs
/// exactly those documents with exactly those signing times, until the approval ends.
/// </summary>
internal sealed class ApprovalEndpoint(
    SigningDatabase database, StepUp stepUp, IOptions<SigningOptions> options, TimeProvider clock)
{
    private const int MaxDocuments = 500;

    /// <summary>A salt of 16 bytes or more in base64url makes every nonce new.</summary>
    private const int MinSalt = 22;

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/approvals",
        (ApprovalRequest asked, ClaimsPrincipal caller, ApprovalEndpoint endpoint, CancellationToken cancellation) =>
            endpoint.ApproveAsync(asked, caller.FindFirstValue(BridgeClaims.ClientId) ?? "", cancellation))
        .RequireScope("signing.seal")
        .ProducesProblem(403).ProducesProblem(409).ProducesProblem(422)
        .WithSummary("The competent person's step-up login authorizes a list of documents to be signed");

    private async Task<Results<Ok<ApprovalAnswer>, ProblemHttpResult>> ApproveAsync(
        ApprovalRequest asked, string client, CancellationToken cancellation)
    {
        if (asked.Profile is not { } name || !options.Value.Profiles.TryGetValue(name, out var profile)
            || profile.Client != client || profile.Kind != SignerKind.Person)
        {
            return Problems.ProfileNotYours(asked.Profile ?? "");
        }

        if (WhatIsWrong(asked) is { } wrong)
        {
            return Problems.ApprovalInvalid(wrong);
        }

        // The list's digest is that of what was sent, in its order.
        var documents = asked.Documents!.Select(d => DocumentOf(d!, "")).ToList();
        var digest = ApprovedDocument.DigestOf(asked.Salt!, name, documents);
        var outcome = await stepUp.CheckAsync(asked.StepUp!, client, profile, digest, cancellation);
        return outcome switch
        {
            StepUpOutcome.Given given => TypedResults.Ok(await KeepAsync(
                client, name, digest, [.. asked.Documents!.Select(d => DocumentOf(d!, digest))], given, cancellation)),
            StepUpOutcome.Refused refused => await RefuseAsync(client, digest, refused.Why, cancellation),
            _ => throw new System.Diagnostics.UnreachableException("A step-up is given or refused."),
        };
    }

    /// <summary>The same list and login once more change nothing: the first end of the approval stays.</summary>
    private async Task<ApprovalAnswer> KeepAsync(string client, string profile, string digest,
        List<ApprovedDocument> documents, StepUpOutcome.Given given, CancellationToken cancellation)
    {
        if (await database.Approvals.AsNoTracking().SingleOrDefaultAsync(a => a.ListDigest == digest, cancellation)
            is { } known)
        {
            return AnswerOf(known);
        }

        var now = clock.GetUtcNow();
        var approval = new Approval
        {
            ListDigest = digest,
            Client = client,
            Profile = profile,
            Approver = given.Approver,
            AuthenticatedAt = given.AuthenticatedAt,
            RecordedAt = now,
            ExpiresAt = now.AddMinutes(options.Value.ApprovalMinutes),
            Documents = documents,
        };
        database.Approvals.Add(approval);
        database.Audit(clock, given.Approver, "documents.approved", digest, "ok", new Dictionary<string, string>
        {
            ["client"] = client,
            ["profile"] = profile,
            ["documents"] = documents.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        try
        {
            await database.SaveChangesAsync(cancellation);
            return AnswerOf(approval);
        }
        catch (DbUpdateException)
        {
            database.ChangeTracker.Clear();
            return AnswerOf(await database.Approvals.AsNoTracking()
                .SingleAsync(a => a.ListDigest == digest, cancellation));
        }
    }

    private async Task<ProblemHttpResult> RefuseAsync(
        string client, string digest, string why, CancellationToken cancellation)
    {
        database.Audit(clock, client, "documents.approval-refused", digest, "civic:signing:step-up");
        await database.SaveChangesAsync(cancellation);
        return Problems.StepUpRefused(why);
    }

    private string? WhatIsWrong(ApprovalRequest asked)
    {
        if (asked.Salt is not { Length: >= MinSalt and <= 128 } salt || !salt.All(IsBase64Url))
        {
            return "salt must be at least 16 random bytes in base64url";
        }

        if (string.IsNullOrEmpty(asked.StepUp))
        {
            return "stepUp must be the id_token of the person's login";
        }

        if (asked.Documents is not { Count: > 0 and <= MaxDocuments } documents)
        {
            return $"documents must hold 1 to {MaxDocuments} documents";
        }

        if (documents.Any(d => d is null || !DocumentNumber.IsValid(d.Number) || !Sha256Text.IsValid(d.Sha256)
            || d.SigningTime is not { } time || !IsTimely(time)))
        {
            return "each document needs a number, a sha256 and a signingTime of this hour";
        }

        return documents.DistinctBy(d => d!.Number).Count() == documents.Count
            && documents.DistinctBy(d => d!.Sha256).Count() == documents.Count
            ? null
            : "a number or digest stands there twice";
    }

    /// <summary>Rendering comes first and the login after it, so the time lies shortly before now.</summary>
    private bool IsTimely(DateTimeOffset time)
    {
        var now = clock.GetUtcNow();
        return time > now.AddHours(-1) && time < now.AddMinutes(1);
    }

    private static bool IsBase64Url(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    private static ApprovedDocument DocumentOf(ApprovalDocumentRequest asked, string digest) => new()
    {
        ListDigest = digest,
        Number = asked.Number!,
        Sha256 = asked.Sha256!,
        SigningTime = DateTimeOffset.FromUnixTimeSeconds(asked.SigningTime!.Value.ToUnixTimeSeconds()),
    };

    private static ApprovalAnswer AnswerOf(Approval approval) =>
        new(approval.ListDigest, approval.Approver, approval.AuthenticatedAt, approval.ExpiresAt);
}
