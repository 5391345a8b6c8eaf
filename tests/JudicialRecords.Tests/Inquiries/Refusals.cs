using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace Civic.JudicialRecords.Tests.Inquiries;

/// <summary>What a program is told that may not ask, or asks too much.</summary>
internal static class Refusals
{
    internal static async Task ShouldBeAsync(
        Task<HttpResponseMessage> call, int status, string type, string? why = null)
    {
        using var answer = await call;
        answer.StatusCode.ShouldBe((HttpStatusCode)status, why);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonObject>())!["type"]!.ToString()
            .ShouldBe($"civic:judicial:{type}", why);
    }
}
