using System.Net;
using System.Text.RegularExpressions;

namespace Civic.IdentityBridge.Tests;

/// <summary>A person's browser: keeps cookies, follows redirects one by one, fills in forms.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="network">Where it leads elsewhere than addresses say.</param>
    internal Browser(SocketsHttpHandler? network = null)
    {
        network ??= new SocketsHttpHandler();
        (network.AllowAutoRedirect, network.UseCookies, network.CookieContainer) = (false, true, Cookies);
        _http = new HttpClient(network);
        _http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    internal CookieContainer Cookies { get; } = new();

    internal Uri Address { get; private set; } = new("about:blank");

    internal HttpStatusCode Status { get; private set; }

    internal string Page { get; private set; } = "";

    /// <summary>Every address that the browser was sent to.</summary>
    internal List<string> Visited { get; } = [];

    /// <summary>Goes there and follows redirects, up to one that starts with <paramref name="until"/>.</summary>
    internal Task GoAsync(string address, string? until = null) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Address.IsAbsoluteUri && Address.Scheme != "about"
            ? Address : new Uri("http://localhost"), address)), until);

    /// <summary>Presses a button of the page's form.</summary>
    internal Task PressAsync(string name, string value, string? until = null, params (string, string)[] fields) =>
        PressAtAsync(Address, name, value, until, fields);

    /// <summary>The same for a form that leads elsewhere.</summary>
    internal Task PressAtAsync(
        Uri action, string name, string value, string? until = null, params (string, string)[] fields)
    {
        var form = fields.ToDictionary(f => f.Item1, f => f.Item2);
        form[name] = value;
        if (Antiforgery().Match(Page) is { Success: true } token)
        {
            form["__RequestVerificationToken"] = token.Groups[1].Value;
        }

        return SendAsync(
            new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(form) }, until);
    }

    /// <summary>Signs in to a service of the house in this browser.</summary>
    internal async Task SignInAsync(string service, string persona, string returnUrl = "/me")
    {
        await GoAsync($"{service}/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        await PressAsync("Persona", persona);
        if (Address.AbsolutePath.StartsWith("/consent/", StringComparison.Ordinal))
        {
            await PressAsync("decision", "approve");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task SendAsync(HttpRequestMessage request, string? until)
    {
        for (var hop = 0; hop < 12; hop++)
        {
            using (request)
            {
                Address = request.RequestUri!;
                Visited.Add(Address.ToString());
                using var answer = await _http.SendAsync(request);
                Status = answer.StatusCode;
                Page = await answer.Content.ReadAsStringAsync();
                if (answer.Headers.Location is not { } location)
                {
                    return;
                }

                Address = new Uri(Address, location);
            }

            if (until is not null && Address.ToString().StartsWith(until, StringComparison.Ordinal))
            {
                Visited.Add(Address.ToString());
                return;
            }

            request = new HttpRequestMessage(HttpMethod.Get, Address);
        }

        throw new InvalidOperationException("Too many redirects.");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
