using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Civic.Shared.Hosting;
using Civic.Signing.Keys;
using Civic.Signing.Keys.Remote;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Civic.TrustServices.RemoteSigning;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Keys;

/// <summary>Keys at a remote signing service (CSC API v2).</summary>
public sealed class RemoteKeyTests(RemoteStage remote) : IClassFixture<RemoteStage>
{
    private const string SignHash = "/csc/v2/signatures/signHash";
    private const string Authorize = "/csc/v2/credentials/authorize";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("remote-ec")]
    [InlineData("remote-rsa")]
    [InlineData("remote-pss")]
    public async Task Seal_KeyElsewhere_Valid(string profile)
    {
        var number = Some.Number();

        var pdf = await remote.Stage.SealedAsync(Some.Certificate(number), profile, "CompetentPerson", number);

        (await remote.Stage.ValidateAsync(pdf)).Verdict().ShouldBe("TOTAL-PASSED");
    }

    [Fact]
    public async Task SignHashes_500_OneAuthorizationForAll()
    {
        var key = remote.Key("remote-ec");
        var digests = Digests(500);
        // An access token that the service has forgotten meanwhile would be asked for anew, and the call made twice.
        await key.SignHashAsync(digests[0], Cancel);
        // A fault that counts calls and spoils nothing: one of its five is used up.
        object[] faults = [new { route = Authorize, kind = "slow-body", count = 5, delayMs = 20 }];
        using var set = await remote.Stage.Trust.Http.PostAsJsonAsync("/__civic/scenario", new { faults }, Cancel);

        var outcomes = await key.SignHashesAsync(digests, Cancel);
        var left = await remote.Stage.Trust.Http.GetStringAsync("/__civic/scenario", Cancel);
        await remote.Stage.ResetFaultsAsync();

        left.ShouldContain("\"count\":4");
        for (var i = 0; i < digests.Count; i++)
        {
            key.Scheme.Verify(key.Certificate, digests[i].Span,
                outcomes[i].ShouldBeOfType<HashSignature.Made>().Signature).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task SignHashes_OneComesBackSpoilt_OnlyThatOneFails()
    {
        await remote.Stage.FaultAsync(SignHash, "partial-match", 1);

        var outcomes = await remote.Key("remote-rsa").SignHashesAsync(Digests(5), Cancel);

        outcomes.Count(o => o is HashSignature.Made).ShouldBe(4);
        outcomes.OfType<HashSignature.Failed>().ShouldHaveSingleItem().Reason.ShouldContain("not the key's");
    }

    [Fact]
    public async Task SignHashes_TheFirstSignatureForAll_TheOthersFail()
    {
        await remote.Stage.FaultAsync(SignHash, "duplicate", 1);

        var outcomes = await remote.Key("remote-ec").SignHashesAsync(Digests(3), Cancel);

        outcomes[0].ShouldBeOfType<HashSignature.Made>();
        outcomes.Skip(1).ShouldAllBe(o => o is HashSignature.Failed);
    }

    [Theory]
    [InlineData(Authorize, "clock-skew", "signatures/signHash answered 400 invalid_request")]
    [InlineData(Authorize, "5xx", "credentials/authorize answered 503")]
    [InlineData(Authorize, "malformed", "credentials/authorize answered something unreadable")]
    [InlineData(SignHash, "truncated", "the signing service can't be reached")]
    [InlineData(SignHash, "timeout", "the signing service did not answer in time")]
    public async Task SignHash_ServiceFails_SaysSoAndNextOneWorks(string route, string fault, string expected)
    {
        var key = remote.Key("remote-ec");
        await remote.Stage.FaultAsync(route, fault, 1);

        var refused = await Should.ThrowAsync<KeyUnavailableException>(
            async () => await key.SignHashAsync(Digests(1)[0], Cancel));

        refused.Reason.ShouldBe(expected);
        (await key.SignHashAsync(Digests(1)[0], Cancel)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task SignHash_AccessTokenForgotten_AskedForAgain()
    {
        await remote.Stage.FaultAsync("/csc/v2/oauth2/token", "replay", 1);
        await using var stage = await remote.StartAsync();
        // The first token was forgotten at once; the keys are there all the same.
        stage.Signing.Services.GetRequiredService<KeyRing>().Holds("remote-ec").ShouldBeTrue();
    }

    [Fact]
    public async Task Seal_ServiceDown_AnswersTryLater()
    {
        await remote.Stage.FaultAsync("/csc/v2", "5xx", 1);
        var number = Some.Number();

        using var answer = await remote.Stage.SealAsync(
            Some.Certificate(number), "remote-ec", "CompetentPerson", number);

        (await answer.CodeAsync(HttpStatusCode.ServiceUnavailable)).ShouldBe("civic:signing:key-unavailable");
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Authorize_WithAnotherPin_Refused()
    {
        var client = remote.Client();
        var hash = Convert.ToBase64String(SHA256.HashData([1]));

        var refused = await Should.ThrowAsync<KeyUnavailableException>(() => client.AuthorizeAsync(
            new CscAuthorization("luong-thi-ky", 1, [hash], SignatureScheme.Default.HashOid, [new("PIN", "0")]),
            Cancel));

        refused.Reason.ShouldBe("credentials/authorize answered 400 invalid_pin");
    }

    [Theory]
    [InlineData("other-hash")]
    [InlineData("more-hashes")]
    [InlineData("fewer-hashes")]
    [InlineData("other-order")]
    [InlineData("twice")]
    [InlineData("other-credential")]
    public async Task SignHash_NotWhatWasAuthorized_NothingIsSigned(string what)
    {
        var client = remote.Client();
        var (oid, algorithm) = (SignatureScheme.Default.HashOid, SignatureScheme.Default.AlgorithmOid);
        string[] hashes = [.. Digests(3).Select(d => Convert.ToBase64String(d.Span))];
        string[] authorized = hashes[..2];
        var sad = await client.AuthorizeAsync(new CscAuthorization(
            "luong-thi-ky", 2, authorized, oid, [new("PIN", SandboxSigner.Pin)]), Cancel);
        var (credential, asked) = what switch
        {
            "other-hash" => ("luong-thi-ky", new[] { hashes[0], hashes[2] }),
            "more-hashes" => ("luong-thi-ky", hashes),
            "fewer-hashes" => ("luong-thi-ky", hashes[..1]),
            "other-order" => ("luong-thi-ky", [hashes[1], hashes[0]]),
            "other-credential" => ("luong-thi-ky-rsa", authorized),
            _ => ("luong-thi-ky", authorized),
        };
        var request = new CscHashes(credential, sad, asked, oid, algorithm, null, "S");
        if (what == "twice")
        {
            (await client.SignAsync(request, Cancel)).Count.ShouldBe(2);
        }

        await Should.ThrowAsync<KeyUnavailableException>(() => client.SignAsync(request, Cancel));
    }

    [Fact]
    public async Task Start_SecretFileMissing_RefusedInOneSentence()
    {
        var refusal = await Should.ThrowAsync<StartupRefusal>(() => SigningStage.StartAsync(DatabaseKind.Sqlite,
            ("Civic:Signing:Profiles:judicial-person:Remote:SecretFile", "/nowhere")));

        refusal.Message.ShouldContain("judicial-person:Remote:SecretFile names '/nowhere'");
    }

    private static List<ReadOnlyMemory<byte>> Digests(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (ReadOnlyMemory<byte>)SHA256.HashData(BitConverter.GetBytes(i)))];
}

/// <summary>A house in which three profiles have their key at the sandbox's remote signing service.</summary>
public sealed class RemoteStage : IAsyncLifetime
{
    private readonly Shell _files = new();

    internal SigningStage Stage { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Stage = await StartAsync();

    internal Task<SigningStage> StartAsync(
        DatabaseKind kind = DatabaseKind.Sqlite, params (string, string)[] settings) => SigningStage.StartAsync(kind,
    [
        .. Profile("remote-ec", "luong-thi-ky", "P256", "Ecdsa"),
        .. Profile("remote-rsa", "luong-thi-ky-rsa", "Rsa2048", "RsaPkcs1"),
        .. Profile("remote-pss", "luong-thi-ky-rsa", "Rsa2048", "RsaPss"),
        .. settings,
    ]);

    internal void RemoveFiles() => _files.Dispose();

    internal RemoteKey Key(string profile) =>
        Stage.Signing.Services.GetRequiredService<KeyRing>().TryGet(profile, out var key)
            ? key.ShouldBeOfType<RemoteKey>()
            : throw new InvalidOperationException($"No key {profile}.");

    /// <summary>The protocol alone, for what a well-behaved key never does.</summary>
    internal CscClient Client() => new(new HttpClient(), new CscAccount(Stage.Trust.Address + "/csc/v2",
        SandboxSigner.ClientId, SandboxSigner.ClientSecret, TimeSpan.FromSeconds(10)), TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await Stage.DisposeAsync();
        _files.Dispose();
    }

    private (string, string)[] Profile(string name, string credential, string kind, string method)
    {
        var profile = $"Civic:Signing:Profiles:{name}";
        return
        [
            ($"{profile}:Client", "judicial-records"), ($"{profile}:Kind", "Person"),
            ($"{profile}:SignerName", "Lương Thị Ký"), ($"{profile}:Key", kind), ($"{profile}:Method", method),
            ($"{profile}:Remote:ClientId", SandboxSigner.ClientId), ($"{profile}:Remote:Credential", credential),
            ($"{profile}:Remote:SecretFile", Secret("secret", SandboxSigner.ClientSecret)),
            ($"{profile}:Remote:PinFile", Secret("pin", SandboxSigner.Pin)), ($"{profile}:Remote:TimeoutMs", "2000"),
        ];
    }

    private string Secret(string name, string content)
    {
        var path = Path.Combine(_files.Folder, name);
        PrivateFile.Write(path, System.Text.Encoding.ASCII.GetBytes(content));
        return path;
    }
}
