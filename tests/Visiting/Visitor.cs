using System.Globalization;
using Microsoft.Playwright;
using Shouldly;

namespace Civic.Visiting;

/// <summary>
/// A person with a phone of 360 x 740: clicks, is looked over by axe on every page, leaves a picture of it.
/// </summary>
public sealed class Visitor : IAsyncDisposable
{
    /// <summary>The folder of Civic.sln, which the tests lie below.</summary>
    public static string Root { get; } = FindRoot();

    private static readonly Lazy<string> Axe = new(() =>
        File.ReadAllText(
            Path.Combine(Root, "tests", "Visiting", "Axe", "node_modules", "axe-core", "axe.min.js")
        )
    );

    /// <summary>For a slow machine that does other work beside this.</summary>
    private const float PatienceInMilliseconds = 90_000;

    private const string PressMark = "civicPressed";

    private const int PictureAttempts = 4;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly string _name;
    private int _pictures;

    private Visitor(IPlaywright playwright, IBrowser browser, IPage page, string name)
    {
        (_playwright, _browser, _name, Page) = (playwright, browser, name, page);
        page.Request += (_, request) => Addresses.Add(request.Url);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Complaints.Add(message.Text);
            }
        };
    }

    /// <summary>CSS pixels of a common phone's width.</summary>
    public const int Phone = 360;

    public IPage Page { get; }

    /// <summary>Every address that the browser asked for.</summary>
    public List<string> Addresses { get; } = [];

    /// <summary>What the browser's console called an error, such as a breach of the content security policy.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<Visitor> NewAsync(string name, int width = Phone)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = "/usr/bin/chromium",
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
            }
        );
        var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 740 },
                Locale = "vi-VN",
            }
        );
        context.SetDefaultTimeout(PatienceInMilliseconds);
        return new Visitor(playwright, browser, await context.NewPageAsync(), name);
    }

    /// <summary>Signs in at VNeID with number and passcode and agrees at the bridge.</summary>
    public async Task SignInAsync(string address, string personaId)
    {
        await Page.GotoAsync(address);
        await LookAsync("vneid");
        await EnterAsync(personaId);
        await LookAsync("consent");
        await PressAsync("button[name=decision][value=approve]");
    }

    /// <summary>Gives number and passcode to VNeID, whose page is open.</summary>
    public async Task EnterAsync(string personaId)
    {
        var persona = Sandbox.Personas.ById(personaId);
        await Page.FillAsync("#Number", persona.Number.Value);
        await Page.FillAsync("#Passcode", persona.Passcode);
        await PressAsync("button[name=Act][value=passcode]");
    }

    /// <summary>
    /// Clicks on what leads to another document and waits until that one stands whole: a mark on the old document
    /// tells them apart, also where both have the same address.
    /// </summary>
    public async Task PressAsync(string selector)
    {
        await Page.EvaluateAsync($"() => {{ document.{PressMark} = true; }}");
        await Page.ClickAsync(selector);
        await Page.WaitForFunctionAsync($"() => !document.{PressMark} && document.readyState === 'complete'");
    }

    public async Task GoAndLookAsync(string address, string what)
    {
        await Page.GotoAsync(address);
        await LookAsync(what);
    }

    /// <summary>Takes a picture of the whole page and asks axe about it.</summary>
    public async Task LookAsync(string what)
    {
        await Page.WaitForFunctionAsync("() => document.readyState === 'complete'");
        var folder = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screens")).FullName;
        await PictureAsync(
            Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{_name}-{++_pictures:00}-{what}.png"))
        );
        await Page.EvaluateAsync(Axe.Value);
        var found = await Page.EvaluateAsync<string[]>(
            "async () => (await axe.run(document)).violations.map(v => "
                + "`${v.id} (${v.impact}): ${v.help}; ${v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', ')}`)"
        );
        found.ShouldBeEmpty($"{what}: {Page.Url}");
        (await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(
            Page.ViewportSize!.Width,
            $"{what} is wider than the screen"
        );
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
            catch (PlaywrightException e)
                when (attempt < PictureAttempts
                    && e.Message.Contains("Unable to capture screenshot", StringComparison.Ordinal)
                )
            {
                await Page.WaitForTimeoutAsync(500);
            }
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Civic.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests must lie below Civic.sln.");
        }

        return folder.FullName;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
