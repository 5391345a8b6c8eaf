using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Civic.Testing;
using Shouldly;

namespace Civic.Signing.Tests.Stage;

/// <summary>POST /issuance-batches and /statement-batches as a client uses them.</summary>
internal static class Lists
{
    /// <summary>An entry whose file is its number, or what <paramref name="content"/> says.</summary>
    internal static object Entry(string number, string? content = null, string kind = "phieu-lltp-1") =>
        Entry(number, Encoding.UTF8.GetBytes(content ?? number), kind);

    internal static object Entry(string number, byte[] pdf, string kind = "phieu-lltp-1") => new
    {
        number,
        kind,
        title = new { vi = "Phiếu lý lịch tư pháp số 1", en = "Criminal-record certificate no. 1" },
        issueDate = "2026-11-22",
        sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf)),
        contentDigest = Some.Digest,
    };

    internal static async Task<HttpResponseMessage> SendListAsync(
        this SigningStage stage, string address, object body, string scope, TestHost? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", stage.Issuer.Token("judicial-records", scope));
        return await (host ?? stage.Signing).Http.SendAsync(request);
    }

    /// <summary>The list is refused as a whole, for one item of it.</summary>
    internal static async Task RefusesAsync(this HttpResponseMessage answer, string code, int item)
    {
        var said = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, said);
        var problem = JsonDocument.Parse(said).RootElement;
        problem.Text("type").ShouldBe($"civic:signing:{code}");
        problem.Text("title")!.ShouldStartWith($"Item {item} of the list: ");
    }

    /// <returns>The results, in their order.</returns>
    internal static async Task<IReadOnlyList<JsonElement>> IssueListAsync(
        this SigningStage stage, IEnumerable<object> entries, TestHost? host = null)
    {
        using var answer = await stage.SendListAsync("/issuance-batches", new { entries }, "signing.issue", host);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("results").EnumerateArray()];
    }
}
