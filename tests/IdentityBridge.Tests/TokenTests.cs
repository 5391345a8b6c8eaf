using System.Text.Json;
using Civic.Shared.SignIn;
using Civic.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

public sealed class TokenTests
{
    [Modules("OIDCCScopeProfile")]
    [Theory, ClassData(typeof(Databases))]
    public async Task Redeem_CodeOfALogin_GivesWhatWasAskedAndNoMore(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var client = house.Client;
        var back = await client.LogInAsync("an", r => r["scope"] = "openid profile");
        ByHand.In(back, "iss").ShouldBe(house.Issuer);
        ByHand.In(back, "state").ShouldBe("the-state");

        var answer = await client.PostAsync("/token", client.CodeGrant(ByHand.In(back, "code")!));

        answer.Status.ShouldBe(200, answer.Body.GetRawText());
        var idToken = answer.Token("id_token");
        idToken.Alg.ShouldBe("ES256");
        idToken.Issuer.ShouldBe(house.Issuer);
        idToken.Audiences.ShouldBe(["by-hand"]);
        idToken.GetPayloadValue<string>("nonce").ShouldBe(client.Nonce);
        idToken.GetPayloadValue<string>("acr").ShouldBe("urn:civic:loa:2");
        idToken.GetPayloadValue<string[]>("amr").ShouldBe(["pin"]);
        idToken.GetPayloadValue<long>("auth_time").ShouldBe(house.Clock.GetUtcNow().ToUnixTimeSeconds());
        idToken.GetPayloadValue<string>("name").ShouldBe("Nguyễn Văn An");
        idToken.TryGetPayloadValue<string>("national_id", out _).ShouldBeFalse();
        var access = answer.Token("access_token");
        access.Typ.ShouldBe("at+jwt");
        (access.ValidTo - access.IssuedAt).ShouldBe(TimeSpan.FromMinutes(5));
        access.TryGetPayloadValue<string>("name", out _).ShouldBeFalse();

        var about = await UserInfoAsync(house, answer.Text("access_token"));
        about.GetProperty("sub").GetString().ShouldBe(idToken.Subject);
        about.GetProperty("name").GetString().ShouldBe("Nguyễn Văn An");
        about.TryGetProperty("national_id", out _).ShouldBeFalse();
    }

    [Modules("OIDCCAuthCodeReuse", "OIDCCAuthCodeReuseAfter30Seconds")]
    [Theory, ClassData(typeof(Databases))]
    public async Task Redeem_CodeTwice_IsRefusedAndWhatItGaveIsRevoked(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var client = house.Client;
        var code = await client.CodeAsync("an");
        var first = await client.PostAsync("/token", client.CodeGrant(code));
        (await UserInfoAsync(house, first.Text("access_token"))).GetProperty("national_id").GetString()
            .ShouldBe("001090999001");

        var second = await client.PostAsync("/token", client.CodeGrant(code));

        second.Error.ShouldBe("invalid_grant");
        (await UserInfoAsync(house, first.Text("access_token"))).GetProperty("error").GetString()
            .ShouldBe("invalid_token");
    }

    private static readonly (string Parameter, string Value)[] NotAgreed =
    [
        ("code", "no-such-code"),
        ("code", ""),
        ("code", "mã không có thật"),
        ("code_verifier", "a-wrong-verifier-that-is-long-enough-to-be-one"),
        ("code_verifier", ""),
        ("redirect_uri", ByHand.Redirect + "/"),
        ("redirect_uri", ""),
    ];

