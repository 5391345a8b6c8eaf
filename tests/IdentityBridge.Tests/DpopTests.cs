using System.Net.Http.Headers;
using System.Security.Cryptography;
using Civic.Sandbox;
using Civic.Shared.SignIn;
using Civic.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>Proofs of possession (RFC 9449): what is taken, and everything that is not.</summary>
public sealed class DpopTests
{
    private static readonly Dictionary<string, string> ForItself =
        new() { ["grant_type"] = "client_credentials", ["scope"] = "signing.seal" };

    [Modules(
        "FAPI2SPFinalDpopNegativeTests", "FAPI2SPFinalCheckDpopProofNbfExp",
        "FAPI2SPFinalEnsureDpopProofWithIat10SecondsBeforeSucceeds",
        "FAPI2SPFinalEnsureDpopProofWithIat10SecondsAfterSucceeds")]
    [Theory, ClassData(typeof(Databases))]
    public async Task Token_ProofNotSound_IsRefusedWithTheCodeOfTheRfc(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var maker = await MakerAsync(house);
        using var rsa = RSA.Create(1024);
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = house.Clock.GetUtcNow().ToUnixTimeSeconds();
        var wrong = new (string Name, string Proof)[]
        {
            ("typ", maker.Proof(type: "JWT")),
            ("method", maker.Proof(c => c["htm"] = "GET")),
            ("method in small letters", maker.Proof(c => c["htm"] = "post")),
            ("address", maker.Proof(c => c["htu"] = house.Issuer + "/par")),
            ("host", maker.Proof(c => c["htu"] = "https://other.example/token")),
            ("no address", maker.Proof(c => c.Remove("htu"))),
            ("no id", maker.Proof(c => c.Remove("jti"))),
            ("no time", maker.Proof(c => c.Remove("iat"))),
            ("old", maker.Proof(c => c["iat"] = now - 61)),
            ("future", maker.Proof(c => c["iat"] = now + 16)),
            ("expired", maker.Proof(c => c["exp"] = now)),
            ("not yet", maker.Proof(c => c["nbf"] = now + 16)),
            ("private key shown", maker.Proof(jwk: j => j["d"] = "AAAA")),
            ("symmetric key", maker.Proof(jwk: j => (j["kty"], j["k"]) = ("oct", "AAAA"))),
            ("no key", maker.Proof(jwk: j => j.Clear())),
            ("another's key", maker.Proof(jwk: j => j["x"] = EcKeys.Generate().ToPublicJwk().X)),
            ("another's signature", maker.Proof(key: new ECDsaSecurityKey(foreign))),
            ("weak RSA key", maker.Proof(key: new RsaSecurityKey(rsa), algorithm: "PS256", jwk: j =>
            {
                var published = rsa.ExportParameters(false);
                j.Clear();
                (j["kty"], j["n"], j["e"]) = ("RSA", Base64UrlEncoder.Encode(published.Modulus),
                    Base64UrlEncoder.Encode(published.Exponent));
            })),
            ("alg none", Base64UrlEncoder.Encode("""{"alg":"none","typ":"dpop+jwt"}""") + "."
                + maker.Proof().Split('.')[1] + "."),
            ("unknown critical member", maker.Proof(header: h => h["crit"] = new[] { "b64" })),
            ("member twice", maker.Spelled("""{"jti":"1","jti":"2"}""")),
            ("not canonical", maker.Proof() + "="),
            ("oversized", maker.Proof(c => c["x"] = new string('x', 17_000))),
            ("garbage", "not-a-proof"),
        };
        foreach (var (name, proof) in wrong)
        {
            var answer = await house.Client.PostWithProofAsync("/token", ForItself, proof);
            answer.Error.ShouldBe("invalid_dpop_proof", name);
            answer.Nonce.ShouldNotBeNull(name);
        }

        (await house.Client.PostWithProofAsync("/token", ForItself, maker.Proof(), maker.Proof())).Error
            .ShouldBe("invalid_dpop_proof", "two proofs");
        (await house.Client.PostWithProofAsync("/token", ForItself)).Error.ShouldBe("invalid_dpop_proof", "no proof");
        foreach (var nonce in new[] { null, "", "made-up", "AAAA" })
        {
            (await house.Client.PostWithProofAsync("/token", ForItself, maker.Proof(c => c["nonce"] = nonce!)))
                .Error.ShouldBe("use_dpop_nonce");
        }

        // Clocks may differ by ten seconds (FAPI 2.0 security profile §5.4.1).
        foreach (var off in new[] { -10, 10 })
        {
            (await house.Client.PostWithProofAsync("/token", ForItself, maker.Proof(c => c["iat"] = now + off)))
                .Status.ShouldBe(200);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Token_NonceGrownOld_AsksForTheNextOne(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var maker = await MakerAsync(house);
        house.Clock.Advance(TimeSpan.FromMinutes(5));

        var answer = await house.Client.PostWithProofAsync("/token", ForItself, maker.Proof());

        answer.Error.ShouldBe("use_dpop_nonce");
        maker.Nonce = answer.Nonce!;
        (await house.Client.PostWithProofAsync("/token", ForItself, maker.Proof())).Status.ShouldBe(200);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Token_ProofOrAssertionAgain_IsRefusedByEveryReplica(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var replica = await house.StartReplicaAsync();
        var maker = await MakerAsync(house);
        var proof = maker.Proof();
        (await house.Client.PostWithProofAsync("/token", ForItself, proof)).Status.ShouldBe(200);

        var again = await house.Client.At(replica).PostWithProofAsync("/token", ForItself, proof);

        again.Error.ShouldBe("invalid_dpop_proof");
        again.Text("error_description").ShouldContain("used before");

        // Forty at once with one assertion at two replicas: one is let in.
        var assertion = house.Client.Assertion();
        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            (i % 2 == 0 ? house.Client : house.Client.At(replica)).PostRawAsync(
                "/token", ForItself, assertion, maker.Proof())));
        all.Count(a => a.Status == 200).ShouldBe(1);
        all.Where(a => a.Status != 200).ShouldAllBe(a => a.Error == "invalid_client");
    }

    [Modules("FAPI2SPFinalEnsureTokenEndpointFailsWithMismatchedDpopJkt")]
    [Theory, ClassData(typeof(Databases))]
    public async Task Code_BoundToAKey_IsRedeemedWithThatKeyOnly(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var other = new ByHand("by-hand", house.Issuer, house.Clock, house.Http) { Key = house.Client.Key };
        var thumbprint = Base64UrlEncoder.Encode(
            JsonWebKeyConverter.ConvertFromECDsaSecurityKey(EcKeys.Generate()).ComputeJwkThumbprint());

        (await house.Client.PostAsync("/par", new(house.Client.Request()) { ["dpop_jkt"] = thumbprint })).Error
            .ShouldBe("invalid_dpop_proof", "dpop_jkt of another key than the proof's");
        var code = await house.Client.CodeAsync("an");
        var grant = house.Client.CodeGrant(code);
        (await other.PostAsync("/token", grant)).Error.ShouldBe("invalid_grant");
    }

    [Modules("FAPI2SPFinalAccessTokenTypeHeaderCaseSensitivity")]
    [Theory, ClassData(typeof(Databases))]
    public async Task UserInfo_BoundToken_IsTakenWithItsProofOnly(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var client = house.Client;
        var given = await client.PostAsync("/token", client.CodeGrant(await client.CodeAsync("an")));
        given.Text("token_type").ShouldBe("DPoP");
        var token = given.Text("access_token");
        (await client.UserInfoAsync(token)).Text("name").ShouldBe("Nguyễn Văn An");

        (await SendAsync(house, "Bearer", token, null)).Error.ShouldBe("invalid_token");
        (await SendAsync(house, "DPoP", token, null)).Error.ShouldBe("invalid_token");
        (await house.OtherClient.UserInfoAsync(token)).Error.ShouldBe("invalid_dpop_proof", "another's key");
        var maker = await MakerAsync(house, "GET", "/userinfo");
        (await SendAsync(house, "DPoP", token, maker.Proof())).Error.ShouldBe("invalid_dpop_proof", "no ath");
        (await SendAsync(house, "DPoP", token, maker.Proof(c => c["ath"] = Secrets.Hash("x")))).Error
            .ShouldBe("invalid_dpop_proof", "another token's ath");
        var lower = client.Proofs.ProofFor("GET", new Uri(house.Issuer + "/userinfo"), token);
        (await SendAsync(house, "dpop", token, lower)).Status.ShouldBe(200, "the scheme's case does not matter");
        var again = await SendAsync(house, "DPoP", token, lower);
        again.Error.ShouldBe("invalid_dpop_proof", "the proof a second time");
        again.Challenge.ShouldContain("algs=\"ES256 PS256\"");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Client_OpenlyConfiguredForBearerTokens_GetsThem(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(
            kind, client: c => c.Metadata(("dpop_bound_access_tokens", false)));

        var given = await house.Client.PostWithProofAsync("/token", ForItself);

        given.Status.ShouldBe(200, given.Body.GetRawText());
        given.Text("token_type").ShouldBe("Bearer");
        given.Token("access_token").TryGetPayloadValue<object>("cnf", out _).ShouldBeFalse();
        (await house.Client.PostAsync("/token", ForItself)).Text("token_type").ShouldBe("DPoP");
    }

    private static async Task<Answer> SendAsync(House house, string scheme, string token, string? proof)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, house.Issuer + "/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, token);
        if (proof is not null)
        {
            request.Headers.Add("DPoP", proof);
        }

        using var answer = await house.Http.SendAsync(request);
        return await Answer.OfAsync(answer);
    }

    private static async Task<ProofMaker> MakerAsync(House house, string method = "POST", string path = "/token") =>
        new(method, house.Issuer + path, house.Clock)
        {
            Nonce = (await house.Client.PostWithProofAsync("/token", ForItself)).Nonce!,
        };
}

/// <summary>Makes proofs, right ones and every kind of wrong one.</summary>
internal sealed class ProofMaker(string method, string address, TimeProvider clock)
{
    private readonly ECDsaSecurityKey _key = EcKeys.Generate();

