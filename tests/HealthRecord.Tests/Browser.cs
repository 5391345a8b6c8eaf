using System.Net;
using System.Text.RegularExpressions;

namespace Civic.HealthRecord.Tests;

/// <summary>A person's browser: keeps cookies, follows redirects one by one, sends the forms of pages.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true });

    internal Uri Address { get; private set; } = new("http://localhost");

    internal HttpStatusCode Status { get; private set; }

    internal string Page { get; private set; } = "";

    internal byte[] Body { get; private set; } = [];

    /// <summary>The page's text as a reader sees it, entities undone.</summary>
    internal string Text => WebUtility.HtmlDecode(Page);

    internal Task GoAsync(string address) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Address, address)));

    /// <summary>Sends a form to <paramref name="action"/> with the page's antiforgery value.</summary>
    internal Task SubmitAsync(string action, params (string Name, string Value)[] fields)
    {
        var form = fields.ToDictionary(f => f.Name, f => f.Value);
        if (Antiforgery().Match(Page) is { Success: true } token)
        {
            form["__RequestVerificationToken"] = token.Groups[1].Value;
        }

        return SendAsync(
            new HttpRequestMessage(HttpMethod.Post, new Uri(Address, action))
            {
                Content = new FormUrlEncodedContent(form),
            }
        );
    }

    public void Dispose() => _http.Dispose();

    private async Task SendAsync(HttpRequestMessage request)
    {
        for (var hop = 0; hop < 15; hop++)
        {
            using (request)
            {
                Address = request.RequestUri!;
                request.Headers.Accept.ParseAdd("text/html");
                using var answer = await _http.SendAsync(request);
                Status = answer.StatusCode;
                Body = await answer.Content.ReadAsByteArrayAsync();
                Page = System.Text.Encoding.UTF8.GetString(Body);
                if (answer.Headers.Location is not { } location)
                {
                    return;
                }

                Address = new Uri(Address, location);
            }

            request = new HttpRequestMessage(HttpMethod.Get, Address);
        }

        throw new InvalidOperationException("Too many redirects.");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
