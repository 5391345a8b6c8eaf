using System.Security.Cryptography;
using System.Text;
using Civic.Shared.Hosting;
using Civic.Signing.Algorithms;
using Civic.Signing.Keys;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Algorithms;

public sealed class AlgorithmPolicyTests
{
    private static readonly AlgorithmPolicy Shipped = AlgorithmPolicy.Load(null);

    [Theory]
    [InlineData("SHA1", "2012-07-31", true)]
    [InlineData("SHA1", "2012-08-01", false)]
    [InlineData("SHA256", "2026-11-22", true)]
    [InlineData("SHA512", "2056-01-01", true)]
    [InlineData("MD5", "2000-01-01", false)]
    public void Allows_Digest_AsTheSuiteSays(string digest, string day, bool allowed) =>
        Shipped.Allows(new HashAlgorithmName(digest), At(day)).ShouldBe(allowed);

    [Theory]
    [InlineData("RsaPkcs1", 1024, "2019-09-30", true)]
    [InlineData("RsaPkcs1", 1024, "2026-11-22", false)]
    [InlineData("RsaPkcs1", 2048, "2028-12-31", true)]
    [InlineData("RsaPkcs1", 4096, "2029-01-01", false)]
    [InlineData("RsaPss", 2048, "2029-01-01", false)]
    [InlineData("RsaPss", 3072, "2029-01-01", true)]
    [InlineData("Ecdsa", 192, "2026-11-22", false)]
    [InlineData("Ecdsa", 256, "2040-01-01", true)]
    [InlineData("RsaPss", 512, "2005-01-01", false)]
    public void Allows_Key_AsTheSuiteSays(string family, int bits, string day, bool allowed) =>
        Shipped.Allows(Enum.Parse<SignatureMethod>(family), bits, At(day)).ShouldBe(allowed);

    [Fact]
    public void EndOf_KnownUnknownAndNever_DayNullAndTheBeginningOfTime()
    {
        Shipped.EndOf(SignatureMethod.RsaPkcs1, 3072).ShouldBe(At("2029-01-01"));
        Shipped.EndOf(SignatureMethod.Ecdsa, 384).ShouldBeNull();
        Shipped.EndOf(HashAlgorithmName.MD5).ShouldBe(DateTimeOffset.MinValue);
    }

    [Theory]
    [InlineData("""{"source":"x","algorithms":[{"algorithm":"SHA-257"}]}""")]
    [InlineData("""{"source":"x","algorithms":[{"algorithm":"ECDSA"}]}""")]
    [InlineData("""{"source":"x","algorithms":[{"algorithm":"SHA-256","until":"2020-01-01","from":"2021-01-01"}]}""")]
    [InlineData("""{"source":"x","algorithms":[{"algorithm":"SHA-256","untill":"2020-01-01"}]}""")]
    [InlineData("""{"algorithms":""")]
    public void Load_RowThatCannotBeMeant_RefusesTheStart(string json) => Should.Throw<StartupRefusal>(
        () => AlgorithmPolicy.Parse(new MemoryStream(Encoding.UTF8.GetBytes(json)), "test.json"));

    private static DateTimeOffset At(string day) => DateTimeOffset.Parse(day + "T00:00:00Z", null);
}
