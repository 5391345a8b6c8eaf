using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Documents.Reading;
using Civic.Signing.Keys;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Keys;

/// <summary>Every kind of key and scheme signs documents that other people's programs accept.</summary>
public sealed class KeyKindTests(KeyKindStage fixture) : IClassFixture<KeyKindStage>
{
    public static readonly TheoryData<string, string, string> Schemes = new()
    {
        { "P256", "Ecdsa", "Sha256" },
        { "P256", "Ecdsa", "Sha512" },
        { "P384", "Ecdsa", "Sha384" },
        { "Rsa2048", "RsaPkcs1", "Sha256" },
        { "Rsa2048", "RsaPss", "Sha384" },
        { "Rsa3072", "RsaPkcs1", "Sha384" },
        { "Rsa3072", "RsaPss", "Sha256" },
        { "Rsa4096", "RsaPss", "Sha512" },
    };

    [Theory, MemberData(nameof(Schemes))]
    public async Task Seal_WithThisKey_OpensslAcceptsTheSignature(string key, string method, string hash)
    {
        using var shell = new Shell();
        var stage = fixture.Stage;
        var number = Some.Number();
        var pdf = await stage.SealedAsync(
            Some.Certificate(number), $"{key}-{method}-{hash}", "CompetentPerson", number);
        PdfFile.TryRead(pdf, out var file, out _).ShouldBeTrue();
        var value = file!.SignatureFields.Single(f => f.Name == "CompetentPerson").Value!;
        AsnDecoder.ReadEncodedValue(
            value.Contents!.Bytes.Span, AsnEncodingRules.BER, out _, out _, out var length);
        var range = value.ByteRange;
        var content = shell.Write("content",
            [.. pdf[..(int)range[1]], .. pdf[(int)range[2]..(int)(range[2] + range[3])]]);
        var cms = shell.Write("cms.der", value.Contents.Bytes[..length].ToArray());
        var root = shell.Write("root.pem", await stage.Signing.Http.GetByteArrayAsync(
            "/trust-root.pem", TestContext.Current.CancellationToken));

        var (code, said) = await shell.RunAsync("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", cms,
            "-content", content, "-CAfile", root, "-purpose", "any", "-cades",
            "-out", Path.Combine(shell.Folder, "out"));

        code.ShouldBe(0, said);
        (await stage.ValidateAsync(pdf)).Verdict().ShouldBe("TOTAL-PASSED");
    }

    [Theory]
    [InlineData("P256", "Ecdsa", "Sha256")]
    [InlineData("Rsa2048", "RsaPss", "Sha256")]
    public async Task SignHash_ManyCallersAtOnce_EachGetsItsOwnSignature(string kind, string method, string hash)
    {
        var scheme = new SignatureScheme(Enum.Parse<SignatureMethod>(method), Enum.Parse<SignatureHash>(hash));
        using var key = Enum.Parse<KeyKind>(kind).Create();
        var chain = new[] { SelfSigned(key) };
        var signing = new FileKey(key, scheme, chain);

        var digests = Enumerable.Range(0, 200).Select(i => SHA256.HashData(BitConverter.GetBytes(i))).ToList();
        var signatures = await Task.WhenAll(digests.Select(d => Task.Run(
            async () => await signing.SignHashAsync(d, TestContext.Current.CancellationToken))));

        for (var i = 0; i < digests.Count; i++)
        {
            scheme.Verify(chain[0], digests[i], signatures[i]).ShouldBeTrue();
            scheme.Verify(chain[0], digests[(i + 1) % digests.Count], signatures[i]).ShouldBeFalse();
        }
    }

    [Fact]
    public void FileKey_SchemeOfAnotherKindOfKey_Refused()
    {
        using var key = KeyKind.P256.Create();
        var scheme = new SignatureScheme(SignatureMethod.RsaPss, SignatureHash.Sha256);

        Should.Throw<CryptographicException>(() => new FileKey(key, scheme, [SelfSigned(key)]));
    }

    [Theory]
    [InlineData("P384")]
    [InlineData("Rsa3072")]
    public void Pkcs12_WrittenAndRead_TheSameKeyAndItsCertificate(string kind)
    {
        using var shell = new Shell();
        using var key = Enum.Parse<KeyKind>(kind).Create();
        var certificate = SelfSigned(key);
        var file = shell.Write("key.p12", Pkcs12File.Encode(key, [certificate], "mật khẩu"));

        var (read, chain) = Pkcs12File.Read(file, "mật khẩu");

        read.ExportSubjectPublicKeyInfo().ShouldBe(key.ExportSubjectPublicKeyInfo());
        chain.ShouldHaveSingleItem().RawData.ShouldBe(certificate.RawData);
        Should.Throw<CryptographicException>(() => Pkcs12File.Read(file, "khác"));
    }

    [Fact]
    public async Task Start_SchemeThatTheKeyCannotDo_RefusedWithTheProfile()
    {
        var refusal = await Should.ThrowAsync<Exception>(() => SigningStage.StartAsync(DatabaseKind.Sqlite,
            ("Civic:Signing:Profiles:judicial-person:Method", "RsaPss")));

        refusal.Message.ShouldContain("judicial-person");
    }

    private static X509Certificate2 SelfSigned(AsymmetricAlgorithm key)
    {
        var request = key is RSA rsa
            ? new CertificateRequest("CN=Test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=Test", (ECDsa)key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var own = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadCertificate(own.RawData);
    }
}

/// <summary>One house in which each scheme has a profile.</summary>
public sealed class KeyKindStage : IAsyncLifetime
{
    internal SigningStage Stage { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new List<(string, string)>();
        foreach (var row in KeyKindTests.Schemes)
        {
            var (key, method, hash) = row.Data;
            var profile = $"Civic:Signing:Profiles:{key}-{method}-{hash}";
            settings.AddRange([
                ($"{profile}:Client", "judicial-records"), ($"{profile}:SignerName", "Lương Thị Ký"),
                ($"{profile}:Organization", "Sở Tư pháp thành phố Hà Nội"), ($"{profile}:Kind", "Person"),
                ($"{profile}:Key", key), ($"{profile}:Method", method), ($"{profile}:Hash", hash),
            ]);
        }

        Stage = await SigningStage.StartAsync(DatabaseKind.Sqlite, [.. settings]);
    }

    public ValueTask DisposeAsync() => Stage?.DisposeAsync() ?? ValueTask.CompletedTask;
}
