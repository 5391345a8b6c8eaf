using System.Security.Cryptography;
using System.Text.Json;
using Civic.Sandbox;
using Civic.Shared.SignIn;
using Civic.Testing;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>Answers that only one client can read, judged by jose; what a client that asks must bring.</summary>
public sealed class EncryptionTests
{
    private static readonly (string Name, object Value)[] Both =
    [
        ("id_token_encrypted_response_alg", "ECDH-ES+A256KW"), ("id_token_encrypted_response_enc", "A256GCM"),
        ("userinfo_encrypted_response_alg", "ECDH-ES+A256KW"), ("userinfo_encrypted_response_enc", "A256GCM"),
    ];

    [Theory, ClassData(typeof(Databases))]
    public async Task Login_ClientAsksForEncryption_OnlyItsKeyOpensTheAnswers(DatabaseKind kind)
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        await using var house = await House.StartAsync(
            kind, live: true, client: c => c.Metadata([.. Both, ("jwks", Keys(c, key))]));
        var answer = await house.Client.PostAsync(
            "/token", house.Client.CodeGrant(await house.Client.CodeAsync("an")));
        using var userInfo = await house.Client.Proofs.SendAsync(
            house.Http, () => new HttpRequestMessage(HttpMethod.Get, house.Issuer + "/userinfo"),
            answer.Text("access_token"), TestContext.Current.CancellationToken);
        userInfo.Content.Headers.ContentType!.MediaType.ShouldBe("application/jwt");

        var outcomes = await ForeignTests.RunAsync("encrypted.mjs", new
        {
            issuer = house.Issuer,
            clientId = house.Client.ClientId,
            nonce = house.Client.Nonce,
            name = Personas.ById("an").Name,
            jwk = Jwk(key, isPrivate: true),
            idToken = answer.Text("id_token"),
            userInfo = await userInfo.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
        });

        outcomes.Length.ShouldBe(3);
        outcomes.Where(o => o.Wrong is not null).Select(o => $"{o.Name}: {o.Wrong}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("id_token_encrypted_response_alg", "RSA1_5")]
    [InlineData("userinfo_encrypted_response_enc", "A128CBC-HS256")]
    [InlineData("id_token_encrypted_response_alg", "ECDH-ES+A256KW")]
    public async Task Start_EncryptionOfAnotherKindOrByHalf_IsRefused(string member, string value)
    {
        var refused = await Should.ThrowAsync<Exception>(
            () => House.StartAsync(DatabaseKind.Sqlite, client: c => c.Metadata((member, value))));

        refused.Message.ShouldContain(member);
    }

    [Fact]
    public async Task Start_EncryptionWithoutAKeyForIt_IsRefused()
    {
        var refused = await Should.ThrowAsync<Exception>(
            () => House.StartAsync(DatabaseKind.Sqlite, client: c => c.Metadata(Both)));

        refused.Message.ShouldContain("use 'enc'");
    }

    [Fact]
    public async Task Token_ClientUnknownOrAssertionForged_GetsTheSameAnswer()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        var forged = new ByHand("by-hand", house.Issuer, house.Clock, house.Http);
        var unknown = new ByHand("nobody-at-all", house.Issuer, house.Clock, house.Http);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["scope"] = "signing.seal",
        };

        var (one, other) = (await forged.PostAsync("/token", form), await unknown.PostAsync("/token", form));

        one.Status.ShouldBe(401);
        other.Status.ShouldBe(one.Status);
        other.Text("error").ShouldBe(one.Text("error"));
        other.Text("error_description").ShouldBe(one.Text("error_description"));
    }

    private static Dictionary<string, object> Keys(ByHand client, ECDiffieHellman key) => new()
    {
        ["keys"] = new object[]
        {
            JsonSerializer.SerializeToElement(client.Key.ToPublicJwk(), JsonSerializerOptions.Web),
            Jwk(key, isPrivate: false),
        },
    };

    private static Dictionary<string, string> Jwk(ECDiffieHellman key, bool isPrivate)
    {
        var parameters = key.ExportParameters(isPrivate);
        var jwk = new Dictionary<string, string>
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["use"] = "enc",
            ["alg"] = "ECDH-ES+A256KW",
            ["kid"] = "for-encryption",
            ["x"] = Base64UrlEncoder.Encode(parameters.Q.X),
            ["y"] = Base64UrlEncoder.Encode(parameters.Q.Y),
        };
        if (isPrivate)
        {
            jwk["d"] = Base64UrlEncoder.Encode(parameters.D);
        }

        return jwk;
    }
}
