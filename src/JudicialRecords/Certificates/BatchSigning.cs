using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Certificates;

/// <summary>One document that is to be signed.</summary>
/// <param name="Of">The dossier or paper whose document it is.</param>
internal sealed record ToSign(Guid Of, string Number);

/// <summary>Gives the documents of some, by whose they are.</summary>
internal delegate Task<Dictionary<Guid, byte[]>> ReadPdfs(IReadOnlyList<Guid> some);

/// <summary>
/// Has documents signed by one call to the key custodian, which takes one authorization of the key for all.
/// </summary>
internal sealed class BatchSigning(IHttpClientFactory clients)
{
    /// <summary>As many as the custodian takes.</summary>
    internal const int MostDocuments = 500;

    /// <summary>Below what the custodian takes together (64 MB).</summary>
    private const int MostBytes = 48 * 1024 * 1024;

    private const int ReadAtOnce = 25;
    private const string Client = "signing.seal-batch";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    internal static void Register(IServiceCollection services, CivicSettings settings)
    {
        services.AddHttpClient(Client, c =>
        {
            c.BaseAddress = new Uri(settings.AddressOf("signing") + "/");
            c.Timeout = WorkQueue.Hold - TimeSpan.FromSeconds(30);
        }).AddBridgeToken("signing.seal");
        services.AddSingleton<BatchSigning>();
    }

    /// <param name="place">The same for all.</param>
    /// <param name="all">At most <see cref="MostDocuments"/>.</param>
    /// <param name="read">Where the documents are.</param>
    /// <param name="cancellation">Stops it between two calls.</param>
    /// <returns>What came of each document, by whose it is; nothing is missing.</returns>
    internal async Task<Dictionary<Guid, SigningReply<SealedPdf>>> SealAsync(
        SigningPlace place, IReadOnlyList<ToSign> all, ReadPdfs read, CancellationToken cancellation)
    {
        var replies = new Dictionary<Guid, SigningReply<SealedPdf>>();
        var batch = new List<BatchDocument>();
        var bytes = 0;
        foreach (var some in all.Chunk(ReadAtOnce))
        {
            var pdfs = await read([.. some.Select(s => s.Of)]);
            foreach (var (of, number) in some)
            {
                if (bytes > 0 && bytes + pdfs[of].Length > MostBytes)
                {
                    await SealAsync(place, batch, replies, cancellation);
                    (batch, bytes) = ([], 0);
                }

                batch.Add(new BatchDocument(of, place.KeyOf(of), number, pdfs[of]));
                bytes += pdfs[of].Length;
            }
        }

        await SealAsync(place, batch, replies, cancellation);
        return replies;
    }

    private async Task SealAsync(SigningPlace place, List<BatchDocument> documents,
        Dictionary<Guid, SigningReply<SealedPdf>> replies, CancellationToken cancellation)
    {
        SigningReply<SealedPdf> others = new SigningReply<SealedPdf>.Waits(SigningClient.SigningUnavailable, "missing");
        try
        {
            using var client = clients.CreateClient(Client);
            using var request = RequestOf(place, documents);
            using var answer = await client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (answer.IsSuccessStatusCode)
            {
                await ReadAsync(answer, documents.ToDictionary(d => d.Key, d => d.Of), replies, cancellation);
            }
            else
            {
                others = await SigningClient.WhyNotAsync<SealedPdf>(answer, cancellation);
            }
        }
        catch (Exception e) when (SigningClient.IsTransport(e, cancellation) || e is InvalidDataException)
        {
            // What has arrived whole counts; the rest is asked for again.
            others = new SigningReply<SealedPdf>.Waits(SigningClient.SigningUnavailable, e.GetType().Name);
        }

        foreach (var document in documents)
        {
            replies.TryAdd(document.Of, others);
        }
    }

    private static HttpRequestMessage RequestOf(SigningPlace place, List<BatchDocument> documents)
    {
        var parts = new MultipartContent("mixed");
        foreach (var document in documents)
        {
            var part = new ByteArrayContent(document.Pdf);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
            part.Headers.Add("Idempotency-Key", document.Key);
            part.Headers.Add("Civic-Number", document.Number);
            parts.Add(part);
        }

        var request = new HttpRequestMessage(
            HttpMethod.Post, $"seal-batches?profile={place.Profile}&field={place.Field}")
        {
            Content = parts,
        };
        // The same documents again are the same batch; what is left of one is another.
        var keys = string.Join('\n', documents.Select(d => d.Key));
        request.Headers.Add("Idempotency-Key",
            $"batch:{place.Name}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(keys)))}");
        return request;
    }

    private static async Task ReadAsync(HttpResponseMessage answer, Dictionary<string, Guid> whose,
        Dictionary<Guid, SigningReply<SealedPdf>> replies, CancellationToken cancellation)
    {
        var boundary = answer.Content.Headers.ContentType?.Parameters
            .FirstOrDefault(p => p.Name == "boundary")?.Value?.Trim('"')
            ?? throw new InvalidDataException("The answer has no boundary.");
        var reader = new MultipartReader(boundary, await answer.Content.ReadAsStreamAsync(cancellation));
        while (await reader.ReadNextSectionAsync(cancellation) is { } part)
        {
            using var body = new MemoryStream();
            await part.Body.CopyToAsync(body, cancellation);
            if (whose.TryGetValue(HeaderOf(part, "Idempotency-Key") ?? "", out var of))
            {
                replies[of] = ReplyOf(part, body.ToArray());
            }
        }
    }

    private static SigningReply<SealedPdf> ReplyOf(MultipartSection part, byte[] body)
    {
        if (part.ContentType == "application/pdf")
        {
            return new SigningReply<SealedPdf>.Done(SigningClient.SealedOf(
                body, HeaderOf(part, "Civic-Sha256"), HeaderOf(part, "Civic-Verifiable-Until")));
        }

        var problem = JsonSerializer.Deserialize<ProblemDetails>(body, Json);
        return SigningClient.WaitsFor<SealedPdf>(
            problem?.Type, (HttpStatusCode)(problem?.Status ?? (int)HttpStatusCode.InternalServerError));
    }

    private static string? HeaderOf(MultipartSection part, string name) =>
        part.Headers?.TryGetValue(name, out var value) == true ? value.ToString() : null;

    /// <param name="Key">Signing it twice with one key is signing it once.</param>
    private sealed record BatchDocument(Guid Of, string Key, string Number, byte[] Pdf);
}
