using System.Text.Json;
using Civic.Sandbox;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>verified_claims (OpenID Connect for Identity Assurance 1.0): what is asked, met and left out.</summary>
public sealed class IdentityAssuranceTests
{
    private const string Framework = """{"trust_framework":null}""";

    [Modules("EKYCHappyPathTest")]
    [Theory, ClassData(typeof(Databases))]
    public async Task VerifiedClaims_EverythingAsked_ComeWithFrameworkEvidenceAndTime(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, registers: true);
        const string All = """
            {"trust_framework":null,"assurance_level":null,"time":{"max_age":3600},
             "evidence":[{"type":{"value":"electronic_record"},"check_details":null,
                          "record":{"type":{"value":"population_register"},"source":{"name":null}}}]}
            """;

        var (idToken, userInfo) = await AskAsync(house, Both(All, """{"name":null,"birthdate":null}"""));

        foreach (var answer in new[] { idToken, userInfo })
        {
            var verified = answer.GetProperty("verified_claims");
            Claims(answer).ShouldBe(["name", "birthdate"]);
            verified.GetProperty("claims").GetProperty("name").GetString().ShouldBe(Personas.ById("an").Name);
            verified.GetProperty("claims").GetProperty("birthdate").GetString().ShouldBe("1990-03-14");
            var verification = verified.GetProperty("verification");
            verification.GetProperty("trust_framework").GetString().ShouldBe("vn_eid");
            verification.GetProperty("assurance_level").GetString().ShouldBe("urn:civic:loa:2");
            verification.GetProperty("time").GetString().ShouldBe("2026-03-02T01:00:00Z");
            var record = verification.GetProperty("evidence").EnumerateArray().ShouldHaveSingleItem();
            record.GetProperty("check_details")[0].GetProperty("check_method").GetString().ShouldBe("data");
            record.GetProperty("record").GetProperty("source").EnumerateObject().ShouldHaveSingleItem();
        }
    }

    [Modules("EKYCHappyPathTestEmptyObjects")]
    [Modules("EKYCHappyPathTestEssentialFalse")]
    [Fact]
    public async Task VerifiedClaims_EmptyObjectsOrNotEssential_AreAsGoodAsNull()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        foreach (var wish in new[] { "null", "{}", """{"essential":false}""", """{"essential":true}""" })
        {
            var (_, userInfo) = await AskAsync(
                house, Both("""{"trust_framework":{}}""", $$"""{"name":{{wish}}}"""));

            Claims(userInfo).ShouldBe(["name"], wish);
        }
    }

    [Modules("EKYCRequestClaimUnknownToTheOP")]
    [Modules("EKYCRequestEssentialClaimUnknownToTheOP")]
    [Modules("EKYCRequestClaimWithSpecialCharsUnknownToTheOP")]
    [Fact]
    public async Task VerifiedClaims_UnknownClaim_IsLeftOutAndTheRestComes()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        foreach (var (name, wish) in new[]
        {
            ("shoe_size", "null"), ("shoe_size", """{"essential":true}"""),
            ("https://example.org/:/?#[]@!$&'*+,;=", "null"),
        })
        {
            var (idToken, userInfo) = await AskAsync(house, Both(Framework, $$"""{"name":null,"{{name}}":{{wish}}}"""));

            Claims(userInfo).ShouldBe(["name"], name);
            Claims(idToken).ShouldBe(["name"], name);
        }
    }

    [Modules("EKYCRequestClaimWithRandomValueMustBeOmitted")]
    [Fact]
    public async Task VerifiedClaims_ClaimOfAnotherValue_IsLeftOut()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        var (_, some) = await AskAsync(house, Both(Framework, """{"name":{"value":"9f2c"},"birthdate":null}"""));
        var (_, none) = await AskAsync(house, Both(Framework, """{"name":{"value":"9f2c"}}"""));

        Claims(some).ShouldBe(["birthdate"]);
        none.TryGetProperty("verified_claims", out _).ShouldBeFalse("nothing is left to say");
    }

    [Modules("EKYCTestWithUserProvidedRequest")]
    [Fact]
    public async Task VerifiedClaims_ValuesOfThePerson_AreMet()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        var (_, userInfo) = await AskAsync(house, Both(
            """{"trust_framework":{"values":["eidas","vn_eid"]},"assurance_level":{"value":"urn:civic:loa:2"}}""",
            """{"birthdate":{"values":["1990-03-14","1990-03-15"]},"gender":{"value":"male"}}"""));

        Claims(userInfo).ShouldBe(["birthdate", "gender"]);
    }

    [Modules("EKYCRequestVerifiedClaimsOnlyInIdToken")]
    [Modules("EKYCRequestVerifiedClaimsOnlyInUserinfo")]
    [Fact]
    public async Task VerifiedClaims_AskedForOneAnswer_StandInThatOneOnly()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        foreach (var destination in new[] { "id_token", "userinfo" })
        {
            var (idToken, userInfo) = await AskAsync(
                house, $$"""{"{{destination}}":{{Verified(Framework, """{"name":null}""")}}}""");

            idToken.TryGetProperty("verified_claims", out _).ShouldBe(destination == "id_token");
            userInfo.TryGetProperty("verified_claims", out _).ShouldBe(destination == "userinfo");
        }
    }

    [Modules("EKYCTestUserinfoDefaults")]
    [Modules("EKYCTestUserinfoContainsDataNotAdvertisedInOPMetadata")]
    [Theory, ClassData(typeof(Databases))]
    public async Task VerifiedClaims_FrameworkAlone_HoldNothingThatWasNotAskedOrAdvertised(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, registers: true);
        var metadata = JsonDocument.Parse(await house.Http.GetStringAsync(
            house.Issuer + "/.well-known/openid-configuration", TestContext.Current.CancellationToken)).RootElement;
        metadata.GetProperty("verified_claims_supported").GetBoolean().ShouldBeTrue();
        metadata.GetProperty("claims_parameter_supported").GetBoolean().ShouldBeTrue();
        var supported = Texts(metadata, "claims_in_verified_claims_supported");
        var wishes = string.Join(',', supported.Select(c => $"\"{c}\":null"));

        var (_, small) = await AskAsync(house, Both(Framework, $"{{{wishes}}}"));
        var (_, whole) = await AskAsync(
            house, Both("""{"trust_framework":null,"evidence":[{"type":null,"record":null}]}""", $"{{{wishes}}}"));

        small.GetProperty("verified_claims").GetProperty("verification").GetRawText()
            .ShouldBe("""{"trust_framework":"vn_eid"}""");
        Claims(small).ShouldBe(supported, ignoreOrder: true);
        var evidence = whole.GetProperty("verified_claims").GetProperty("verification").GetProperty("evidence")
            .EnumerateArray().ToList();
        evidence.Count.ShouldBe(2);
        evidence.ShouldAllBe(e => Texts(metadata, "evidence_supported").Contains(e.GetProperty("type").GetString()!));
        evidence.Select(e => e.GetProperty("record").GetProperty("type").GetString()!)
            .ShouldBe(Texts(metadata, "electronic_records_supported"), ignoreOrder: true);
        Texts(metadata, "trust_frameworks_supported").ShouldBe(["vn_eid"]);
    }

    [Theory]
    [InlineData("""{"trust_framework":{"value":"eidas"}}""")]
    [InlineData("""{"trust_framework":null,"assurance_level":{"value":"urn:civic:loa:1"}}""")]
    [InlineData("""{"trust_framework":null,"evidence":[{"type":{"value":"document"}}]}""")]
    [InlineData("""{"trust_framework":null,"evidence":[{"record":{"type":{"value":"population_register"}}}]}""")]
    [InlineData("""{"trust_framework":null,"time":{"max_age":-1}}""")]
    public async Task VerifiedClaims_RequirementNotMet_AreLeftOutAsAWhole(string verification)
    {
        // Without a register nobody can be said to have been compared with it.
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        var (idToken, userInfo) = await AskAsync(house, Both(verification, """{"name":null}"""));

        idToken.TryGetProperty("verified_claims", out _).ShouldBeFalse();
        userInfo.TryGetProperty("verified_claims", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task VerifiedClaims_SeveralAsked_ComeAsAList()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        var one = $$$"""{"verification":{{{Framework}}},"claims":{"name":null}}""";
        var other = $$$"""{"verification":{{{Framework}}},"claims":{"birthdate":null}}""";

        var (_, userInfo) = await AskAsync(house, $$$"""{"userinfo":{"verified_claims":[{{{one}}},{{{other}}}]}}""");

        userInfo.GetProperty("verified_claims").EnumerateArray()
            .Select(v => v.GetProperty("claims").EnumerateObject().Single().Name).ShouldBe(["name", "birthdate"]);
    }

    [Fact]
    public async Task VerifiedClaims_PersonUnticksAll_AreLeftOut()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        var (idToken, userInfo) = await AskAsync(house, Both(Framework, """{"name":null}"""), tick: false);

        idToken.TryGetProperty("verified_claims", out _).ShouldBeFalse();
        userInfo.TryGetProperty("verified_claims", out _).ShouldBeFalse();
    }

    private static string Verified(string verification, string claims) =>
        $$$"""{"verified_claims":{"verification":{{{verification}}},"claims":{{{claims}}}}}""";

    private static string Both(string verification, string claims) =>
        $$$"""{"id_token":{{{Verified(verification, claims)}}},"userinfo":{{{Verified(verification, claims)}}}}""";

    private static List<string> Claims(JsonElement answer) =>
        [.. answer.GetProperty("verified_claims").GetProperty("claims").EnumerateObject().Select(c => c.Name)];

    private static List<string> Texts(JsonElement metadata, string member) =>
        [.. metadata.GetProperty(member).EnumerateArray().Select(v => v.GetString()!)];

    private static async Task<(JsonElement IdToken, JsonElement UserInfo)> AskAsync(
        House house, string claims, bool tick = true)
    {
        using var browser = new Browser();
        await browser.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync(r =>
        {
            r["scope"] = "openid";
            r["claims"] = claims;
        })));
        await browser.PressAsync("Persona", "an");
        string[] all = tick ? ["name", "birthdate", "gender", "national_id"] : [];
        await browser.PressAsync(
            "decision", "approve", ByHand.Redirect, [.. all.Select(c => ("voluntary." + c, "on"))]);
        var tokens = await house.Client.PostAsync(
            "/token", house.Client.CodeGrant(ByHand.In(browser.Address, "code")!));
        var payload = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(
            tokens.Token("id_token").EncodedPayload);
        return (JsonDocument.Parse(payload).RootElement,
            (await house.Client.UserInfoAsync(tokens.Text("access_token"))).Body);
    }
}
