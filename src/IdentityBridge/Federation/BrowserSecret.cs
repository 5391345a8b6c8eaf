using Civic.Shared.Hosting;
using Civic.Shared.SignIn;

namespace Civic.IdentityBridge.Federation;

/// <summary>
/// Binds a login to the browser that began it. It proves nobody's identity and ends with the browser.
/// </summary>
internal static class BrowserSecret
{
    internal static string? Read(HttpContext http, CivicSettings settings) => http.Request.Cookies[NameOf(settings)];

    internal static string ReadOrMake(HttpContext http, CivicSettings settings)
    {
        if (Read(http, settings) is { Length: 43 } known)
        {
            return known;
        }

        var made = Secrets.New();
        http.Response.Cookies.Append(NameOf(settings), made, new CookieOptions
        {
            HttpOnly = true,
            // Lax: the upstream leads back here by a cross-site GET.
            SameSite = SameSiteMode.Lax,
            Secure = settings.IsProduction || http.Request.IsHttps,
            Path = "/",
            IsEssential = true,
        });
        return made;
    }

    private static string NameOf(CivicSettings settings) =>
        settings.IsProduction ? "__Host-civic-identity-browser" : "civic-identity-browser";
}
