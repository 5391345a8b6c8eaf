using System.Text.Json;
using Civic.Shared.SignIn;
using Civic.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;
using static Civic.IdentityBridge.Tests.Representing;

namespace Civic.IdentityBridge.Tests;

/// <summary>Who does not expect that somebody acts for the subject takes no such token.</summary>
public sealed class ActorRefusedTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, true)]
    [InlineData("{\"sub\":\"somebody\"}", false)]
    [InlineData("{}", false)]
    [InlineData("\"\"", false)]
    [InlineData("null", false)]
    public async Task Check_TokenWithAnActor_IsGoodOnlyWhereOneIsExpected(string? actor, bool isGood)
    {
        var key = EcKeys.Generate();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = "https://issuer",
            ["aud"] = "us",
            ["sub"] = "child",
            ["exp"] = Now.AddMinutes(5).ToUnixTimeSeconds(),
        };
        if (actor is not null)
        {
            claims["act"] = JsonSerializer.Deserialize<JsonElement>(actor);
        }

        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            JsonSerializer.Serialize(claims), new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256));
        StrictJws? Check(bool mayHaveActor) => JwtChecks.Check(
            token, "https://issuer", "us", null, _ => SignatureKey.Of(key), Now, mayHaveActor);

        (await JwtChecks.ValidateAsync(token, "https://issuer", "us", [], [key], Now)).IsValid.ShouldBe(isGood);
        (Check(mayHaveActor: false) is not null).ShouldBe(isGood);
        (await JwtChecks.ValidateAsync(token, "https://issuer", "us", [], [key], Now, mayHaveActor: true))
            .IsValid.ShouldBeTrue();
        Check(mayHaveActor: true).ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task SignIn_ServiceThatDoesNotExpectIt_SignsNobodyIn(DatabaseKind kind)
    {
        var address = TestHost.FreeAddresses("health")["health"];
        await using var house = await House.StartAsync(kind, registers: true, client: c => Registered(c, address));
        await using var service = await TestHost.StartAsync(
            TestService.ForChildren, new Dictionary<string, string>(house.Addresses) { ["health"] = address },
            Databases.Settings(kind), house.Clock);

        using var oneself = await AtServiceAsync(service);
        await oneself.PressAsync("act", "self");
        await oneself.PressAsync("decision", "approve");
        oneself.Page.ShouldContain("\"name\":");
        using var browser = await AtServiceAsync(service);
        await browser.ForAsync("be-na");
        await browser.AgreeAtAsync();

        browser.Address.ToString().ShouldStartWith($"{address}/sign-in-problem?what=failed");
        await browser.GoAsync(address + "/me", house.Issuer);
        browser.Address.ToString().ShouldStartWith(house.Issuer, Case.Sensitive, "nobody is signed in");
    }

    [Fact]
    public async Task Logout_HintIsAnIdTokenWithAnActor_EndsItsSession()
    {
        await using var house = await StartAsync(DatabaseKind.Sqlite);
        using var browser = await AtChoiceAsync(house, "minh");
        await browser.ForAsync("be-na");
        var tokens = await house.Client.PostAsync("/token", house.Client.CodeGrant((await browser.AgreeAsync())!));

        await browser.GoAsync($"{house.Issuer}/end-session?id_token_hint={tokens.Text("id_token")}");

        (await IsActiveAsync(house, tokens)).ShouldBeFalse();
    }

    private static async Task<Browser> AtServiceAsync(TestHost service)
    {
        var browser = new Browser();
        await browser.GoAsync(service.Address + "/sign-in?returnUrl=/me");
        await browser.PressAsync("Persona", "minh");
        browser.Address.AbsolutePath.ShouldStartWith("/represent/");
        return browser;
    }

    private static System.Text.Json.Nodes.JsonObject Registered(ByHand client, string address)
    {
        var metadata = JsonSerializer.SerializeToNode(client.Metadata(
            ("client_id", "for-children"), ("redirect_uris", new[] { address + "/signin-oidc" }),
            ("jwks_uri", address + "/.well-known/client-jwks.json"), ("scope", Scopes), ("represents_below_age", 18)))!
            .AsObject();
        metadata.Remove("jwks");
        return metadata;
    }
}