    internal required string Nonce { get; set; }

    internal string Proof(
        Action<Dictionary<string, object>>? change = null, string type = "dpop+jwt", SecurityKey? key = null,
        string algorithm = "ES256", Action<Dictionary<string, object>>? jwk = null,
        Action<Dictionary<string, object>>? header = null)
    {
        var published = _key.ToPublicJwk();
        var shown = new Dictionary<string, object>
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = published.X,
            ["y"] = published.Y,
        };
        jwk?.Invoke(shown);
        var claims = new Dictionary<string, object>
        {
            ["jti"] = Secrets.New(),
            ["htm"] = method,
            ["htu"] = address,
            ["iat"] = clock.GetUtcNow().ToUnixTimeSeconds(),
            ["nonce"] = Nonce,
        };
        change?.Invoke(claims);
        var more = new Dictionary<string, object> { ["jwk"] = shown };
        header?.Invoke(more);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = type,
                Claims = claims.Where(c => c.Value is not null).ToDictionary(),
                AdditionalHeaderClaims = more,
                SigningCredentials = new SigningCredentials(key ?? _key, algorithm),
            });
    }

    /// <summary>A rightly signed proof whose payload is spelled by hand.</summary>
    internal string Spelled(string payload)
    {
        var signed = $"{Proof().Split('.')[0]}.{Base64UrlEncoder.Encode(payload)}";
        return $"{signed}.{Base64UrlEncoder.Encode(_key.ECDsa.SignData(
            System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }
}