    [Theory, ClassData(typeof(Databases))]
    public async Task Redeem_AnythingElseThanAgreed_IsInvalidGrant(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        foreach (var (parameter, value) in NotAgreed)
        {
            var form = house.Client.CodeGrant(await house.Client.CodeAsync("an"));
            form[parameter] = value;

            (await house.Client.PostAsync("/token", form)).Error.ShouldBe("invalid_grant", $"{parameter}={value}");
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Redeem_CodeOfAnotherClient_IsRefusedAndStaysGoodForItsOwner(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var grant = house.Client.CodeGrant(await house.Client.CodeAsync("an"));

        (await house.OtherClient.PostAsync("/token", grant)).Error.ShouldBe("invalid_grant");
        (await house.Client.PostAsync("/token", grant)).Status.ShouldBe(200);
    }

    [Modules("FAPI2SPFinalAttemptToUseExpiredAuthCode")]
    [Theory, ClassData(typeof(Databases))]
    public async Task Redeem_CodeAfterThirtySeconds_IsInvalidGrant(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var grant = house.Client.CodeGrant(await house.Client.CodeAsync("an"));
        house.Clock.Advance(TimeSpan.FromSeconds(30));

        (await house.Client.PostAsync("/token", grant)).Error.ShouldBe("invalid_grant");
    }

    private static readonly (string GrantType, string Scope, string Error)[] NotAllowed =
    [
        ("client_credentials", "signing.issue", "invalid_scope"),
        ("client_credentials", "", "invalid_scope"),
        ("client_credentials", "openid", "invalid_scope"),
        ("client_credentials", "signing.seal health.summary.read", "invalid_scope"),
        ("password", "openid", "unsupported_grant_type"),
        ("refresh_token", "openid", "invalid_grant"),
    ];

    [Theory, ClassData(typeof(Databases))]
    public async Task Token_NotAllowed_GetsTheCodeOfItsRfc(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        foreach (var (grantType, scope, error) in NotAllowed)
        {
            var answer = await house.Client.PostAsync(
                "/token", new() { ["grant_type"] = grantType, ["scope"] = scope });

            answer.Error.ShouldBe(error, $"{grantType} {scope}");
        }
    }

    [Fact]
    public async Task Token_ForAProgram_NamesResourceClientAndFacility()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        var answer = await house.Client.PostAsync(
            "/token", new() { ["grant_type"] = "client_credentials", ["scope"] = "health.summary.read" });

        var token = answer.Token("access_token");
        token.Audiences.ShouldBe(["urn:civic:health"]);
        token.Subject.ShouldBe("by-hand");
        token.GetPayloadValue<string>("client_id").ShouldBe("by-hand");
        token.GetPayloadValue<string>("scope").ShouldBe("health.summary.read");
        token.GetPayloadValue<string>("facility_code").ShouldBe("01901");
        answer.Body.TryGetProperty("id_token", out _).ShouldBeFalse();
        (await UserInfoAsync(house, answer.Text("access_token"))).GetProperty("error").GetString()
            .ShouldBe("invalid_token");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Keys_Rotated_NextIsPublishedBeforeUseAndOldTokensStayVerifiable(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, more: new()
        {
            ["Civic:Keys:SignsFor"] = "00:10:00",
            ["Civic:Keys:PublishedAhead"] = "00:04:00",
            ["Civic:Keys:PublishedAfter"] = "00:06:00",
        });
        var old = await TokenAsync(house);
        (await KeyIdsAsync(house)).ShouldBe([old.Kid]);

        house.Clock.Advance(TimeSpan.FromMinutes(7));
        var ahead = await KeyIdsAsync(house);
        ahead.Count.ShouldBe(2);
        var last = await TokenAsync(house);
        last.Kid.ShouldBe(old.Kid);

        house.Clock.Advance(TimeSpan.FromMinutes(4));
        var next = await TokenAsync(house);
        next.Kid.ShouldBe(ahead.Single(k => k != old.Kid));
        (await IsGoodAsync(house, last)).ShouldBeTrue();

        house.Clock.Advance(TimeSpan.FromMinutes(6));
        (await KeyIdsAsync(house)).ShouldNotContain(old.Kid);
    }

    private static async Task<JsonWebToken> TokenAsync(House house) => (await house.Client.PostAsync(
        "/token", new() { ["grant_type"] = "client_credentials", ["scope"] = "signing.seal" })).Token("access_token");

    private static async Task<List<string>> KeyIdsAsync(House house) =>
        [.. new JsonWebKeySet(await house.Http.GetStringAsync(house.Issuer + "/.well-known/jwks.json")).Keys
            .Select(k => k.KeyId)];

    private static async Task<bool> IsGoodAsync(House house, JsonWebToken token)
    {
        var keys = new JsonWebKeySet(await house.Http.GetStringAsync(house.Issuer + "/.well-known/jwks.json"));
        return (await JwtChecks.ValidateAsync(token.EncodedToken, house.Issuer, "urn:civic:signing", ["at+jwt"],
            keys.Keys, house.Clock.GetUtcNow())).IsValid;
    }

    private static async Task<JsonElement> UserInfoAsync(House house, string token) =>
        (await house.Client.UserInfoAsync(token)).Body;
}
