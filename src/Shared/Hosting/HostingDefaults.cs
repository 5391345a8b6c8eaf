using System.Diagnostics;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Civic.Shared.Web;

namespace Civic.Shared.Hosting;

internal static class HostingDefaults
{
    internal static void AddHostingDefaults(this WebApplicationBuilder builder, CivicSettings settings)
    {
        // What a connection has to do goes to the thread pool at once: queues in between cost a token 5 % of its time.
        builder.WebHost.UseSockets(o => o.IOQueueCount = 0);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = 25 * 1024 * 1024;
        });
        builder.Logging.Configure(o => o.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        // Request lines would put addresses and query strings into the log; what matters is logged by name.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        // It warns on every form that our own, stricter no-store is replaced by its no-cache, no-store.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks();
        builder.Services.AddProblemDetails();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<PageSecurity>();
        builder.Services.AddSingleton<WorkersStart>();
        builder.Services.AddCivicTelemetry(builder.Configuration, settings);
        builder.Services.AddCivicRateLimits(builder.Configuration);
        builder.Services.AddAuthentication(DenyScheme.Name)
            .AddScheme<AuthenticationSchemeOptions, DenyScheme>(DenyScheme.Name, null);
        // Every endpoint denies unless it says who may.
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(IsNoEndpoint).Build());
        builder.Services.AddCivicPages(settings);
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(o =>
            o.ShutdownTimeout = TimeSpan.FromSeconds(10));
    }

    internal static void UseHostingDefaults(this WebApplication app)
    {
        app.Use(WriteCorrelationAsync);
        app.UseMiddleware<ErrorResponses>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new()
        {
            ResultStatusCodes =
            {
                [HealthStatus.Degraded] = StatusCodes.Status200OK,
                [HealthStatus.Unhealthy] = StatusCodes.Status503ServiceUnavailable,
            },
        }).AllowAnonymous();
        app.MapDesignAssets();
        app.MapRazorPages();
    }

    /// <summary>An address that leads nowhere is 404, not a refusal; there is nothing behind it to protect.</summary>
    private static bool IsNoEndpoint(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && http.GetEndpoint() is null;

    private static Task WriteCorrelationAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers["Civic-Correlation"] = Correlation.Current;
        return next(http);
    }
}

/// <summary>The id that joins what several hosts log about one request: the W3C trace id.</summary>
public static class Correlation
{
    public static string Current => Activity.Current?.TraceId.ToHexString() ?? "none";
}
