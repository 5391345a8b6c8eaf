using System.Net;

namespace Civic.Browsing;

/// <summary>
/// A person's browser without scripts: keeps cookies, follows redirects, fills in and sends forms. One is one person at
/// one device.
/// </summary>
public sealed class Browser : IDisposable
{
    private const int MostRedirects = 20;
    private readonly List<Visit> _visits = [];
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
        }
    )
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    public CookieJar Cookies { get; } = new();

    /// <summary>Every request made, redirects included, in order.</summary>
    public IReadOnlyList<Visit> Visits => _visits;

    public string Language { get; set; } = "vi";

    /// <summary>Opens an address and follows redirects; any status is a page.</summary>
    public Task<Page> GoAsync(string address, CancellationToken cancellation = default) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, address), null, cancellation);

    /// <summary>As <see cref="GoAsync"/>, but stops at the first answer, so that a redirect can be looked at.</summary>
    public async Task<Page> AskAsync(string address, CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var answer = await ExchangeAsync(request, null, cancellation);
        return await Page.ReadAsync(this, request.RequestUri!, answer, cancellation);
    }

    public void Dispose() => _http.Dispose();

    internal async Task<Page> SendAsync(HttpRequestMessage request, Uri? from, CancellationToken cancellation)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var sent = request;
            using var answer = await ExchangeAsync(sent, from, cancellation);
            if (!IsRedirect(answer, out var location))
            {
                return await Page.ReadAsync(this, sent.RequestUri!, answer, cancellation);
            }

            if (redirects == MostRedirects)
            {
                throw new BrowsingException($"More than {MostRedirects} redirects, the last to {location}.");
            }

            request = await FollowAsync(sent, answer.StatusCode, new Uri(sent.RequestUri!, location), cancellation);
        }
    }

    private static bool IsRedirect(HttpResponseMessage answer, out Uri location)
    {
        location = answer.Headers.Location!;
        return (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 && location is not null;
    }

    private static async Task<HttpRequestMessage> FollowAsync(
        HttpRequestMessage sent,
        HttpStatusCode status,
        Uri location,
        CancellationToken cancellation
    )
    {
        // 307 and 308 keep method and body (RFC 9110 15.4.8); browsers turn the others into GET.
        if (
            status is not (HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || sent.Content is null
        )
        {
            return new HttpRequestMessage(HttpMethod.Get, location);
        }

        var body = new ByteArrayContent(await sent.Content.ReadAsByteArrayAsync(cancellation));
        body.Headers.ContentType = sent.Content.Headers.ContentType;
        return new HttpRequestMessage(sent.Method, location) { Content = body };
    }

    private async Task<HttpResponseMessage> ExchangeAsync(
        HttpRequestMessage request,
        Uri? from,
        CancellationToken cancellation
    )
    {
        var address = request.RequestUri!;
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        request.Headers.TryAddWithoutValidation("Accept-Language", Language);
        if (Cookies.HeaderFor(address) is { Length: > 0 } cookies)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        }

        if (from is not null && request.Method != HttpMethod.Get)
        {
            request.Headers.TryAddWithoutValidation("Origin", from.GetLeftPart(UriPartial.Authority));
        }

        var answer = await _http.SendAsync(request, cancellation);
        _visits.Add(new Visit(request.Method.Method, address, (int)answer.StatusCode));
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var header in set)
            {
                Cookies.Keep(address, header);
            }
        }

        return answer;
    }
}

/// <summary>One request of a browser.</summary>
public sealed record Visit(string Method, Uri Address, int Status);

/// <summary>A person could not go on: there is no such link, form, field or choice on the page.</summary>
public sealed class BrowsingException(string message) : Exception(message);
