using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Civic.IdentityBridge.Storage;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>One person acts for another: the steps that its tests share.</summary>
internal static partial class Representing
{
    internal const string Scopes = "openid profile national_id offline_access represent";

    internal static Task<House> StartAsync(
        DatabaseKind kind, RegisterByHand? register = null, int age = 14, DateTimeOffset? at = null,
        string? staff = null) =>
        House.StartAsync(
            kind, at: at, staff: staff, registers: register is null, register: register,
            client: c => c.Metadata(("scope", Scopes), ("represents_below_age", age)));

    /// <summary>A browser that came back from the upstream and is asked for whom.</summary>
    internal static async Task<Browser> AtChoiceAsync(
        House house, string persona, Action<Dictionary<string, string>>? change = null)
    {
        var browser = new Browser();
        await browser.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync(request =>
        {
            request["scope"] = Scopes;
            change?.Invoke(request);
        })));
        await browser.PressAsync("Persona", persona);
        browser.Address.AbsolutePath.ShouldStartWith("/represent/");
        return browser;
    }

    internal static Task ForAsync(this Browser browser, string child) =>
        browser.ForAsync(Registered.Of(child));

    internal static Task ForAsync(this Browser browser, Registered child) => browser.PressAsync(
        "act", "child", null, ("Number", child.Number), ("Name", child.Name),
        ("BirthDate", child.Born.ToString("dd/MM/yyyy", null)));

    /// <summary>Agrees to what the page shows; gives the code, or null where the browser came back without.</summary>
    internal static async Task<string?> AgreeAsync(this Browser browser)
    {
        await browser.AgreeAtAsync(ByHand.Redirect);
        return browser.Address.ToString().StartsWith(ByHand.Redirect, StringComparison.Ordinal)
            ? ByHand.In(browser.Address, "code") : null;
    }

    internal static Task AgreeAtAsync(this Browser browser, string? until = null, (string, string)[]? ticked = null)
    {
        browser.Address.AbsolutePath.ShouldStartWith("/consent/");
        (string, string)[] shown = Choice().Match(browser.Page) is { Success: true } choice
            ? [("choice", choice.Groups[1].Value)] : [];
        return browser.PressAsync("decision", "approve", until, [.. shown, .. ticked ?? []]);
    }

    /// <summary>The whole way; the tokens of one person for another.</summary>
    internal static async Task<Answer> TokensAsync(House house, string actor, string child)
    {
        using var browser = await AtChoiceAsync(house, actor);
        await browser.ForAsync(child);
        return await house.Client.PostAsync("/token", house.Client.CodeGrant((await browser.AgreeAsync())!));
    }

    internal static Task<Answer> RefreshAsync(House house, Answer tokens) => house.Client.PostAsync(
        "/token", new() { ["grant_type"] = "refresh_token", ["refresh_token"] = tokens.Text("refresh_token") });

    internal static async Task<bool> IsActiveAsync(House house, Answer tokens) =>
        (await house.Client.PostAsync("/introspect", new() { ["token"] = tokens.Text("access_token") }))
        .Body.GetProperty("active").GetBoolean();

    internal static JsonElement? ActOf(Answer answer, string token) =>
        answer.Token(token).TryGetPayloadValue<JsonElement>("act", out var act) ? act : null;

    /// <summary>The page about the child says why not, and going on is going on for oneself.</summary>
    internal static async Task ShouldBeRefusedAsync(
        this Browser browser, House house, HttpStatusCode status, string why)
    {
        browser.Status.ShouldBe(status);
        browser.Address.AbsolutePath.ShouldStartWith("/represent/");
        browser.Page.ShouldContain(why);
        await browser.PressAsync("act", "self");
        var tokens = await house.Client.PostAsync("/token", house.Client.CodeGrant((await browser.AgreeAsync())!));
        ActOf(tokens, "id_token").ShouldBeNull();
        tokens.Text("scope").ShouldNotContain("represent");
    }

    internal static RegisterByHand Family() => new()
    {
        People =
        {
            Registered.Of("minh"), Registered.Of("ngoc"), Registered.Of("an"),
            Registered.Of("be-na") with
            {
                Father = Personas.ById("minh").Number.Value,
                Mother = Personas.ById("ngoc").Number.Value,
            },
        },
    };

    internal static async Task<T> InDatabaseAsync<T>(House house, Func<IdentityDbContext, Task<T>> read)
    {
        await using var scope = house.Bridge.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<IdentityDbContext>());
    }

    [GeneratedRegex("name=\"choice\" value=\"([^\"]+)\"")]
    private static partial Regex Choice();
}
