using System.Security.Cryptography;
using System.Text;
using Civic.Shared.SignIn;
using Civic.Testing;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>What the bridge refuses before anybody sees a page.</summary>
public sealed class PushTests
{
    [Theory]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge", "short", "invalid_request")]
    [InlineData("redirect_uri", null, "invalid_request")]
    [InlineData("redirect_uri", ByHand.Redirect + "/", "invalid_request")]
    [InlineData("redirect_uri", "http://localhost:9/Callback", "invalid_request")]
    [InlineData("redirect_uri", "http://localhost:9/callback?x=1", "invalid_request")]
    [InlineData("redirect_uri", "http://localhost:9/callback/../callback", "invalid_request")]
    [InlineData("redirect_uri", "https://evil.example/", "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", null, "unsupported_response_type")]
    [InlineData("response_mode", "fragment", "unsupported_response_type")]
    [InlineData("scope", "profile", "invalid_scope")]
    [InlineData("scope", "openid signing.issue", "invalid_scope")]
    [InlineData("scope", "openid health.summary.read", "invalid_scope")]
    [InlineData("scope", "openid everything", "invalid_scope")]
    [InlineData("acr_values", "urn:civic:loa:9", "invalid_request")]
    [InlineData("request", "e30.e30.", "request_not_supported")]
    [InlineData("request_uri", "urn:x", "request_not_supported")]
    [InlineData("client_secret", "s", "invalid_client")]
    public async Task Push_WrongRequest_GetsTheCodeOfItsRfc(string parameter, string? value, string error)
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        var request = house.Client.Request();
        request.Remove(parameter);
        if (value is not null)
        {
            request[parameter] = value;
        }

        var answer = await house.Client.PostAsync("/par", request);

        answer.Error.ShouldBe(error);
        answer.Status.ShouldBe(error == "invalid_client" ? 401 : 400);
        answer.Text("correlation").Length.ShouldBe(32);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Push_AssertionUsedTwice_IsRefusedTheSecondTime(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var assertion = house.Client.Assertion();

        (await house.Client.PostAsync("/par", house.Client.Request(), assertion)).Status.ShouldBe(201);
        (await house.Client.PostAsync("/par", house.Client.Request(), assertion)).Error.ShouldBe("invalid_client");
    }

    [Fact]
    public async Task Push_ForgedAssertion_IsInvalidClient()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        var (client, issuer) = (house.Client, house.Issuer);
        var now = house.Clock.GetUtcNow().ToUnixTimeSeconds();
        var publicKey = Encoding.UTF8.GetBytes(client.Key.ToPublicJwk().ToString());
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = new (string Name, string Assertion)[]
        {
            ("aud token endpoint", client.Assertion(c => c["aud"] = issuer + "/token")),
            ("aud par endpoint", client.Assertion(c => c["aud"] = issuer + "/par")),
            ("aud array", client.Assertion(c => c["aud"] = new[] { issuer })),
            ("aud array of two", client.Assertion(c => c["aud"] = new[] { issuer, "http://other.example" })),
            ("aud with slash", client.Assertion(c => c["aud"] = issuer + "/")),
            ("aud missing", client.Assertion(c => c.Remove("aud"))),
            ("expired", client.Assertion(c => c["exp"] = now - 1)),
            ("no expiry", client.Assertion(c => c.Remove("exp"))),
            ("lives for an hour", client.Assertion(c => c["exp"] = now + 3600)),
            ("not yet valid", client.Assertion(c => c["nbf"] = now + 120)),
            ("no jti", client.Assertion(c => c.Remove("jti"))),
            ("other subject", client.Assertion(c => c["sub"] = "other")),
            ("other issuer", client.Assertion(c => c["iss"] = "other")),
            ("other client's key", house.OtherClient
                .Assertion(c => (c["iss"], c["sub"]) = (client.ClientId, client.ClientId))),
            ("foreign key under our kid", client.Assertion(null, new SigningCredentials(
                new ECDsaSecurityKey(foreign) { KeyId = client.Key.KeyId }, SecurityAlgorithms.EcdsaSha256))),
            ("HS256 with the public key", client.Assertion(null, new SigningCredentials(
                new SymmetricSecurityKey(SHA256.HashData(publicKey)) { KeyId = client.Key.KeyId },
                SecurityAlgorithms.HmacSha256))),
            ("alg none", Base64UrlEncoder.Encode("{\"alg\":\"none\"}") + "." + client.Assertion().Split('.')[1] + "."),
            ("garbage", "not-a-token"),
        };
        foreach (var (name, assertion) in forged)
        {
            var answer = await client.PostAsync("/par", client.Request(), assertion);
            answer.Error.ShouldBe("invalid_client", name);
            answer.Status.ShouldBe(401, name);
        }
    }

    [Fact]
    public async Task Push_UnknownClient_IsInvalidClient()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        var unknown = new ByHand("nobody", house.Issuer, house.Clock, house.Http);

        (await unknown.PostAsync("/par", unknown.Request())).Error.ShouldBe("invalid_client");
        (await house.Client.RawAsync("/par", house.Client.Request())).Error.ShouldBe("invalid_client");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Authorize_RequestUsedExpiredForeignOrAbsent_ShowsAPageAndRedirectsNowhere(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var client = house.Client;
        var used = await client.PushAsync();
        using (var first = new Browser())
        {
            await first.GoAsync(client.AuthorizeAddress(used), house.Addresses["vneid"]);
            first.Address.ToString().ShouldStartWith(house.Addresses["vneid"]);
        }

        var foreign = await house.OtherClient.PushAsync();
        var expired = await client.PushAsync();
        var addresses = new List<string>
        {
            client.AuthorizeAddress(used), client.AuthorizeAddress(foreign), client.AuthorizeAddress("urn:x"),
            house.Issuer + "/authorize?client_id=by-hand",
            $"{house.Issuer}/authorize?client_id=by-hand&response_type=code&redirect_uri={ByHand.Redirect}",
        };
        house.Clock.Advance(TimeSpan.FromSeconds(60));
        addresses.Add(client.AuthorizeAddress(expired));
        foreach (var address in addresses)
        {
            using var browser = new Browser();
            await browser.GoAsync(address);
            browser.Address.ToString().ShouldBe(address);
            ((int)browser.Status).ShouldBe(400);
            browser.Page.ShouldContain("invalid_request");
            browser.Page.ShouldContain("bấm Đăng nhập một lần nữa");
        }
    }

    [Fact]
    public async Task Authorize_WithoutPageAsked_GetsLoginRequired()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        var back = await house.Client.LogInAsync("an", r => r["prompt"] = "none");

        ByHand.In(back, "error").ShouldBe("login_required");
        ByHand.In(back, "iss").ShouldBe(house.Issuer);
        ByHand.In(back, "state").ShouldBe("the-state");
    }
}
