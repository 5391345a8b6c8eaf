using System.Text.Json;
using Civic.Shared.SignIn;
using Civic.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>What lives past the first tokens: refresh, revocation, introspection.</summary>
public sealed class GrantTests
{
    private const string Offline = "openid profile national_id offline_access";

    [Theory, ClassData(typeof(Databases))]
    public async Task Refresh_SameTokenAgainAndAgain_GivesNoMoreThanWasConsentedTo(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var client = house.Client;
        var first = await FirstAsync(client);
        var refresh = first.Text("refresh_token");
        house.Clock.Advance(TimeSpan.FromHours(2));

        var again = await client.PostAsync("/token", Refresh(refresh));
        again.Status.ShouldBe(200, again.Body.GetRawText());
        again.Body.TryGetProperty("refresh_token", out _).ShouldBeFalse("refresh tokens are not rotated");
        (await client.UserInfoAsync(again.Text("access_token"))).Text("national_id").ShouldBe("001090999001");

        var less = await client.PostAsync("/token", Refresh(refresh, "openid profile"));
        var about = await client.UserInfoAsync(less.Text("access_token"));
        about.Text("name").ShouldBe("Nguyễn Văn An");
        about.Body.TryGetProperty("national_id", out _).ShouldBeFalse();

        (await client.PostAsync("/token", Refresh(refresh, Offline + " health.summary.read"))).Error
            .ShouldBe("invalid_scope");
        (await house.OtherClient.PostAsync("/token", Refresh(refresh))).Error.ShouldBe("invalid_grant");
        var otherKey = new ByHand("by-hand", house.Issuer, house.Clock, house.Http) { Key = client.Key };
        (await otherKey.PostAsync("/token", Refresh(refresh))).Error.ShouldBe("invalid_grant");
        (await client.PostAsync("/token", Refresh("made-up"))).Error.ShouldBe("invalid_grant");

        house.Clock.Advance(TimeSpan.FromDays(30));
        (await client.PostAsync("/token", Refresh(refresh))).Error.ShouldBe("invalid_grant");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Refresh_NotAskedFor_ThereIsNone(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);

        var given = await house.Client.PostAsync("/token", house.Client.CodeGrant(await house.Client.CodeAsync("an")));

        given.Body.TryGetProperty("refresh_token", out _).ShouldBeFalse();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Redeem_CodeTwice_EndsTheRefreshTokenToo(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var client = house.Client;
        var grant = client.CodeGrant(await client.CodeAsync("an", r => r["scope"] = Offline));
        var first = await client.PostAsync("/token", grant);

        (await client.PostAsync("/token", grant)).Error.ShouldBe("invalid_grant");

        (await client.PostAsync("/token", Refresh(first.Text("refresh_token")))).Error.ShouldBe("invalid_grant");
        (await client.UserInfoAsync(first.Text("access_token"))).Error.ShouldBe("invalid_token");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Revoke_OwnToken_EndsItAndForeignOnesStay(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var client = house.Client;
        var first = await FirstAsync(client);
        var (access, refresh) = (first.Text("access_token"), first.Text("refresh_token"));

        foreach (var token in new[] { access, refresh, "made-up" })
        {
            (await house.OtherClient.PostAsync("/revoke", new() { ["token"] = token })).Status.ShouldBe(200);
        }

        (await client.UserInfoAsync(access)).Status.ShouldBe(200);
        (await client.PostAsync("/revoke", new() { ["token"] = access })).Status.ShouldBe(200);
        (await client.UserInfoAsync(access)).Error.ShouldBe("invalid_token");
        var next = await client.PostAsync("/token", Refresh(refresh));
        next.Status.ShouldBe(200);

        (await client.PostAsync("/revoke", new() { ["token"] = refresh })).Status.ShouldBe(200);
        (await client.PostAsync("/token", Refresh(refresh))).Error.ShouldBe("invalid_grant");
        (await client.UserInfoAsync(next.Text("access_token"))).Error.ShouldBe("invalid_token");
        (await client.PostAsync("/revoke", [])).Error.ShouldBe("invalid_request");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Introspect_Token_IsToldToItsClientOnlyAndSignedWhereAsked(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var client = house.Client;
        var given = await client.PostAsync(
            "/token", new() { ["grant_type"] = "client_credentials", ["scope"] = "signing.seal" });
        var token = given.Text("access_token");
        var asked = new Dictionary<string, string> { ["token"] = token };

        var plain = await client.PostAsync("/introspect", asked);
        plain.Body.GetProperty("active").GetBoolean().ShouldBeTrue();
        plain.Text("scope").ShouldBe("signing.seal");
        plain.Text("token_type").ShouldBe("DPoP");
        plain.Body.GetProperty("cnf").GetProperty("jkt").GetString()!.Length.ShouldBe(43);
        (await house.OtherClient.PostAsync("/introspect", asked)).Body.GetRawText().ShouldBe("""{"active":false}""");
        (await client.PostAsync("/introspect", new() { ["token"] = "made-up" })).Body.GetRawText()
            .ShouldBe("""{"active":false}""");

        var jwt = new JsonWebToken(await client.PostForTextAsync(
            "/introspect", asked, "application/token-introspection+jwt"));
        jwt.Typ.ShouldBe("token-introspection+jwt");
        jwt.Audiences.ShouldBe(["by-hand"]);
        jwt.GetPayloadValue<JsonElement>("token_introspection").GetProperty("active").GetBoolean().ShouldBeTrue();
        var keys = new JsonWebKeySet(await house.Http.GetStringAsync(
            house.Issuer + "/.well-known/jwks.json", TestContext.Current.CancellationToken));
        (await new JsonWebTokenHandler().ValidateTokenAsync(jwt.EncodedToken, new TokenValidationParameters
        {
            ValidIssuer = house.Issuer,
            ValidAudience = "by-hand",
            IssuerSigningKeys = keys.Keys,
            RequireExpirationTime = false,
            ValidateLifetime = false,
        })).IsValid.ShouldBeTrue();
        // It is no token: nobody takes it for one (RFC 9701 §8.1).
        (await JwtChecks.ValidateAsync(jwt.EncodedToken, house.Issuer, "by-hand", ["at+jwt"], keys.Keys,
            house.Clock.GetUtcNow())).IsValid.ShouldBeFalse();

        house.Clock.Advance(TimeSpan.FromMinutes(5));
        (await client.PostAsync("/introspect", asked)).Body.GetRawText().ShouldBe("""{"active":false}""");
    }

    private static async Task<Answer> FirstAsync(ByHand client)
    {
        var given = await client.PostAsync(
            "/token", client.CodeGrant(await client.CodeAsync("an", r => r["scope"] = Offline)));
        given.Status.ShouldBe(200, given.Body.GetRawText());
        return given;
    }

    private static Dictionary<string, string> Refresh(string token, string? scope = null)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = token };
        if (scope is not null)
        {
            form["scope"] = scope;
        }

        return form;
    }
}
