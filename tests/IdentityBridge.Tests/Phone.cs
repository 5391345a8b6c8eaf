using Microsoft.Playwright;
using Shouldly;

namespace Civic.IdentityBridge.Tests;

/// <summary>A real browser as wide as a common phone; axe looks each page over, and a picture of it is kept.</summary>
internal sealed class Phone : IAsyncDisposable
{
    private const int Width = 360;
    private const int Attempts = 4;
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
        await Page.WaitForFunctionAsync("() => document.readyState === 'complete'");
        await PictureAsync(Path.Combine(pictures.FullName, $"bridge-{what}.png"));
        await Page.EvaluateAsync(
            await File.ReadAllTextAsync(ForeignTests.PathOf("node_modules/axe-core/axe.min.js")));
        (await Page.EvaluateAsync<string>(
            "async () => JSON.stringify((await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)]))"))
            .ShouldBe("[]", what);
        (await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"))
            .ShouldBeLessThanOrEqualTo(Width, what);
    }

    /// <summary>
    /// On a busy machine the browser at times has no frame to take a picture of; the next one it has. What is judged
    /// is the page itself, not the picture.
    /// </summary>
    private async Task PictureAsync(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Page.ScreenshotAsync(new() { Path = path, FullPage = true });
                return;
            }
            catch (PlaywrightException e) when (
                attempt < Attempts && e.Message.Contains("Unable to capture screenshot", StringComparison.Ordinal))
            {
                await Page.WaitForTimeoutAsync(500);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
