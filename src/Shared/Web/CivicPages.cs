using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.WebEncoders;

namespace Civic.Shared.Web;

internal static class CivicPages
{
    /// <summary>
    /// Razor Pages below the project's Web folder, in the shared layout, with antiforgery on every form.
    /// </summary>
    internal static void AddCivicPages(this IServiceCollection services, CivicSettings settings)
    {
        services
            .AddRazorPages(o => o.RootDirectory = "/Web")
            .ConfigureApplicationPartManager(parts => AddOnce(parts, typeof(CivicPages).Assembly));
        services.AddScoped<Words>();
        services.Configure<RouteOptions>(o => o.LowercaseUrls = true);
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = CookieName(settings, "antiforgery");
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = settings.IsProduction
                ? CookieSecurePolicy.Always
                : CookieSecurePolicy.SameAsRequest;
        });
        // Vietnamese letters stand in the page as themselves; only what is dangerous in HTML is escaped.
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
    }

    private static void AddOnce(ApplicationPartManager parts, Assembly assembly)
    {
        if (parts.ApplicationParts.All(p => p.Name != assembly.GetName().Name))
        {
            foreach (
                var part in ApplicationPartFactory.GetApplicationPartFactory(assembly).GetApplicationParts(assembly)
            )
            {
                parts.ApplicationParts.Add(part);
            }
        }
    }

    /// <summary>
    /// Ports of one machine share cookies, so names differ per service; elsewhere __Host- binds them.
    /// </summary>
    internal static string CookieName(CivicSettings settings, string purpose) =>
        settings.IsProduction ? $"__Host-civic-{settings.Service}-{purpose}" : $"civic-{settings.Service}-{purpose}";
}
