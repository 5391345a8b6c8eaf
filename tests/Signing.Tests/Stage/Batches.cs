using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Shouldly;

namespace Civic.Signing.Tests.Stage;

/// <summary>A document to be signed in a batch.</summary>
internal sealed record BatchPart(string Key, string Number, byte[] Content)
{
    internal static BatchPart Of(string number) => new($"{number}:batch", number, Some.Certificate(number));
}

/// <summary>What came back for one: a signed file or the code of a problem.</summary>
internal sealed record BatchReply(byte[]? Pdf, string? Code);

/// <summary>POST /seal-batches as a client uses it.</summary>
internal static class Batches
{
    internal static async Task<HttpResponseMessage> SendBatchAsync(this SigningStage stage, string batchKey,
        string profile, IEnumerable<BatchPart> parts, string field = "CompetentPerson")
    {
        var content = new MultipartContent("mixed");
        foreach (var part in parts)
        {
            var pdf = new ByteArrayContent(part.Content) { Headers = { ContentType = new("application/pdf") } };
            pdf.Headers.Add("Idempotency-Key", part.Key);
            pdf.Headers.Add("Civic-Number", part.Number);
            content.Add(pdf);
        }

        return await stage.PostBatchAsync(batchKey, profile, content, field);
    }

    internal static async Task<HttpResponseMessage> PostBatchAsync(this SigningStage stage, string batchKey,
        string profile, HttpContent content, string field = "CompetentPerson")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/seal-batches?profile={profile}&field={field}")
        {
            Content = content,
        };
        // What is refused by its length alone is not sent at all.
        request.Headers.ExpectContinue = true;
        request.Headers.Add("Idempotency-Key", batchKey);
        request.Headers.Authorization = new("Bearer", stage.Issuer.Token("judicial-records", "signing.seal"));
        return await stage.Signing.Http.SendAsync(request);
    }

    /// <returns>By idempotency key.</returns>
    internal static async Task<Dictionary<string, BatchReply>> BatchAsync(
        this SigningStage stage, string batchKey, string profile, IEnumerable<BatchPart> parts,
        string field = "CompetentPerson")
    {
        using var answer = await stage.SendBatchAsync(batchKey, profile, parts, field);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var boundary = MediaTypeHeaderValue.Parse(answer.Content.Headers.ContentType!.ToString()).Boundary.Value!;
        var reader = new MultipartReader(boundary, await answer.Content.ReadAsStreamAsync());
        var replies = new Dictionary<string, BatchReply>();
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            using var body = new MemoryStream();
            await section.Body.CopyToAsync(body);
            replies.Add(section.Headers!["Idempotency-Key"].ToString(), section.ContentType == "application/pdf"
                ? new BatchReply(body.ToArray(), null)
                : new BatchReply(null, JsonDocument.Parse(body.ToArray()).RootElement.Text("type")));
        }

        return replies;
    }
}
