using System.Security.Claims;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Http;

namespace Civic.Shared.SignIn;

/// <summary>
/// A browser remembers that its session was for a child, and nothing more: when that session is over, the person is
/// told so, where they would else be led to their own record without a word.
/// </summary>
internal sealed class ChildMark(CivicSettings settings, SignInOptions options, TimeProvider clock)
{
    private const string OfAge = "civic.child-of-age";

    private string Cookie => CivicPages.CookieName(settings, "for-child");

    internal void Set(HttpContext http, bool isForChild)
    {
        if (isForChild)
        {
            http.Response.Cookies.Append(Cookie, "1", Options(http));
        }
        else if (http.Request.Cookies.ContainsKey(Cookie))
        {
            http.Response.Cookies.Delete(Cookie, Options(http));
        }
    }

    /// <summary>Where the person is told; null where no session for a child was in this browser.</summary>
    internal string? Told(HttpContext http, string back)
    {
        if (!http.Request.Cookies.ContainsKey(Cookie))
        {
            return null;
        }

        Set(http, isForChild: false);
        var what = http.Items.ContainsKey(OfAge) ? SignInProblems.ChildOfAge : SignInProblems.ChildOver;
        return $"/sign-in-problem?what={what}&returnUrl={Uri.EscapeDataString(back)}";
    }

    /// <summary>
    /// How long a session may last, however busy; nothing from the day on which the child is of age. Where the day of
    /// birth is not known it is the first one possible, as at the bridge: nobody is acted for too long (ADR 43).
    /// </summary>
    internal TimeSpan LongestOf(HttpContext http, ClaimsPrincipal person)
    {
        if (Representative.Of(person) is null)
        {
            return options.Absolute;
        }

        if (PartialDate.TryParse(person.FindFirstValue(BridgeClaims.BirthDate), out var born)
            && options.RepresentsBelowAge is { } age && clock.TodayInVietnam() < born.Earliest.AddYears(age))
        {
            return options.Representing;
        }

        http.Items[OfAge] = true;
        return TimeSpan.Zero;
    }

    private CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = settings.IsProduction || http.Request.IsHttps,
        Path = "/",
        IsEssential = true,
    };
}
