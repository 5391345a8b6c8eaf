using System.Globalization;
using Civic.Shared.Hosting;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Civic.Shared.SignIn;

/// <summary>The session cookie: unreadable to scripts, named per service, its ticket kept in the database.</summary>
internal sealed class SignInCookie(CivicSettings settings, SignInOptions options, SessionStore store, ChildMark mark)
    : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    public void Configure(string? name, CookieAuthenticationOptions cookie)
    {
        if (name == SignInSchemes.Cookie)
        {
            Configure(cookie);
        }
    }

    public void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = CivicPages.CookieName(settings, "session");
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = settings.IsProduction ? CookieSecurePolicy.Always
            : CookieSecurePolicy.SameAsRequest;
        cookie.SessionStore = store;
        cookie.ExpireTimeSpan = options.Idle;
        cookie.SlidingExpiration = true;
        cookie.Events.OnRedirectToLogin = Challenge;
        cookie.Events.OnRedirectToAccessDenied = Refuse;
        cookie.Events.OnValidatePrincipal = EndAfterAbsoluteTimeAsync;
    }

    /// <summary>A person is led to sign in and back to the page; a program is told 401.</summary>
    private Task Challenge(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (!request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        string back = HttpMethods.IsGet(request.Method) ? request.Path.ToString() + request.QueryString : request.Path
            .ToString();
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location =
            mark.Told(context.HttpContext, back) ?? "/sign-in?returnUrl=" + Uri.EscapeDataString(back);
        return Task.CompletedTask;
    }

    /// <summary>403, or where only a fresh login is missing, the way to it.</summary>
    private static Task Refuse(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        if (StepUp.AskedOf(context.HttpContext) is not { } asked)
        {
            return Task.CompletedTask;
        }

        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = StepUp.Challenge(asked);
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        var back = Uri.EscapeDataString(asked.Back(context.Request));
        // A browser applies the page's form-action to every redirect after a form, and VNeID is not in it.
        var way = HttpMethods.IsGet(context.Request.Method) ? "/sign-in" : "/sign-in-again";
        context.Response.Headers.Location = string.Create(
            CultureInfo.InvariantCulture, $"{way}?returnUrl={back}&maxAge={asked.LongestAge.TotalSeconds:0}");
        return Task.CompletedTask;
    }

    private async Task EndAfterAbsoluteTimeAsync(CookieValidatePrincipalContext context)
    {
        var now = context.Options.TimeProvider!.GetUtcNow();
        if (!context.Properties.Items.TryGetValue(SignInCallback.Started, out var started)
            || !long.TryParse(started, CultureInfo.InvariantCulture, out var seconds)
            || now - DateTimeOffset.FromUnixTimeSeconds(seconds)
                >= mark.LongestOf(context.HttpContext, context.Principal!))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(SignInSchemes.Cookie);
        }
    }
}
