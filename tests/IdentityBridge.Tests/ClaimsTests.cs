using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Civic.Sandbox;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>
/// The claims parameter and the person's choice: whatever is asked and whatever is ticked, what comes out is exactly
/// what was consented to.
/// </summary>
public sealed class ClaimsTests
{
    private const int Rounds = 40;
    private static readonly string[] Destinations = ["id_token", "userinfo"];

    private static readonly Dictionary<string, (string Scope, string Value)> Known = new()
    {
        ["name"] = ("profile", Personas.ById("an").Name),
        ["birthdate"] = ("profile", "1990-03-14"),
        ["gender"] = ("profile", "male"),
        ["national_id"] = ("national_id", Personas.ById("an").Number.Value),
    };

    [Modules("FAPI2SPFinalTestClaimsParameterIdentityClaims")]
    [Theory, ClassData(typeof(Databases))]
    public async Task Release_AnyRequestAndAnyChoice_IsExactlyWhatWasConsentedTo(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var chance = new Chance(20261122);
        for (var round = 0; round < Rounds; round++)
        {
            var asked = RandomRequest.From(chance);
            using var browser = new Browser();
            var request = await house.Client.PushAsync(r =>
            {
                r["scope"] = string.Join(' ', asked.Scopes.Prepend("openid"));
                r["claims"] = asked.Claims.ToJsonString();
            });
            await browser.GoAsync(house.Client.AuthorizeAddress(request));
            await browser.PressAsync("Persona", "an");
            var way = $"round {round}: {string.Join(' ', asked.Scopes)} {asked.Claims.ToJsonString()}";
            Ticks(browser.Page).ShouldBe(asked.Voluntary, ignoreOrder: true, way);
            string[] ticked = [.. asked.Voluntary.Where(_ => chance.Below(2) == 1)];

            await browser.PressAsync(
                "decision", "approve", ByHand.Redirect, [.. ticked.Select(t => ("voluntary." + t, "on"))]);
            var tokens = await house.Client.PostAsync(
                "/token", house.Client.CodeGrant(ByHand.In(browser.Address, "code")!));
            var userInfo = await house.Client.UserInfoAsync(tokens.Text("access_token"));

            way += $" ticked {string.Join(' ', ticked)}";
            Personal(userInfo.Body).ShouldBe(asked.Expected("userinfo", ticked), ignoreOrder: true, way);
            var idToken = JsonDocument.Parse(
                Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(tokens.Token("id_token").EncodedPayload));
            Personal(idToken.RootElement).ShouldBe(asked.Expected("id_token", ticked), ignoreOrder: true, way);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Page_VoluntaryClaim_CanBeUntickedAndStandsInTheLedgerOnlyIfGiven(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var browser = new Browser();
        await browser.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync(r =>
        {
            r["scope"] = "openid";
            r["claims"] = """
                {"userinfo":{"birthdate":null,"name":{"essential":true,"purpose":"Ghi tên lên sổ <b>khám</b>"}}}
                """;
        })));
        await browser.PressAsync("Persona", "an");

        browser.Page.ShouldContain("Ghi tên lên sổ &lt;b&gt;khám&lt;/b&gt;");
        browser.Page.ShouldMatch("name=\"voluntary.birthdate\"[^>]*checked");
        await browser.PressAsync("decision", "approve", ByHand.Redirect);
        await browser.SignInAsync(house.Issuer, "an", "/account");

        browser.Page.ShouldContain("Họ tên</td>", Case.Sensitive);
        browser.Page.ShouldNotContain("Ngày sinh", Case.Sensitive);
    }

