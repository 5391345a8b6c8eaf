using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Civic.IdentityBridge.Tokens;
using Civic.Shared.SignIn;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>What the bridge signs is written by hand; it must be what the serializer writes.</summary>
public sealed class SignerTests
{
    private static readonly Dictionary<string, object> Everything = new()
    {
        ["sub"] = "người-dân",
        ["name"] = "NGUYỄN THỊ ÁNH",
        ["quoted \"name\""] = "a \"b\" \\ / <c> & 'd' +",
        ["control"] = "\0\u0001\t\r\n\u001f\u007f\u2028",
        ["beyond"] = "𠀋😀",
        ["half"] = "\ud800",
        ["empty"] = "",
        ["iat"] = 1_788_888_888L,
        ["least"] = long.MinValue,
        ["small"] = 5,
        ["yes"] = true,
        ["cnf"] = new Dictionary<string, object> { ["jkt"] = "Ễ", ["n"] = 1L },
        ["aud"] = new[] { "một", "hai" },
        ["nothing"] = null!,
        ["element"] = JsonElement.Parse("""{"a":[1,2.50,null],"ă":"â"}"""),
    };

    [Fact]
    public void SignedClaims_OfEveryKind_AreTheSerializersBytes()
    {
        using var ec = EcKeys.Generate().ECDsa;
        var (signer, _) = SignerOf(ec);

        var token = signer.Sign("at+jwt", Everything);

        PartOf(token, 1).ShouldBe(
            Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes<IDictionary<string, object>>(Everything)));
        PartOf(token, 0).ShouldBe("""{"alg":"ES256","kid":"a-key","typ":"at\u002Bjwt"}""");
    }

    [Fact]
    public void Signatures_OneAfterTheOther_HoldForTheirOwnClaimsAlone()
    {
        using var ec = EcKeys.Generate().ECDsa;
        var (signer, check) = SignerOf(ec);

        // The shorter one is written where the longer was.
        var tokens = new[] { new string('ễ', 1500), "x", new string('y', 300), "" }
            .Select(text => (Text: text, Token: signer.Sign("JWT", new Dictionary<string, object> { ["text"] = text })))
            .ToList();

        foreach (var (text, token) in tokens)
        {
            var jws = StrictJws.TryRead(token).ShouldNotBeNull();
            check.Verifies(jws).ShouldBeTrue();
            jws.Text("text").ShouldBe(text);
        }
    }

    [Fact]
    public void Signatures_AtTheSameTime_AllHold()
    {
        using var ec = EcKeys.Generate().ECDsa;
        var (signer, check) = SignerOf(ec);

        Parallel.For(0, 500, i =>
        {
            var jws = StrictJws.TryRead(signer.Sign("JWT", new Dictionary<string, object> { ["n"] = (long)i }))!;
            check.Verifies(jws).ShouldBeTrue();
            jws.Number("n").ShouldBe(i);
        });
    }

    private static (Signer Signer, SignatureKey Check) SignerOf(ECDsa ec)
    {
        var key = new ECDsaSecurityKey(ec) { KeyId = "a-key" };
        return (new Signer(key), SignatureKey.Of(key)!);
    }

    private static string PartOf(string token, int part) =>
        Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.Split('.')[part]));
}
