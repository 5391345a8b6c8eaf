using Civic.Shared.Hosting;
using Civic.Signing.Statements;
using Civic.Signing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Civic.Signing.Web.Verify;

internal sealed record StatementText(string? Statement);

/// <param name="Result">agrees, differs, other-document, not-ours or unknown.</param>
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

    private static readonly StatementResult Unknown = new("unknown", "warning",
        "Mã QR là thật, do thành phố tạo, nhưng sổ cấp ở đây không có văn bản mang số này. Chưa biết văn bản đã được "
            + "cấp và còn giá trị hay không: hãy hỏi cơ quan ghi trên văn bản.",
        "The QR code is genuine, the city made it, but the log here has no document of this number. Whether it was "
            + "issued and stands is not known: ask the agency that is named on it.");

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
        return TypedResults.Ok(await StatementJudge.JudgeAsync(database, sent.Statement, number, cancellation) switch
        {
            StatementVerdict.Agrees => Agrees,
            StatementVerdict.Differs => Differs,
            StatementVerdict.OtherDocument => OtherDocument,
            StatementVerdict.Unknown => Unknown,
            _ => NotOurs,
        });
    }

    /// <summary>The form of the first page: numbers are typed with blanks.</summary>
    private static RedirectHttpResult Find(string? number)
    {
        var typed = new string([.. (number ?? "").Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')]);
        return TypedResults.LocalRedirect(DocumentNumber.IsValid(typed) ? $"/v/{typed}" : "/");
    }
}
