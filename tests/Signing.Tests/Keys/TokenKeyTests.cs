using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Civic.Shared.Hosting;
using Civic.Signing.Keys;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Keys;

/// <summary>Keys on a PKCS#11 token (SoftHSM 2).</summary>
public sealed class TokenKeyTests(SoftToken token) : IClassFixture<SoftToken>
{
    [Theory]
    [InlineData("ec", "P256", "Ecdsa")]
    [InlineData("rsa", "Rsa2048", "RsaPkcs1")]
    [InlineData("rsa", "Rsa2048", "RsaPss")]
    public async Task Seal_KeyOnToken_ValidAndAgainAfterRestart(string key, string kind, string method)
    {
        await using var stage = await SigningStage.StartAsync(
            DatabaseKind.Sqlite, token.Settings(key, kind, ("Method", method)));
        var number = Some.Number();

        var pdf = await stage.SignedByBothAsync(Some.Certificate(number), number);

        (await stage.ValidateAsync(pdf)).Verdict().ShouldBe("TOTAL-PASSED");
        var ring = stage.Signing.Services.GetRequiredService<KeyRing>();
        ring.TryGet("judicial-person", out var held).ShouldBeTrue();
        held.GetType().Name.ShouldBe("TokenKey");
        // Taken up again from what lies on disk: the same certificate, without the authority.
        var options = stage.Signing.Services
            .GetRequiredService<Microsoft.Extensions.Options.IOptions<SigningOptions>>().Value;
        var again = stage.Signing.Services.GetRequiredService<TokenKeyStore>()
            .TryLoad("judicial-person", options.Profiles["judicial-person"]);
        again!.Certificate.RawData.ShouldBe(held.Certificate.RawData);
    }

    [Fact]
    public async Task SignHash_ManyCallersAtOnce_AllSignaturesAreRight()
    {
        await using var stage = await SigningStage.StartAsync(DatabaseKind.Sqlite, token.Settings("ec", "P256"));
        stage.Signing.Services.GetRequiredService<KeyRing>().TryGet("judicial-person", out var key).ShouldBeTrue();

        var digests = Enumerable.Range(0, 64).Select(i => SHA256.HashData(BitConverter.GetBytes(i))).ToList();
        var signatures = await Task.WhenAll(digests.Select(d => Task.Run(
            async () => await key!.SignHashAsync(d, TestContext.Current.CancellationToken))));

        digests.Zip(signatures).ShouldAllBe(p => key!.Scheme.Verify(key.Certificate, p.First, p.Second));
    }

    [Theory]
    [InlineData("Token", "keiner", "can't be opened")]
    [InlineData("Object", "keiner", "can't be opened")]
    [InlineData("PinFile", "/nowhere", "which is not there")]
    [InlineData("Module", "/nowhere.so", "PKCS#11 module")]
    [InlineData("PinFile", "line-end", "no line end")]
    [InlineData("PinFile", "open", "may be read by others")]
    [InlineData("Key", "Rsa2048", "another kind")]
    public async Task Start_SomethingIsMissing_RefusedInOneSentence(string what, string value, string expected)
    {
        var settings = token.Settings(
            "ec", "P256", (what, what == "PinFile" && value[0] != '/' ? token.PinFile(value) : value));

        var refusal = await Should.ThrowAsync<StartupRefusal>(
            () => SigningStage.StartAsync(DatabaseKind.Sqlite, settings));

        refusal.Message.ShouldContain(expected);
        refusal.Message.ShouldNotContain(SoftToken.Pin);
        refusal.Message.ShouldNotContain('\n');
    }
}

/// <summary>A token of our own with an EC and an RSA key.</summary>
public sealed partial class SoftToken : IAsyncLifetime
{
    internal const string Pin = "73915";
    private const string Module = "/usr/lib/softhsm/libsofthsm2.so";

    private readonly Shell _shell = new();

    public async ValueTask InitializeAsync()
    {
        var tokens = Directory.CreateDirectory(Path.Combine(_shell.Folder, "tokens")).FullName;
        var configuration = _shell.Write("softhsm2.conf",
            System.Text.Encoding.UTF8.GetBytes($"directories.tokendir = {tokens}\nlog.level = ERROR\n"));
        // For the programs that are started, and for the module that is loaded into this process.
        Environment.SetEnvironmentVariable("SOFTHSM2_CONF", configuration);
        SetEnvironment("SOFTHSM2_CONF", configuration, 1).ShouldBe(0);
        await RunAsync("softhsm2-util", "--init-token", "--free", "--label", "civic", "--so-pin", "8642", "--pin", Pin);
        await MakeKeyAsync("EC:prime256v1", "ec", "01");
        await MakeKeyAsync("rsa:2048", "rsa", "02");
    }

    public ValueTask DisposeAsync()
    {
        _shell.Dispose();
        return ValueTask.CompletedTask;
    }

    internal string PinFile(string kind)
    {
        var pin = System.Text.Encoding.ASCII.GetBytes(Pin + (kind == "line-end" ? "\n" : ""));
        if (kind == "open")
        {
            return _shell.Write("pin-open", pin);
        }

        var path = Path.Combine(_shell.Folder, $"pin-{kind}");
        PrivateFile.Write(path, pin);
        return path;
    }

    internal (string, string)[] Settings(string key, string kind, params (string Name, string Value)[] others)
    {
        const string Profile = "Civic:Signing:Profiles:judicial-person";
        return
        [
            ("Civic:Signing:Pkcs11Module", Module), ($"{Profile}:Key", kind), ($"{Profile}:Pkcs11:Token", "civic"),
            ($"{Profile}:Pkcs11:Object", key), ($"{Profile}:Pkcs11:PinFile", PinFile("good")),
            .. others.Select(o => (o.Name switch
            {
                "Module" => "Civic:Signing:Pkcs11Module",
                "Key" or "Method" => $"{Profile}:{o.Name}",
                _ => $"{Profile}:Pkcs11:{o.Name}",
            }, o.Value)),
        ];
    }

    private Task MakeKeyAsync(string type, string label, string id) => RunAsync(
        "pkcs11-tool", "--module", Module, "--token-label", "civic", "--login", "--pin", Pin,
        "--keypairgen", "--key-type", type, "--label", label, "--id", id);

    private async Task RunAsync(string program, params string[] arguments)
    {
        var (code, said) = await _shell.RunAsync(program, arguments);
        code.ShouldBe(0, said);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
