using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Civic.Shared.Hosting;

/// <summary>
/// Gives every refusal without a body one: a page in Vietnamese and English for a person, problem+json (RFC 9457) with
/// a stable civic: code for a program. An exception is a bug: logged once, answered 500 with the correlation id.
/// </summary>
internal sealed partial class ErrorResponses(
    RequestDelegate next, ServiceDescription service, ILogger<ErrorResponses> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            Reset(http, e.StatusCode);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            LogUnexpected(logger, e.GetType().Name, e);
            Reset(http, StatusCodes.Status500InternalServerError);
        }

        if (NeedsBody(http.Response))
        {
            await WriteBodyAsync(http);
        }
    }

    private static bool NeedsBody(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0, ContentType: null };

    private static void Reset(HttpContext http, int status)
    {
        var kept = http.Response.Headers["Civic-Correlation"];
        http.Response.Clear();
        http.Response.Headers["Civic-Correlation"] = kept;
        http.Response.StatusCode = status;
    }

    private async Task WriteBodyAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        if (http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            await ReExecuteAsErrorPageAsync(http, status);
            return;
        }

        await http.Response.WriteAsJsonAsync(
            new ProblemDetails
            {
                Status = status,
                Type = $"civic:{service.Name}:http-{status}",
                Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
                Extensions = { ["correlation"] = Correlation.Current },
            },
            options: null, contentType: "application/problem+json", http.RequestAborted);
    }

    private async Task ReExecuteAsErrorPageAsync(HttpContext http, int status)
    {
        http.SetEndpoint(null);
        http.Features.Get<IRouteValuesFeature>()?.RouteValues.Clear();
        http.Features.Set<IAntiforgeryValidationFeature>(null);
        http.Items["civic.status"] = status;
        http.Request.Method = HttpMethods.Get;
        http.Request.Path = "/Error";
        await next(http);
    }

    [LoggerMessage(LogLevel.Error, "A request failed unexpectedly: {Kind}")]
    private static partial void LogUnexpected(ILogger logger, string kind, Exception e);
}
