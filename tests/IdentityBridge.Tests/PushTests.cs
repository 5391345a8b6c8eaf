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
    private static readonly (string Parameter, string? Value, string Error)[] WrongRequests =
    [
        ("code_challenge", null, "invalid_request"),
        ("code_challenge_method", null, "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("code_challenge", "short", "invalid_request"),
        ("redirect_uri", null, "invalid_request"),
        ("redirect_uri", ByHand.Redirect + "/", "invalid_request"),
        ("redirect_uri", "http://localhost:9/Callback", "invalid_request"),
        ("redirect_uri", "http://localhost:9/callback?x=1", "invalid_request"),
        ("redirect_uri", "http://localhost:9/callback/../callback", "invalid_request"),
        ("redirect_uri", "https://evil.example/", "invalid_request"),
        ("response_type", "token", "unsupported_response_type"),
        ("response_type", null, "unsupported_response_type"),
        ("response_mode", "fragment", "unsupported_response_type"),
        ("response_mode", "fragment.jwt", "unsupported_response_type"),
        ("response_mode", "form_post", "unsupported_response_type"),
        ("scope", "profile", "invalid_scope"),
        ("scope", "openid signing.issue", "invalid_scope"),
        ("scope", "openid health.summary.read", "invalid_scope"),
        ("scope", "openid everything", "invalid_scope"),
        ("acr_values", "urn:civic:loa:9", "invalid_request"),
        ("request", "e30.e30.", "invalid_request_object"),
        ("request_uri", "urn:x", "invalid_request"),
        ("client_secret", "s", "invalid_client"),
    ];

    [Modules("OIDCCResponseTypeMissing")]
    [Modules("OIDCCServerTestClientSecretPost", RefusedBy = "FAPI 2.0 SP §5.3.2.1")]
    [Theory, ClassData(typeof(Databases))]
    public async Task Push_WrongRequest_GetsTheCodeOfItsRfc(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        foreach (var (parameter, value, error) in WrongRequests)
        {
            var request = house.Client.Request();
            request.Remove(parameter);
            if (value is not null)
            {
                request[parameter] = value;
            }

            var answer = await house.Client.PostAsync("/par", request);

            answer.Error.ShouldBe(error, $"{parameter}={value}");
            answer.Status.ShouldBe(error == "invalid_client" ? 401 : 400);
            answer.Text("correlation").Length.ShouldBe(32);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Push_AssertionUsedTwice_IsRefusedTheSecondTime(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var assertion = house.Client.Assertion();

        (await house.Client.PostAsync("/par", house.Client.Request(), assertion)).Status.ShouldBe(201);
        (await house.Client.PostAsync("/par", house.Client.Request(), assertion)).Error.ShouldBe("invalid_client");
    }

    [Modules("FAPI2SPFinalEnsureSignedClientAssertionWithRS256Fails")]
    [Theory, ClassData(typeof(Databases))]
    public async Task Push_ForgedAssertion_IsInvalidClient(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var (client, issuer) = (house.Client, house.Issuer);
        var now = house.Clock.GetUtcNow().ToUnixTimeSeconds();
        var publicKey = Encoding.UTF8.GetBytes(client.Key.ToPublicJwk().ToString());
        using var rsa = RSA.Create(2048);
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
            ("RS256", client.Assertion(null, new SigningCredentials(
                new RsaSecurityKey(rsa) { KeyId = client.Key.KeyId }, SecurityAlgorithms.RsaSha256))),
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

    [Theory, ClassData(typeof(Databases))]
    public async Task Push_UnknownClient_IsInvalidClient(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var unknown = new ByHand("nobody", house.Issuer, house.Clock, house.Http);

        (await unknown.PostAsync("/par", unknown.Request())).Error.ShouldBe("invalid_client");
        (await house.Client.RawAsync("/par", house.Client.Request())).Error.ShouldBe("invalid_client");
    }

    [Modules("FAPI2SPFinalPARAttemptToUseExpiredRequestUri")]
    [Theory, ClassData(typeof(Databases))]
    public async Task Authorize_RequestUsedExpiredForeignOrAbsent_ShowsAPageAndRedirectsNowhere(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var client = house.Client;
        var used = await client.PushAsync();
        using (var first = new Browser())
        {
            // The page may be loaded again until the code is issued.
            for (var i = 0; i < 2; i++)
            {
                await first.GoAsync(client.AuthorizeAddress(used));
                first.Address.ToString().ShouldStartWith(house.Addresses["vneid"]);
            }

            await first.PressAsync("Persona", "an");
            await first.PressAsync("decision", "approve", ByHand.Redirect);
            ByHand.In(first.Address, "code").ShouldNotBeNull();
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

    [Modules("OIDCCPromptNoneLoggedIn", RefusedBy = "Decree 69/2024/NĐ-CP Art. 19: no silent sign-on")]
    [Theory, ClassData(typeof(Databases))]
    public async Task Authorize_WithoutPageAsked_GetsLoginRequired(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);

        var back = await house.Client.LogInAsync("an", r => r["prompt"] = "none");

        ByHand.In(back, "error").ShouldBe("login_required");
        ByHand.In(back, "iss").ShouldBe(house.Issuer);
        ByHand.In(back, "state").ShouldBe("the-state");
    }
}
