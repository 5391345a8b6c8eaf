using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Civic.Browsing;

/// <summary>What came back at the end of the redirects: a page to read and act on, or a file.</summary>
public sealed class Page
{
    private readonly Browser _browser;
    private readonly Lazy<IHtmlDocument> _document;

    private Page(
        Browser browser,
        Uri address,
        int status,
        HttpResponseHeaders headers,
        HttpContentHeaders content,
        byte[] body
    )
    {
        _browser = browser;
        Address = address;
        Status = status;
        Headers = headers;
        ContentType = content.ContentType?.MediaType ?? "";
        FileName = content.ContentDisposition?.FileNameStar ?? content.ContentDisposition?.FileName?.Trim('"');
        Body = body;
        _document = new(() => new HtmlParser().ParseDocument(new MemoryStream(Body)));
    }

    public Uri Address { get; }

    public int Status { get; }

    public HttpResponseHeaders Headers { get; }

    public string ContentType { get; }

    public string? FileName { get; }

    public byte[] Body { get; }

    public IHtmlDocument Document => _document.Value;

    public string Title => Document.Title ?? "";

    /// <summary>What stands on the page, with runs of white space as one blank.</summary>
    public string Text => Squeeze((Document.QuerySelector("main") ?? Document.Body)?.TextContent);

    /// <summary>Text of the first element that fits the selector.</summary>
    /// <exception cref="BrowsingException">There is none.</exception>
    public string TextOf(string selector) => Squeeze(Find(selector).TextContent);

    public string[] TextsOf(string selector) =>
        [.. Document.QuerySelectorAll(selector).Select(e => Squeeze(e.TextContent))];

    public string? AttributeOf(string selector, string attribute) => Find(selector).GetAttribute(attribute);

    public bool Has(string selector) => Document.QuerySelector(selector) is not null;

    /// <summary>Follows the first link whose text contains <paramref name="text"/>.</summary>
    public Task<Page> FollowAsync(string text, CancellationToken cancellation = default)
    {
        var link =
            Document
                .QuerySelectorAll("a[href]")
                .FirstOrDefault(a => Squeeze(a.TextContent).Contains(text, StringComparison.OrdinalIgnoreCase))
            ?? throw Missing($"link '{text}'", TextsOf("a[href]"));
        return OpenAsync(link.GetAttribute("href")!, cancellation);
    }

    /// <summary>Follows the first link that fits the selector.</summary>
    public Task<Page> FollowFirstAsync(string selector, CancellationToken cancellation = default) =>
        OpenAsync(Find(selector).GetAttribute("href") ?? throw Missing($"address in '{selector}'", []), cancellation);

    /// <summary>Opens an address as it would stand on this page (relative or not).</summary>
    public Task<Page> OpenAsync(string address, CancellationToken cancellation = default) =>
        _browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Address, address)), Address, cancellation);

    /// <summary>The form that fits the selector, such as "form[action$='/payment']" or "#declaration".</summary>
    public PageForm Form(string selector) =>
        new(_browser, this, Find(selector) as IHtmlFormElement ?? throw Missing($"form '{selector}'", []));

    /// <summary>
    /// The form with a button whose text contains <paramref name="text"/>; sending it presses that button.
    /// </summary>
    public PageForm FormWithButton(string text)
    {
        var button =
            Document
                .QuerySelectorAll("form button, form input[type=submit]")
                .FirstOrDefault(b =>
                    Squeeze(b.TextContent + b.GetAttribute("value")).Contains(text, StringComparison.OrdinalIgnoreCase)
                )
            ?? throw Missing($"button '{text}'", TextsOf("form button"));
        return new PageForm(_browser, this, (IHtmlFormElement)button.Closest("form")!, button);
    }

    /// <exception cref="BrowsingException">The status is another; the message shows the page's text.</exception>
    public Page MustBe(int status = 200) =>
        Status == status
            ? this
            : throw new BrowsingException(
                $"{Address.GetLeftPart(UriPartial.Path)} answered {Status}, not {status}: {Text}"
            );

    public override string ToString() => $"{Status} {Address.GetLeftPart(UriPartial.Path)}";

    internal static async Task<Page> ReadAsync(
        Browser browser,
        Uri address,
        HttpResponseMessage answer,
        CancellationToken cancellation
    ) =>
        new(
            browser,
            address,
            (int)answer.StatusCode,
            answer.Headers,
            answer.Content.Headers,
            await answer.Content.ReadAsByteArrayAsync(cancellation)
        );

    internal BrowsingException Missing(string what, IEnumerable<string> there) =>
        new(
            $"No {what} on {this}; there is: {string.Join(" | ", there)}. "
                + $"The page says: {Text[..Math.Min(600, Text.Length)]}"
        );

    private IElement Find(string selector) => Document.QuerySelector(selector) ?? throw Missing($"'{selector}'", []);

    private static string Squeeze(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
