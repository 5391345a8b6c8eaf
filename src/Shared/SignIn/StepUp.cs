using System.Globalization;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Shared.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Shared.SignIn;

/// <summary>
/// A fresh proof of who somebody is, before an act that can't be taken back (RFC 9470): the person is led to sign in
/// anew and comes back as the same person, or the act does not happen.
/// </summary>
public static class StepUp
{
    /// <summary>How old a login may be for such an act.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(5);

    private const string Item = "civic.step-up";

    /// <param name="endpoint">The act.</param>
    /// <param name="back">Where the person goes on after signing in; the act's own path, less its last segment, where
    /// absent, because a form can't be sent again by itself.</param>
    public static TBuilder RequireStepUp<TBuilder>(this TBuilder endpoint, Func<HttpRequest, string>? back = null)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(new AuthorizationPolicyBuilder(SignInSchemes.Cookie)
            .RequireAuthenticatedUser()
            .AddRequirements(new RecentLogin(LongestAge, back ?? Parent))
            .Build());

    /// <summary>
    /// The same for one handler of a page: null where the login is fresh, else the answer that leads to a fresh one and
    /// back to <paramref name="back"/>, a path of this host.
    /// </summary>
    public static IActionResult? StepUpTo(this HttpContext http, string back)
    {
        var asked = new RecentLogin(LongestAge, _ => back);
        if (asked.IsMetBy(http))
        {
            return null;
        }

        Ask(http, asked);
        return new ForbidResult(SignInSchemes.Cookie);
    }

    internal static void Ask(HttpContext http, RecentLogin asked) => http.Items[Item] = asked;

    internal static RecentLogin? AskedOf(HttpContext http) => http.Items[Item] as RecentLogin;

    /// <summary>RFC 9470 §3, for a program.</summary>
    internal static string Challenge(RecentLogin asked) =>
        "DPoP error=\"insufficient_user_authentication\", error_description=\"A more recent login is needed.\", "
        + $"acr_values=\"{AssuranceLevels.Loa2}\", "
        + string.Create(CultureInfo.InvariantCulture, $"max_age=\"{asked.LongestAge.TotalSeconds:0}\"");

    /// <summary>Somebody else came back from a step-up; it stays on record.</summary>
    internal static async Task RecordOtherPersonAsync(HttpContext http, string expected)
    {
        var database = http.RequestServices.GetRequiredService<CivicDbContext>();
        var by = Representative.Of(http.User);
        database.Audit(
            http.RequestServices.GetRequiredService<TimeProvider>(), by?.Subject ?? expected, "step-up.refused",
            expected, "other-person", by?.Detail(expected));
        await database.SaveChangesAsync(http.RequestAborted);
    }

    private static string Parent(HttpRequest request)
    {
        var path = request.Path.ToString();
        return HttpMethods.IsGet(request.Method) ? path : path[..Math.Max(1, path.LastIndexOf('/'))];
    }
}

/// <summary>The person proved who they are not longer ago than this.</summary>
internal sealed class RecentLogin(TimeSpan longestAge, Func<HttpRequest, string> back)
    : AuthorizationHandler<RecentLogin>, IAuthorizationRequirement
{
    internal TimeSpan LongestAge => longestAge;

    internal string Back(HttpRequest request) => back(request);

    internal bool IsMetBy(HttpContext http)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();
        return long.TryParse(
                http.User.FindFirst(BridgeClaims.AuthTime)?.Value, CultureInfo.InvariantCulture, out var at)
            && now - at <= longestAge.TotalSeconds;
    }

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RecentLogin requirement)
    {
        if (context.Resource is not HttpContext http)
        {
            return Task.CompletedTask;
        }

        if (requirement.IsMetBy(http))
        {
            context.Succeed(requirement);
        }
        else
        {
            StepUp.Ask(http, requirement);
        }

        return Task.CompletedTask;
    }
}
