using System.Text.Json;
using Civic.HealthRecord.Fhir;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Civic.HealthRecord.Queries;

/// <summary>The FHIR R4 interface for clinics. A national number comes in a body, never in an address.</summary>
internal static partial class FhirEndpoints
{
    private const string Scope = "health.summary.read";

    internal static void MapFhir(this WebApplication app)
    {
        var fhir = app.MapGroup("/fhir").RequireRateLimiting(RateLimits.Tracking).AddEndpointFilter(ExpectNothingAsync);
        fhir.MapGet(
                "/metadata",
                (CivicSettings settings) => FhirAnswers.Of(CapabilityStatement.Of(settings.OwnAddress))
            )
            .AllowAnonymous();
        var read = fhir.MapGroup("").RequireScope(Scope);
        read.MapGet(
            "/Patient/{id:guid}",
            (HttpContext http, Guid id, ClinicReads reads) => reads.PatientAsync(http, id)
        );
        read.MapMethods(
                "/Patient/{id:guid}/$summary",
                ["GET", "POST"],
                (HttpContext http, Guid id, ClinicReads reads) => reads.SummaryAsync(http, id)
            )
            .DisableAntiforgery();
        read.MapPost("/Patient/$summary", SummaryByNumberAsync).DisableAntiforgery();
        read.MapPost("/Patient/_search", SearchAsync).DisableAntiforgery();
        read.Map("/{**rest}", () => FhirAnswers.NotFound()).WithOrder(int.MaxValue);
    }

    private static async Task<IResult> SummaryByNumberAsync(HttpContext http, ClinicReads reads) =>
        await NumberInParametersAsync(http) is { } number
            ? await reads.SummaryByNumberAsync(http, number)
            : FhirAnswers.Invalid(
                "Thiếu hoặc sai số định danh.",
                "Send a Parameters resource whose parameter 'identifier' (valueIdentifier or valueString) is a number "
                    + "of 12 digits."
            );

    private static async Task<IResult> SearchAsync(HttpContext http, ClinicReads reads)
    {
        if (!http.Request.HasFormContentType)
        {
            return FhirAnswers.Invalid("Cần gửi biểu mẫu.", "Send identifier as application/x-www-form-urlencoded.");
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return NumberIn(form["identifier"]) is { } number
            ? await reads.SearchAsync(http, number)
            : FhirAnswers.Invalid("Thiếu hoặc sai số định danh.", "identifier is missing or no number of 12 digits.");
    }

    private static async Task<CitizenId?> NumberInParametersAsync(HttpContext http)
    {
        try
        {
            var resource = await JsonSerializer.DeserializeAsync(
                http.Request.Body,
                FhirJson.Reading.Resource,
                http.RequestAborted
            );
            var parameter = (resource as Parameters)?.Parameter?.FirstOrDefault(p => p.Name == "identifier");
            return NumberIn(parameter?.ValueString ?? parameter?.ValueIdentifier?.Value);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>A token search may name the system before a bar (R4 search, token).</summary>
    private static CitizenId? NumberIn(string? text)
    {
        var value = text ?? "";
        var bar = value.LastIndexOf('|');
        var ours = bar < 0 || value[..bar] == CodeSystems.NationalId;
        return ours && CitizenId.TryParse(value[(bar + 1)..], out var number) ? number : null;
    }

    private static async ValueTask<object?> ExpectNothingAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var services = context.HttpContext.RequestServices;
            LogUnexpected((ILogger)services.GetService(typeof(ILogger<HealthSummary>))!, e.GetType().Name, e);
            return FhirAnswers.Unexpected();
        }
    }

    [LoggerMessage(LogLevel.Error, "A FHIR request failed unexpectedly: {Kind}")]
    private static partial void LogUnexpected(ILogger logger, string kind, Exception e);
}
