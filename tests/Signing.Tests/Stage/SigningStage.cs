using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.Pkcs;
using System.Text.Json;
using Civic.Documents.Reading;
using Civic.Testing;
using Civic.TrustServices;
using Shouldly;

namespace Civic.Signing.Tests.Stage;

/// <summary>Signing, the trust services and an issuer of tokens, each on its address.</summary>
internal sealed class SigningStage : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<DatabaseKind, Lazy<Task<SigningStage>>> Shared = new();

    private SigningStage(TestIssuer issuer, TestHost trust, TestHost signing) =>
        (Issuer, Trust, Signing) = (issuer, trust, signing);

    private Dictionary<string, string> Addresses { get; init; } = [];

    private Dictionary<string, string?> Settings { get; init; } = [];

    internal TestIssuer Issuer { get; }

    internal TestHost Trust { get; }

    internal TestHost Signing { get; }

    /// <summary>One per database for all tests that leave it as it is.</summary>
    internal static Task<SigningStage> SharedAsync(DatabaseKind kind) =>
        Shared.GetOrAdd(kind, k => new Lazy<Task<SigningStage>>(() => StartAsync(k))).Value;

    internal static Task<SigningStage> StartAsync(
        DatabaseKind kind = DatabaseKind.Sqlite, params (string Key, string Value)[] settings) =>
        StartAsync(null, kind, settings);

    /// <param name="clock">Of all hosts and of the tokens; the real one where null.</param>
    /// <param name="kind">Where the hosts store.</param>
    /// <param name="settings">For all hosts.</param>
    internal static async Task<SigningStage> StartAsync(
        TimeProvider? clock, DatabaseKind kind, params (string Key, string Value)[] settings)
    {
        var addresses = TestHost.FreeAddresses("identity", "trust", "signing");
        var all = Databases.Settings(kind);
        // What is tested here needs no leader's login, except where a test asks for it again.
        all["Civic:Signing:Profiles:judicial-person:ApprovalRequired"] = "false";
        all["Civic:Signing:Profiles:judicial-deputy:ApprovalRequired"] = "false";
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var issuer = await TestIssuer.StartAsync(addresses["identity"], clock);
        var trust = await TestHost.StartAsync(TrustServicesHost.Service, addresses, all, clock);
        var signing = await TestHost.StartAsync(SigningHost.Service, addresses, all, clock);
        var stage = new SigningStage(issuer, trust, signing) { Addresses = addresses, Settings = all };
        await stage.WaitUntilReadyAsync();
        return stage;
    }

    /// <summary>A further host on the same PostgreSQL database, with a data folder and keys of its own.</summary>
    internal Task<TestHost> AnotherReplicaAsync() => TestHost.StartAsync(SigningHost.Service,
        new Dictionary<string, string>(Addresses) { ["signing"] = TestHost.FreeAddresses("x")["x"] }, Settings);

    internal static async Task DisposeSharedAsync()
    {
        foreach (var stage in Shared.Values.Where(s => s.IsValueCreated))
        {
            await (await stage.Value).DisposeAsync();
        }
    }

    internal async Task<HttpResponseMessage> SealAsync(byte[] pdf, string profile, string field, string number,
        string? key = null, string? token = null)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"/seals?profile={profile}&field={field}&number={number}")
        {
            Content = new ByteArrayContent(pdf) { Headers = { ContentType = new("application/pdf") } },
        };
        request.Headers.Add("Idempotency-Key", key ?? $"{number}:{profile}");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", token ?? Issuer.Token(ClientOf(profile), "signing.seal"));
        return await Signing.Http.SendAsync(request);
    }

    internal async Task<HttpResponseMessage> ExtendAsync(
        byte[] pdf, string number, string key, string client = "health-record")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/extensions?number={number}")
        {
            Content = new ByteArrayContent(pdf) { Headers = { ContentType = new("application/pdf") } },
        };
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Issuer.Token(client, "signing.seal"));
        return await Signing.Http.SendAsync(request);
    }

    internal async Task<byte[]> SealedAsync(byte[] pdf, string profile, string field, string number)
    {
        using var answer = await SealAsync(pdf, profile, field, number);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Signed by the person, then by the agency.</summary>
    internal async Task<byte[]> SignedByBothAsync(byte[] pdf, string number) => await SealedAsync(
        await SealedAsync(pdf, "judicial-person", "CompetentPerson", number), "judicial-agency", "Agency", number);

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, object body, string scope)
    {
        using var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", Issuer.Token("judicial-records", scope));
        return await Signing.Http.SendAsync(request);
    }

    /// <returns>The receipt.</returns>
    internal async Task<JsonElement> IssueAsync(byte[] pdf, string number, string digest = Some.Digest)
    {
        using var answer = await SendAsync(
            HttpMethod.Put, $"/issuances/{number}", Some.Issuance(pdf, digest), "signing.issue");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <returns>What the QR code of the document holds.</returns>
    internal async Task<string> QrAddressAsync(string number, string digest = Some.Digest)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/statements",
            new { number, issueDate = "2026-11-22", contentDigest = digest }, "signing.statement");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("address")!;
    }

    /// <summary>Enters a document of its own at one replica.</summary>
    internal async Task IssueAtAsync(TestHost host)
    {
        var number = Some.Number();
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/issuances/{number}")
        {
            Content = JsonContent.Create(Some.Issuance(System.Text.Encoding.UTF8.GetBytes(number))),
        };
        request.Headers.Authorization = new("Bearer", Issuer.Token("judicial-records", "signing.issue"));
        using var answer = await host.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Has a decision sealed, and changes a status by it.</summary>
    internal async Task<HttpResponseMessage> ChangeStatusAsync(string number, string status, string? newer = null)
    {
        var decision = await SealedAsync(Some.Certificate("45/QĐ-STP", withPerson: false), "judicial-agency", "Agency",
            $"QD-{number}");
        return await SendAsync(HttpMethod.Post, $"/issuances/{number}/status", new
        {
            status,
            decisionNumber = "45/QĐ-STP",
            decisionDate = "2026-12-01",
            decisionSha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(decision)),
            newer,
        }, "signing.status");
    }

    internal async Task<HttpResponseMessage> UploadAsync(byte[] file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "tep.pdf" } };
        return await Signing.Http.PostAsync("/validations", form);
    }

    internal async Task<JsonElement> ValidateAsync(byte[] file)
    {
        using var answer = await UploadAsync(file);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Revokes the certificate with which a field was signed.</summary>
    internal async Task<HttpStatusCode> RevokeSignerAsync(byte[] pdf, string field)
    {
        PdfFile.TryRead(pdf, out var file, out _).ShouldBeTrue();
        var cms = new SignedCms();
        cms.Decode(file!.SignatureFields.Single(f => f.Name == field).Value!.Contents!.Bytes.Span);
        using var answer = await Trust.Http.PostAsync(
            $"/certificates/{cms.SignerInfos[0].Certificate!.SerialNumber}/revoke", null);
        return answer.StatusCode;
    }

    internal async Task FaultAsync(string route, string kind, int? count = null)
    {
        using var answer = await Trust.Http.PostAsJsonAsync(
            "/__civic/scenario", new { faults = new[] { new { route, kind, count } } });
        answer.EnsureSuccessStatusCode();
    }

    internal async Task ResetFaultsAsync() => (await Trust.Http.DeleteAsync("/__civic/scenario")).Dispose();

    public async ValueTask DisposeAsync()
    {
        await Signing.DisposeAsync();
        await Trust.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    private async Task WaitUntilReadyAsync()
    {
        for (var i = 0; i < 1200; i++)
        {
            using var ready = await Signing.Http.GetAsync("/health/ready");
            if (ready.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("Signing did not become ready.");
    }

    private static string ClientOf(string profile) =>
        profile.StartsWith("health", StringComparison.Ordinal) ? "health-record" : "judicial-records";
}
