using Microsoft.Playwright;
using Shouldly;

namespace Civic.IdentityBridge.Tests;

/// <summary>A real browser as wide as a common phone; axe looks each page over, and a picture of it is kept.</summary>
internal sealed class Phone : IAsyncDisposable
{
    private const int Width = 360;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Phone(IPlaywright playwright, IBrowser browser, IPage page) =>
        (_playwright, _browser, Page) = (playwright, browser, page);

    internal IPage Page { get; }

    internal static async Task<Phone> NewAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
        return new(playwright, browser, await browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = Width, Height = 740 },
            Locale = "vi-VN",
        }));
    }

    internal async Task LookAsync(string what)
    {
        var pictures = Directory.CreateDirectory(
            Path.Combine(ForeignTests.PathOf(".."), "..", "..", "artifacts", "screens"));
        await Page.ScreenshotAsync(
            new() { Path = Path.Combine(pictures.FullName, $"bridge-{what}.png"), FullPage = true });
        await Page.EvaluateAsync(
            await File.ReadAllTextAsync(ForeignTests.PathOf("node_modules/axe-core/axe.min.js")));
        (await Page.EvaluateAsync<string>(
            "async () => JSON.stringify((await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)]))"))
            .ShouldBe("[]", what);
        (await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"))
            .ShouldBeLessThanOrEqualTo(Width, what);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