    [Fact]
    public async Task Page_OnAPhone_IsReadableByAll()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        await using var phone = await Phone.NewAsync();
        await phone.Page.GotoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync(r =>
        {
            r["scope"] = "openid national_id";
            r["claims"] = """
                {"userinfo":{"name":{"essential":true,"purpose":"Ghi tên lên sổ khám"},"gender":null,
                "national_id":null,"verified_claims":{"verification":{"trust_framework":null},
                "claims":{"birthdate":{"purpose":"Chọn khoa nhi hay khoa nội"}}}}}
                """;
        })));
        await phone.Page.ClickAsync("button[value=an]");

        await phone.LookAsync("consent-claims");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"userinfo":1}""")]
    [InlineData("""{"userinfo":{"name":"essential"}}""")]
    [InlineData("""{"userinfo":{"name":{"essential":"yes"}}}""")]
    [InlineData("""{"userinfo":{"name":null,"name":null}}""")]
    [InlineData("""{"userinfo":{"name":{"purpose":"x"}}}""")]
    [InlineData("""{"userinfo":{"name":{"purpose":"Kh\u202eám"}}}""")]
    [InlineData("""{"userinfo":{"name":{"values":"x"}}}""")]
    [InlineData("""
        {"userinfo":{"verified_claims":{"verification":{"trust_framework":{"values":"x"}},"claims":{"name":null}}}}
        """)]
    [InlineData("""{"id_token":{"sub":{"value":"somebody"}}}""")]
    [InlineData("""{"id_token":{"acr":{"essential":true,"value":"urn:civic:loa:9"}}}""")]
    [InlineData("""{"userinfo":{"verified_claims":{"claims":{"name":null}}}}""")]
    [InlineData("""{"userinfo":{"verified_claims":{"verification":{"trust_framework":null}}}}""")]
    [InlineData("""{"userinfo":{"verified_claims":{"verification":{"trust_framework":null},"claims":{}}}}""")]
    [InlineData("""{"userinfo":{"verified_claims":{"verification":{},"claims":{"name":null}}}}""")]
    public async Task Push_ClaimsThatAreNone_AreRefusedWithTheirPlace(string claims)
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        var answer = await house.Client.PostAsync(
            "/par", new Dictionary<string, string>(house.Client.Request()) { ["claims"] = claims });

        answer.Status.ShouldBe(400);
        answer.Error.ShouldBe("invalid_request");
        answer.Text("error_description").ShouldContain("claims");
    }

    [Fact]
    public async Task Push_ClaimsOverEightThousandCharacters_AreRefused()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        var claims = """{"userinfo":{"name":{"value":"?"}}}""".Replace("?", new string('x', 9_000));

        var answer = await house.Client.PostAsync(
            "/par", new Dictionary<string, string>(house.Client.Request()) { ["claims"] = claims });

        answer.Error.ShouldBe("invalid_request");
    }

    [Fact]
    public async Task Login_EssentialAcrInClaims_IsTheFloor()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        var back = await house.Client.LogInAsync("lan", r =>
        {
            r.Remove("acr_values");
            r["claims"] = """{"id_token":{"acr":{"essential":true,"values":["urn:civic:loa:2"]}}}""";
        });

        ByHand.In(back, "error").ShouldBe("unmet_authentication_requirements");
    }

    /// <summary>What is about the person in an answer; each verified claim by "verified:".</summary>
    private static List<string> Personal(JsonElement answer)
    {
        var names = answer.EnumerateObject().Select(c => c.Name).Where(Known.ContainsKey).ToList();
        if (answer.TryGetProperty("verified_claims", out var verified))
        {
            verified.GetProperty("verification").GetProperty("trust_framework").GetString().ShouldBe("vn_eid");
            names.AddRange(verified.GetProperty("claims").EnumerateObject().Select(c => "verified:" + c.Name));
        }

        return names;
    }

    private static List<string> Ticks(string page) =>
        [.. Regex.Matches(page, "name=\"voluntary\\.([a-z_]+)\"").Select(m => m.Groups[1].Value)];

    /// <summary>A request with the rules of the specification beside it, written apart from the code.</summary>
    private sealed record RandomRequest(string[] Scopes, JsonObject Claims)
    {
        internal IReadOnlyList<string> Voluntary =>
            [.. Known.Keys.Where(k => Asks().Any(a => a.Name == k) && !IsRequired(k))];

        internal static RandomRequest From(Chance chance)
        {
            var claims = new JsonObject();
            foreach (var destination in Destinations.Where(_ => chance.Below(3) > 0))
            {
                var wanted = new JsonObject();
                foreach (var name in Known.Keys.Append("email").Where(_ => chance.Below(2) == 1))
                {
                    wanted[name] = Wish(chance, name);
                }

                if (chance.Below(2) == 1)
                {
                    wanted["verified_claims"] = new JsonObject
                    {
                        ["verification"] = new JsonObject
                        {
                            ["trust_framework"] = chance.Below(3) == 0 ? new JsonObject { ["value"] = "other" } : null,
                        },
                        ["claims"] = new JsonObject(Known.Keys.Where(_ => chance.Below(2) == 1).Append("phone_number")
                            .Select(n => KeyValuePair.Create<string, JsonNode?>(n, Wish(chance, n)))),
                    };
                }

                claims[destination] = wanted;
            }

            return new([.. new[] { "profile", "national_id" }.Where(_ => chance.Below(3) == 0)], claims);
        }

        internal List<string> Expected(string destination, string[] ticked)
        {
            bool Given(string name) => IsRequired(name) || ticked.Contains(name);
            var plain = Known.Keys.Where(k => Scopes.Contains(Known[k].Scope) || Asks().Any(
                a => a.Destination == destination && !a.IsVerified && a.Name == k && a.Fits && Given(k)));
            var verified = Asks().Where(a => a.Destination == destination && a.IsVerified && a.Fits
                && a.Framework && Given(a.Name));
            return [.. plain, .. verified.Select(v => "verified:" + v.Name)];
        }

        private bool IsRequired(string name) =>
            Scopes.Contains(Known[name].Scope) || Asks().Any(a => a.Name == name && a.Essential);

        private IEnumerable<Ask> Asks()
        {
            foreach (var (destination, wanted) in Claims)
            {
                foreach (var (name, wish) in wanted!.AsObject().Where(w => Known.ContainsKey(w.Key)))
                {
                    yield return Ask.Of(destination, name, wish, verified: false, framework: true);
                }

                if (wanted["verified_claims"] is JsonObject verified)
                {
                    var framework = verified["verification"]!["trust_framework"] is null;
                    foreach (var (name, wish) in verified["claims"]!.AsObject().Where(w => Known.ContainsKey(w.Key)))
                    {
                        yield return Ask.Of(destination, name, wish, verified: true, framework);
                    }
                }
            }
        }

        private static JsonObject? Wish(Chance chance, string name) => chance.Below(6) switch
        {
            0 => new JsonObject(),
            1 => new JsonObject { ["essential"] = true },
            2 => new JsonObject { ["essential"] = false },
            3 when Known.TryGetValue(name, out var known) => new JsonObject { ["value"] = known.Value },
            4 => new JsonObject { ["values"] = new JsonArray("something", "else") },
            _ => null,
        };
    }

    private sealed record Ask(
        string Destination, string Name, bool Essential, bool Fits, bool IsVerified, bool Framework)
    {
        internal static Ask Of(string destination, string name, JsonNode? wish, bool verified, bool framework) => new(
            destination, name, wish?["essential"]?.GetValue<bool>() == true, wish?["values"] is null, verified,
            framework);
    }
}
