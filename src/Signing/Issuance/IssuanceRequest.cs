using Civic.Signing.Statements;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Civic.Signing.Issuance;

internal sealed record IssuanceTitle(string? Vi, string? En);

/// <summary>What is to be entered under a number.</summary>
internal sealed record IssuanceRequest(
    string? Kind, IssuanceTitle? Title, DateOnly? IssueDate, string? Sha256, string? ContentDigest)
{
    /// <summary>For money: cancelled by a notice, not a decision, once the money is given back.</summary>
    internal const string Receipt = "receipt";

    private const int MaxText = 200;

    private static readonly string[] Kinds = [
        "phieu-lltp-1", "phieu-lltp-2", "health-summary", "declaration",
        "appointment-slip", "refusal-notice", "apology", "decision", "statement",
        Receipt, "receipt-cancellation",
    ];

    internal static bool IsNoText(string? text) => string.IsNullOrWhiteSpace(text) || text.Length > MaxText;

    /// <returns>The entry, or the problem to answer with; never both.</returns>
    internal (IssuedDocument? Entry, ProblemHttpResult? Problem) Read(
        string? number, string issuer, DateTimeOffset now)
    {
        if (!DocumentNumber.IsValid(number))
        {
            return (null, Problems.NumberInvalid());
        }

        return WhatIsWrong() is { } wrong
            ? (null, Problems.IssuanceInvalid(wrong))
            : (Entry(number!, issuer, now), null);
    }

    private string? WhatIsWrong() => this switch
    {
        { Kind: var kind } when !Kinds.Contains(kind) => $"kind must be one of {string.Join(", ", Kinds)}",
        { Title: var title } when IsNoText(title?.Vi) || IsNoText(title?.En) => "title needs vi and en",
        { IssueDate: null } => "issueDate is missing",
        { Sha256: var sha256 } when !Sha256Text.IsValid(sha256) => "sha256 must be 64 lower-case hexadecimal digits",
        { ContentDigest: var digest } when !Statements.ContentDigest.IsValid(digest) =>
            "contentDigest must be a SHA-256 in base64url",
        _ => null,
    };

    private IssuedDocument Entry(string number, string issuer, DateTimeOffset now) => new()
    {
        Number = number,
        Issuer = issuer,
        Kind = Kind!,
        TitleVi = Title!.Vi!,
        TitleEn = Title.En!,
        IssueDate = IssueDate!.Value,
        Sha256 = Sha256!,
        ContentDigest = ContentDigest!,
        Status = IssuanceStatus.Valid,
        RecordedAt = now,
    };
}
