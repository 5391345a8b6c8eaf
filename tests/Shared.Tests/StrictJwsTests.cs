using System.Buffers.Text;
using System.Text;
using Civic.Shared.SignIn;
using Shouldly;
using Xunit;

namespace Civic.Shared.Tests;

/// <summary>One way to write a token: whatever reads the same but is written otherwise is none.</summary>
public sealed class StrictJwsTests
{
    private static readonly string Head = Base64Url.EncodeToString("""{"alg":"ES256","kid":"k"}"""u8);
    private static readonly string Body = Base64Url.EncodeToString("""{"name":"Ánh"}"""u8);

    [Fact]
    public void Token_WrittenTheOneWay_IsReadWithTheBytesThatWereSigned()
    {
        var jws = StrictJws.TryRead($"{Head}.{Body}.AQ");

        jws.ShouldNotBeNull();
        jws.KeyId.ShouldBe("k");
        jws.Text("name").ShouldBe("Ánh");
        Encoding.ASCII.GetString(jws.SignedBytes).ShouldBe($"{Head}.{Body}");
        jws.Signature.ShouldBe([1]);
    }

    [Theory]
    [InlineData("AR", "bits that nobody reads")]
    [InlineData("AQ=", "filled up by half")]
    [InlineData("AQ==", "filled up")]
    [InlineData("A Q", "a space")]
    [InlineData("AQ\n", "a line's end")]
    [InlineData(" AQ", "a space before")]
    [InlineData("A", "no whole byte")]
    [InlineData("A+", "the other alphabet")]
    [InlineData("Ạ1", "no ASCII")]
    [InlineData("", "nothing")]
    public void Signature_WrittenAnotherWay_IsNone(string signature, string why) =>
        StrictJws.TryRead($"{Head}.{Body}.{signature}").ShouldBeNull(why);

    [Fact]
    public void Parts_TooFewTooManyOrWrittenAnotherWay_AreNoToken()
    {
        string[] wrong =
        [
            "", ".", "..", "...", Head, $"{Head}.{Body}", $"{Head}.{Body}.", $"{Head}.{Body}.AQ.", $".{Head}.{Body}.AQ",
            $"{Head}.{Body}.AQ.AQ", $"{Head}..AQ", $".{Body}.AQ", $"{Head}=.{Body}.AQ", $"{Head} .{Body}.AQ",
            $"{Head}.\t{Body}.AQ", $"{Head}.{Base64Url.EncodeToString("[]"u8)}.AQ",
            $"{Head}.{Base64Url.EncodeToString("""{"a":1,"a":1}"""u8)}.AQ",
            $"{Base64Url.EncodeToString("""{"alg":"ES256","crit":[]}"""u8)}.{Body}.AQ",
            $"{Head}.{Body}.{new string('A', 16_384)}",
        ];

        foreach (var token in wrong)
        {
            StrictJws.TryRead(token).ShouldBeNull(token);
        }
    }
}
