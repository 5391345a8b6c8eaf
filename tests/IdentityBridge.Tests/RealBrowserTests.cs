using System.Net;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>What only a real browser enforces: a form's redirects are held to its page's form-action.</summary>
public sealed class RealBrowserTests
{
    [Theory]
    [InlineData("http://localhost")]
    [InlineData("http://127.0.0.1")]
    public async Task Login_RefusedAtVneid_LeadsTheBrowserBackToAnyClient(string host)
    {
        var site = $"{host}:{FreePorts.Next()}/";
        using var client = new HttpListener();
        client.Prefixes.Add(site);
        client.Start();
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, redirect: site + "callback");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
        var page = await browser.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        await page.GotoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync()));

        var arrived = client.GetContextAsync();
        var click = page.ClickAsync("button[value=cancel]");

        var first = await Task.WhenAny(
            arrived, Task.Delay(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        first.ShouldBe(arrived, string.Join('\n', complaints));
        var request = await arrived;
        request.Request.QueryString["error"].ShouldBe("access_denied");
        request.Response.Close();
        await click;
    }
}
