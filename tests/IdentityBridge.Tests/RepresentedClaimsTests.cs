using System.Text.Json;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;
using static Civic.IdentityBridge.Tests.Representing;

namespace Civic.IdentityBridge.Tests;

/// <summary>What is released of a child is what the consent page showed, with the register as the proof.</summary>
public sealed class RepresentedClaimsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Release_VoluntaryClaims_AreTheChildsAndOnlyWhatWasTicked(bool isTicked)
    {
        await using var house = await StartAsync(DatabaseKind.Sqlite);
        using var browser = await AskAsync(
            house, """{"userinfo":{"name":null,"birthdate":{"essential":true}},"id_token":{"national_id":null}}""");

        var (idToken, userInfo) = await AnswersAsync(
            house, browser, isTicked ? [("voluntary.name", "on"), ("voluntary.national_id", "on")] : []);

        Names(userInfo).ShouldBe(
            isTicked ? ["act", "birthdate", "name", "sub"] : ["act", "birthdate", "sub"], ignoreOrder: true);
        userInfo.GetProperty("birthdate").GetString().ShouldBe("2017-04-03");
        (idToken.TryGetProperty("national_id", out var number) ? number.GetString() : null)
            .ShouldBe(isTicked ? Personas.ById("be-na").Number.Value : null);
    }

    [Theory]
    [InlineData("""{"trust_framework":null,"time":null,"evidence":null,"assurance_level":null}""", true)]
    [InlineData("""{"trust_framework":{"value":"vn_eid"},"assurance_level":{"essential":false}}""", true)]
    [InlineData("""{"trust_framework":null,"assurance_level":{"value":"urn:civic:loa:2"}}""", false)]
    [InlineData(
        """{"trust_framework":null,"evidence":[{"record":{"type":{"value":"electronic_identity_account"}}}]}""", false)]
    public async Task VerifiedClaims_OfAChild_HaveTheRegisterAsTheOnlyEvidence(string verification, bool isMet)
    {
        await using var house = await StartAsync(DatabaseKind.Sqlite);
        var asked = $$"""{"verification":{{verification}},"claims":{"name":{"essential":true} } }""";
        using var browser = await AskAsync(house, $$"""{"userinfo":{"verified_claims":{{asked}} } }""");

        var (_, userInfo) = await AnswersAsync(house, browser, []);

        userInfo.TryGetProperty("verified_claims", out var verified).ShouldBe(isMet);
        if (isMet)
        {
            verified.GetProperty("claims").GetProperty("name").GetString().ShouldBe("Đinh Bảo Na");
            var said = verified.GetProperty("verification");
            said.TryGetProperty("assurance_level", out _).ShouldBeFalse();
            if (said.TryGetProperty("evidence", out var evidence))
            {
                evidence.EnumerateArray().ShouldHaveSingleItem().GetProperty("record").GetProperty("type").GetString()
                    .ShouldBe("population_register");
                said.GetProperty("time").GetString().ShouldBe("2026-03-02T01:00:00Z");
            }
        }
    }

    [Fact]
    public async Task Release_OnlyTheYearIsOnRecord_IsTheYear()
    {
        var register = Family();
        await using var house = await StartAsync(DatabaseKind.Sqlite, register);
        register.Now(register.People[^1] with { YearOnly = true });

        var tokens = await TokensAsync(house, "minh", "be-na");

        tokens.Token("id_token").GetPayloadValue<string>("birthdate").ShouldBe("2017");
    }

    private static async Task<Browser> AskAsync(House house, string claims)
    {
        var browser = await AtChoiceAsync(house, "minh", request =>
        {
            request["scope"] = "openid represent";
            request["claims"] = claims;
        });
        await browser.ForAsync("be-na");
        return browser;
    }

    private static async Task<(JsonElement IdToken, JsonElement UserInfo)> AnswersAsync(
        House house, Browser browser, (string, string)[] ticked)
    {
        await browser.AgreeAtAsync(ByHand.Redirect, ticked);
        var tokens = await house.Client.PostAsync(
            "/token", house.Client.CodeGrant(ByHand.In(browser.Address, "code")!));
        return (
            JsonDocument.Parse(Base64UrlEncoder.Decode(tokens.Token("id_token").EncodedPayload)).RootElement,
            (await house.Client.UserInfoAsync(tokens.Text("access_token"))).Body);
    }

    private static IEnumerable<string> Names(JsonElement answer) => answer.EnumerateObject().Select(p => p.Name);
}
