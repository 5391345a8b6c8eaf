using System.Net;
using System.Text.Json;
using Civic.Shared.Storage;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>What a service takes as a security event of the bridge (RFC 8417, RFC 8935), and what not.</summary>
public sealed class SecurityEventTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("issuer", "invalid_issuer")]
    [InlineData("audience", "invalid_audience")]
    [InlineData("key", "invalid_key")]
    [InlineData("signature", "authentication_failed")]
    [InlineData("unsigned", "invalid_request")]
    [InlineData("type", "invalid_request")]
    [InlineData("old", "invalid_request")]
    [InlineData("future", "invalid_request")]
    [InlineData("format", "invalid_request")]
    [InlineData("subject", "invalid_request")]
    [InlineData("events", "invalid_request")]
    [InlineData("jti", "invalid_request")]
    public async Task Push_WrongInOneThing_IsRefusedWithItsCodeAndNothingEnds(string how, string error)
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, services: true);
        using var browser = await house.SignedInAsync(house.Judicial!, "an");
        var forge = new SetForge(house);

        var (status, body) = await forge.PushAsync(await forge.TokenAsync(SubjectOf(browser), how));

        status.ShouldBe(400);
        JsonDocument.Parse(body).RootElement.GetProperty("err").GetString().ShouldBe(error);
        await browser.GoAsync(house.Judicial!.Address + "/me");
        browser.Status.ShouldBe(HttpStatusCode.OK);
        SubjectOf(browser).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Push_OtherMediaType_IsInvalidRequest()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, services: true);
        var forge = new SetForge(house);

        var (status, body) = await forge.PushAsync(await forge.TokenAsync("somebody"), "application/jwt");

        status.ShouldBe(400);
        body.ShouldContain("invalid_request");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Push_Twice_EndsTheSessionsOnceAndIsAcknowledgedBothTimes(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, services: true);
        using var browser = await house.SignedInAsync(house.Judicial!, "an");
        using var other = await house.SignedInAsync(house.Judicial!, "binh");
        var forge = new SetForge(house);
        var token = await forge.TokenAsync(SubjectOf(browser));

        (await forge.PushAsync(token)).ShouldBe((202, ""));
        await browser.GoAsync(house.Judicial!.Address + "/me", house.Issuer);
        browser.Address.ToString().ShouldStartWith(house.Issuer, Case.Sensitive, "signed out");
        await other.GoAsync(house.Judicial.Address + "/me");
        other.Status.ShouldBe(HttpStatusCode.OK, "somebody else's session goes on");
        using var again = await house.SignedInAsync(house.Judicial, "an");

        (await forge.PushAsync(token)).ShouldBe((202, ""), "a lost acknowledgement is given again");

        await again.GoAsync(house.Judicial.Address + "/me");
        SubjectOf(again).ShouldNotBeEmpty();
        await using var scope = house.Judicial.Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<CivicDbContext>().AuditEvents
            .CountAsync(e => e.Action == "security-event.received", Stop)).ShouldBe(1);
    }

    [Fact]
    public async Task Push_KeysRolledOver_TheNewKeysTokenIsTakenAndAWithdrawnKeysIsNot()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, services: true);
        var forge = new SetForge(house);
        (await forge.PushAsync(await forge.TokenAsync("somebody"))).ShouldBe((202, ""));
        house.Clock.Advance(TimeSpan.FromDays(29.5));
        var before = await forge.TokenAsync("somebody");
        house.Clock.Advance(TimeSpan.FromDays(2));
        var after = await forge.TokenAsync("somebody");
        new JsonWebToken(after).Kid.ShouldNotBe(new JsonWebToken(before).Kid);

        (await forge.PushAsync(after)).ShouldBe((202, ""));
        (await forge.PushAsync(before)).Body.ShouldContain("invalid_key");
    }

    [Fact]
    public async Task Discovery_AskedByAnybody_NamesOnlyWhatIsThere()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        var document = JsonDocument.Parse(await house.Http.GetStringAsync(
            house.Issuer + "/.well-known/ssf-configuration", Stop)).RootElement;

        document.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString()).ShouldBe(
            new Dictionary<string, string>
            {
                ["issuer"] = house.Issuer,
                ["spec_version"] = "1_0",
                ["jwks_uri"] = house.Issuer + "/.well-known/jwks.json",
                ["delivery_methods_supported"] = "[\"urn:ietf:rfc:8935\"]",
                ["default_subjects"] = "ALL",
            },
            ignoreOrder: true);
    }

    private static string SubjectOf(Browser browser) =>
        JsonSerializer.Deserialize<Me>(browser.Page, JsonSerializerOptions.Web)!.Subject;
}
