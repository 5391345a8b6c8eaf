using Civic.Shared.Hosting;
using Civic.Signing.Validation.Trust;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Civic.Signing.Validation;

/// <summary>POST /validations: anybody may have a file judged; nothing of it is kept.</summary>
internal static class ValidationEndpoint
{
    internal static void MapValidations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/trust-list.jws", (TrustListKeeper lists) => Edition(lists, lists.Current.Sequence))
            .AllowAnonymous().RequireRateLimiting(RateLimits.Verification)
            .WithSummary("The signed trust list by which files are judged now");
        routes.MapGet("/trust-lists/{sequence:long}.jws", (TrustListKeeper lists, long sequence) =>
                Edition(lists, sequence))
            .AllowAnonymous().RequireRateLimiting(RateLimits.Verification)
            .WithSummary("An earlier edition of the trust list");
        routes.MapPost("/validations", ValidateAsync).AllowAnonymous()
            .RequireRateLimiting(RateLimits.Verification)
            .Accepts<IFormFile>("multipart/form-data")
            .ProducesProblem(413).ProducesProblem(422).ProducesProblem(429)
            .WithSummary("Judges a signed PDF and says whether it is what was issued");
    }

    private static IResult Edition(TrustListKeeper lists, long sequence) =>
        lists.Edition(sequence) is { } signed ? Results.Text(signed, "application/jose") : Results.NotFound();

    private static async Task<Results<Ok<ValidationReport>, ProblemHttpResult>> ValidateAsync(
        HttpContext http, DocumentValidator validator, CancellationToken cancellation)
    {
        switch (await UploadedPdf.ReadAsync(http.Request, cancellation))
        {
            case UploadedPdf.TooLarge:
                return Problems.TooLarge();
            case UploadedPdf.Received(var bytes):
                return await validator.ValidateAsync(bytes, cancellation) switch
                {
                    ValidationOutcome.Judged(var report) => TypedResults.Ok(report),
                    ValidationOutcome.Refused(var failure) => Problems.Unreadable(failure),
                    _ => throw new System.Diagnostics.UnreachableException("An outcome without an answer."),
                };
            default:
                return Problems.FileMissing();
        }
    }
}

/// <summary>The field "file" of a form; held in memory alone.</summary>
internal abstract record UploadedPdf
{
    private UploadedPdf()
    {
    }

    internal sealed record Received(byte[] Bytes) : UploadedPdf;

    internal sealed record TooLarge : UploadedPdf;

    internal sealed record Missing : UploadedPdf;

    internal static async Task<UploadedPdf> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasFormContentType)
        {
            return new Missing();
        }

        try
        {
            var form = await request.ReadFormAsync(cancellation);
            return form.Files["file"] is { Length: > 0 } file ? await ReadAsync(file, cancellation) : new Missing();
        }
        catch (InvalidDataException)
        {
            return request.ContentLength > SigningOptions.MaxPdfBytes ? new TooLarge() : new Missing();
        }
    }

    internal static async Task<UploadedPdf> ReadAsync(IFormFile file, CancellationToken cancellation)
    {
        if (file.Length > SigningOptions.MaxPdfBytes)
        {
            return new TooLarge();
        }

        var bytes = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, cancellation);
        return new Received(bytes);
    }
}
