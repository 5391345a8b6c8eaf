using Civic.HealthRecord.Fhir;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Civic.HealthRecord.Queries;

/// <summary>Every refusal of the FHIR interface: one place, one shape, the issue codes of R4.</summary>
internal static class FhirAnswers
{
    internal static IResult Forbidden() =>
        Outcome(
            StatusCodes.Status403Forbidden,
            "forbidden",
            "Không có sự đồng ý còn hiệu lực của người bệnh cho cơ sở này.",
            "No consent of this person for this facility is in force, or there is no such person."
        );

    internal static IResult UnknownFacility() =>
        Outcome(
            StatusCodes.Status403Forbidden,
            "forbidden",
            "Cơ sở không có trong danh sách kết nối.",
            "The token names no connected facility (facility_code)."
        );

    internal static IResult Invalid(string vi, string en) =>
        Outcome(StatusCodes.Status400BadRequest, "invalid", vi, en);

    internal static IResult NotFound() =>
        Outcome(
            StatusCodes.Status404NotFound,
            "not-found",
            "Không có tài nguyên này.",
            "There is no such resource here."
        );

    internal static IResult AuditUnavailable() =>
        Outcome(
            StatusCodes.Status503ServiceUnavailable,
            "transient",
            "Không ghi được nhật ký truy cập nên không trả dữ liệu.",
            "The reading could not be recorded, so nothing is sent."
        );

    internal static IResult Unexpected() =>
        Outcome(
            StatusCodes.Status500InternalServerError,
            "exception",
            "Hệ thống đang gặp sự cố.",
            $"Something went wrong on our side; reference {Correlation.Current}."
        );

    internal static Task WriteRefusalAsync(HttpContext http, TokenRefusal refusal) =>
        Outcome(
                refusal.Status,
                refusal.Status == StatusCodes.Status401Unauthorized ? "login" : "forbidden",
                "Cần mã truy cập hợp lệ.",
                refusal.Detail
            )
            .ExecuteAsync(http);

    /// <summary>Too many requests to the FHIR interface are answered in FHIR; the shared Retry-After stays.</summary>
    internal static void AnswerThrottled(RateLimiterOptions limiter)
    {
        var shared = limiter.OnRejected;
        limiter.OnRejected = async (rejected, cancellation) =>
        {
            if (shared is not null)
            {
                await shared(rejected, cancellation);
            }

            if (rejected.HttpContext.Request.Path.StartsWithSegments("/fhir", StringComparison.Ordinal))
            {
                rejected.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                await Outcome(
                        StatusCodes.Status429TooManyRequests,
                        "throttled",
                        "Có quá nhiều yêu cầu.",
                        "Too many requests; see Retry-After."
                    )
                    .ExecuteAsync(rejected.HttpContext);
            }
        };
    }

    internal static IResult Of(Resource resource) => Of(FhirJson.Bytes(resource));

    internal static IResult Of(byte[] resource) => new WithStatus(resource, StatusCodes.Status200OK);

    private static WithStatus Outcome(int status, string code, string vi, string en) =>
        new(
            FhirJson.Bytes(
                new OperationOutcome { Issue = [new OutcomeIssue("error", code, CodeableConcept.Words(vi), en)] }
            ),
            status
        );

    private sealed class WithStatus(byte[] body, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = FhirJson.MediaType + "; charset=utf-8";
            httpContext.Response.ContentLength = body.Length;
            return httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
        }
    }
}
