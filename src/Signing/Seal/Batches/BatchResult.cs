using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Civic.Signing.Seal.Batches;

/// <summary>
/// The answer to a batch: multipart/mixed, for each document in the order in which they got ready a part with its
/// Idempotency-Key and Civic-Number and either the signed PDF, with the headers of POST /seals, or the problem that
/// POST /seals would have answered. A body that is cut off ends without its last boundary.
/// </summary>
internal sealed class BatchResult(SealBatch batch, ChannelReader<BatchAnswer> answers, Task work) : IResult
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var boundary = "civic-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var (response, cancellation) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = $"multipart/mixed; boundary={boundary}";
        await foreach (var answer in answers.ReadAllAsync(cancellation))
        {
            var (headers, body) = PartOf(answer);
            await WriteAsync($"--{boundary}\r\n{headers}\r\n");
            await response.Body.WriteAsync(body, cancellation);
            await WriteAsync("\r\n");
            await response.Body.FlushAsync(cancellation);
        }

        await work;
        await WriteAsync($"--{boundary}--\r\n");

        ValueTask WriteAsync(string text) => response.Body.WriteAsync(Encoding.ASCII.GetBytes(text), cancellation);
    }

    private (string Headers, ReadOnlyMemory<byte> Body) PartOf(BatchAnswer answer)
    {
        var headers = new StringBuilder();
        Add(DocumentCall.KeyHeader, answer.Document.IdempotencyKey);
        Add(BatchReader.NumberHeader, answer.Document.Number);
        if (answer.Outcome is SealOutcome.Sealed done)
        {
            Add("Content-Type", "application/pdf");
            foreach (var (name, value) in SealEndpoint.HeadersOf(done.Record))
            {
                Add(name, value);
            }

            return (headers.ToString(), done.Pdf);
        }

        Add("Content-Type", "application/problem+json");
        var problem = SealEndpoint.ProblemOf(answer.Outcome, batch.ProfileName, batch.Field).ProblemDetails;
        return (headers.ToString(), JsonSerializer.SerializeToUtf8Bytes<ProblemDetails>(problem, Json));

        void Add(string name, string value) => headers.Append(name).Append(": ").Append(value).Append("\r\n");
    }
}
