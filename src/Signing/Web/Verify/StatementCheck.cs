using Civic.Shared.Hosting;
using Civic.Signing.Statements;
using Civic.Signing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Civic.Signing.Web.Verify;

internal sealed record StatementText(string? Statement);

/// <param name="Result">agrees, differs, other-document or not-ours.</param>
internal sealed record StatementResult(string Result, string Kind, string Vi, string En);

/// <summary>
/// Whether the statement in a QR is ours and says of this document what the log says. The browser sends it from the
/// address's fragment, which never leaves it otherwise.
/// </summary>
internal static class StatementCheck
{
    private static readonly StatementResult Agrees = new("agrees", "success",
        "Mã QR là thật: số, ngày cấp và nội dung ghi trong mã khớp với văn bản đã cấp.",
        "The QR code is genuine: number, date and content digest in it agree with what was issued.");

    private static readonly StatementResult Differs = new("differs", "danger",
        "Mã QR do thành phố tạo nhưng không khớp với văn bản đã cấp. Đừng chấp nhận văn bản này.",
        "The city made this QR code, but it does not agree with what was issued. Don't accept the document.");

    private static readonly StatementResult OtherDocument = new("other-document", "danger",
        "Mã QR thuộc về một văn bản khác. Có người có thể đã chép nó sang. Đừng chấp nhận văn bản này.",
        "The QR code belongs to another document. Somebody may have copied it. Don't accept the document.");

    private static readonly StatementResult NotOurs = new("not-ours", "danger",
        "Mã QR không do thành phố tạo hoặc đã bị sửa. Đừng chấp nhận văn bản này.",
        "The city did not make this QR code, or it was changed. Don't accept the document.");

    internal static void MapStatementCheck(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v/{number}/statement", CheckAsync).AllowAnonymous()
            .RequireRateLimiting(RateLimits.Verification)
            .WithSummary("Whether the statement of a QR code agrees with the issuance log");
        routes.MapGet("/find", Find).AllowAnonymous().RequireRateLimiting(RateLimits.Verification)
            .ExcludeFromDescription();
        VerificationScript.Map(routes);
    }

    private static async Task<Ok<StatementResult>> CheckAsync(
        string number, StatementText sent, SigningDatabase database, CancellationToken cancellation)
    {
        var keys = PublishedKeys.Of(await database.StatementKeys.AsNoTracking().ToListAsync(cancellation));
        var statement = Statement.Verify(sent.Statement, keys);
        if (statement is null)
        {
            return TypedResults.Ok(NotOurs);
        }

        if (statement.Number != number)
        {
            return TypedResults.Ok(OtherDocument);
        }

        var document = await database.Issuances.AsNoTracking()
            .SingleOrDefaultAsync(i => i.Number == number, cancellation);
        var agrees = document is not null && Statement.DateText(document.IssueDate) == statement.IssueDate
            && document.ContentDigest == statement.ContentDigest;
        return TypedResults.Ok(agrees ? Agrees : Differs);
    }

    /// <summary>The form of the first page: numbers are typed with blanks.</summary>
    private static RedirectHttpResult Find(string? number)
    {
        var typed = new string([.. (number ?? "").Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')]);
        return TypedResults.LocalRedirect(DocumentNumber.IsValid(typed) ? $"/v/{typed}" : "/");
    }
}
