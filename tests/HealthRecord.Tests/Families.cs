using System.Text.RegularExpressions;
using Civic.Sandbox;

namespace Civic.HealthRecord.Tests;

/// <summary>Signing in for a child: the steps that its tests share.</summary>
internal static partial class Families
{
    internal static async Task<Browser> SignedInForAsync(
        this House house, string actor, string child, string page = "/ho-so")
    {
        var browser = new Browser();
        await browser.GoAsync(
            $"{house.Health.Address}/sign-in?forChild=true&returnUrl={Uri.EscapeDataString(page)}");
        await browser.LogInForAsync(actor, child);
        return browser;
    }

    /// <summary>At VNeID's page and the bridge's; <paramref name="child"/> null to go on for oneself.</summary>
    internal static async Task LogInForAsync(this Browser browser, string actor, string? child)
    {
        await browser.SubmitAsync(browser.Address.ToString(), ("Persona", actor));
        browser.Address.AbsolutePath.ShouldStartWith("/represent/");
        await (child is null
            ? browser.SubmitAsync(browser.Address.ToString(), ("act", "self"))
            : browser.SubmitAsync(
                browser.Address.ToString(), ("act", "child"), ("Number", House.NumberOf(child)),
                ("Name", Personas.ById(child).Name),
                ("BirthDate", Personas.ById(child).BirthDate.ToString("dd/MM/yyyy", null))));
        if (browser.Address.AbsolutePath.StartsWith("/consent/", StringComparison.Ordinal))
        {
            (string, string)[] choice = Choice().Match(browser.Page) is { Success: true } shown
                ? [("choice", shown.Groups[1].Value)] : [];
            await browser.SubmitAsync(browser.Address.ToString(), [("decision", "approve"), .. choice]);
        }
    }

    [GeneratedRegex("name=\"choice\" value=\"([^\"]+)\"")]
    private static partial Regex Choice();
}
