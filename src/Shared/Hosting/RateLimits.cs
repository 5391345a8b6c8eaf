using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Shared.Hosting;

/// <summary>
/// Limits by caller's address, per minute, read from Civic:RateLimits:{name}. Endpoints name one of them with
/// RequireRateLimiting or [EnableRateLimiting].
/// </summary>
public static class RateLimits
{
    public const string Login = "login";
    public const string Tracking = "tracking";
    public const string Verification = "verification";

    private static readonly (string Name, int PerMinute)[] Defaults =
        [(Login, 60), (Tracking, 120), (Verification, 60)];

    internal static void AddCivicRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
                    ? after
                    : TimeSpan.FromMinutes(1);
                rejected.HttpContext.Response.Headers.RetryAfter =
                    Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
            foreach (var (name, perMinute) in Defaults)
            {
                var permits = PermitsFor(configuration, name, perMinute);
                limiter.AddPolicy(name, http => RateLimitPartition.GetFixedWindowLimiter(
                    http.Connection.RemoteIpAddress?.ToString() ?? "unknown",
                    _ => new FixedWindowRateLimiterOptions
                    {
                        PermitLimit = permits,
                        Window = TimeSpan.FromMinutes(1),
                    }));
            }
        });
    }

    private static int PermitsFor(IConfiguration configuration, string name, int perMinute)
    {
        var configured = configuration[$"Civic:RateLimits:{name}"];
        if (configured is null)
        {
            return perMinute;
        }

        return int.TryParse(configured, NumberStyles.None, CultureInfo.InvariantCulture, out var permits) && permits > 0
            ? permits
            : throw new StartupRefusal($"Civic:RateLimits:{name} is '{configured}'; it must be a number above 0.");
    }
}
