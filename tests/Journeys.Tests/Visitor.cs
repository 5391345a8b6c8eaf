using System.Globalization;
using Microsoft.Playwright;
using Shouldly;

namespace Civic.Journeys.Tests;

/// <summary>
/// A person with a phone of 360 x 740: clicks, is looked over by axe on every page, leaves a picture of it.
/// </summary>
internal sealed class Visitor : IAsyncDisposable
{
    private static readonly Lazy<string> Axe = new(() =>
        File.ReadAllText(
            Path.Combine(KeptHouse.Root, "tests", "Journeys.Tests", "Axe", "node_modules", "axe-core", "axe.min.js")
        )
    );

    /// <summary>For a slow machine that does other work beside this.</summary>
    private const float PatienceInMilliseconds = 90_000;

    private const string PressMark = "civicPressed";

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
    internal const int Phone = 360;

    internal IPage Page { get; }

    /// <summary>Every address that the browser asked for.</summary>
    internal List<string> Addresses { get; } = [];

    /// <summary>What the browser's console called an error, such as a breach of the content security policy.</summary>
    internal List<string> Complaints { get; } = [];

    internal static async Task<Visitor> NewAsync(string name, int width = Phone)
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
    internal async Task SignInAsync(string address, string personaId)
    {
        await Page.GotoAsync(address);
        await LookAsync("vneid");
        await EnterAsync(personaId);
        await LookAsync("consent");
        await PressAsync("button[name=decision][value=approve]");
    }

    /// <summary>Gives number and passcode to VNeID, whose page is open.</summary>
    internal async Task EnterAsync(string personaId)
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
    internal async Task PressAsync(string selector)
    {
        await Page.EvaluateAsync($"() => {{ document.{PressMark} = true; }}");
        await Page.ClickAsync(selector);
        await Page.WaitForFunctionAsync($"() => !document.{PressMark} && document.readyState === 'complete'");
    }

    internal async Task GoAndLookAsync(string address, string what)
    {
        await Page.GotoAsync(address);
        await LookAsync(what);
    }

    /// <summary>Takes a picture of the whole page and asks axe about it.</summary>
    internal async Task LookAsync(string what)
    {
        await Page.WaitForFunctionAsync("() => document.readyState === 'complete'");
        var folder = Directory.CreateDirectory(Path.Combine(KeptHouse.Root, "artifacts", "screens")).FullName;
        await Page.ScreenshotAsync(
            new()
            {
                Path = Path.Combine(
                    folder,
                    string.Create(CultureInfo.InvariantCulture, $"{_name}-{++_pictures:00}-{what}.png")
                ),
                FullPage = true,
            }
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

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
