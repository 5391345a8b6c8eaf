using Microsoft.AspNetCore.Http;

namespace Civic.Shared.Hosting;

/// <summary>
/// Where a page's forms may lead: a browser applies form-action to redirects after a POST too, so the bridge, the
/// gateway and the registered redirect addresses are named here by the service that sends people there.
/// </summary>
public sealed class PageSecurity
{
    private readonly HashSet<string> _formActions = new(StringComparer.Ordinal);

    public void AllowFormsTo(string address)
    {
        lock (_formActions)
        {
            _formActions.Add(new Uri(address).GetLeftPart(UriPartial.Authority));
            Policy = Compose();
        }
    }

    /// <summary>
    /// For a mock whose callers nobody can list: wherever a client of the bridge may live (https, or a port of this
    /// machine).
    /// </summary>
    public void AllowFormsToAnySite()
    {
        lock (_formActions)
        {
            _formActions.UnionWith(["https:", "http://localhost:*", "http://127.0.0.1:*"]);
            Policy = Compose();
        }
    }

    internal string Policy { get; private set; } = Compose([]);

    private string Compose() => Compose(_formActions);

    private static string Compose(IEnumerable<string> formActions) =>
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action " +
        string.Join(' ', formActions.Prepend("'self'"));
}

internal sealed class SecurityHeaders(RequestDelegate next, PageSecurity security, CivicSettings settings)
{
    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = security.Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (settings.IsProduction)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        // Pages speak of one person; nothing of them stays in a shared cache. Assets set their own value.
        headers.CacheControl = "no-store";
        return next(http);
    }
}
