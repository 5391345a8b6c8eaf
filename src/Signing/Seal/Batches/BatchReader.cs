using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Civic.Signing.Seal.Batches;

/// <summary>
/// Reads the body of POST /seal-batches: multipart/mixed (RFC 2046, 5.1), each part a PDF with the headers
/// Idempotency-Key and Civic-Number.
/// </summary>
internal static class BatchReader
{
    internal const string NumberHeader = "Civic-Number";

    /// <returns>The batch, or the problem to answer with; never both.</returns>
    internal static async Task<(SealBatch? Batch, ProblemHttpResult? Problem)> ReadAsync(
        HttpContext http, string profile, string field, CancellationToken cancellation)
    {
        var key = http.Request.Headers[DocumentCall.KeyHeader].ToString();
        if (!DocumentCall.IsKeyValid(key))
        {
            return (null, Problems.IdempotencyKeyInvalid());
        }

        if (!TryBoundary(http.Request, out var boundary))
        {
            return (null, Problems.BatchInvalid("the body must be multipart/mixed with a boundary"));
        }

        if (http.Request.ContentLength > SealBatch.MaxBytes)
        {
            return (null, Problems.BatchTooLarge());
        }

        var client = http.User.FindFirstValue(BridgeClaims.ClientId) ?? "";
        try
        {
            var (documents, problem) = await PartsAsync(http, boundary, client, cancellation);
            return problem is null ? (new(client, key, profile, field, documents), null) : (null, problem);
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return (null, Problems.BatchInvalid("the body ends too soon or a part of it is malformed"));
        }
    }

    private static async Task<(List<DocumentCall> Documents, ProblemHttpResult? Problem)> PartsAsync(
        HttpContext http, string boundary, string client, CancellationToken cancellation)
    {
        var reader = new MultipartReader(boundary, http.Request.Body) { HeadersCountLimit = 8 };
        var documents = new List<DocumentCall>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var left = SealBatch.MaxBytes;
        while (await reader.ReadNextSectionAsync(cancellation) is { } part)
        {
            var (key, number) = (HeaderOf(part, DocumentCall.KeyHeader), HeaderOf(part, NumberHeader));
            if (documents.Count == SealBatch.MaxDocuments)
            {
                return (documents, Problems.BatchInvalid($"it holds more than {SealBatch.MaxDocuments} documents"));
            }

            if (!DocumentCall.IsKeyValid(key) || !DocumentNumber.IsValid(number) || !keys.Add(key))
            {
                return (documents, Problems.BatchInvalid($"part {documents.Count + 1} needs an Idempotency-Key that "
                    + "no other has, and a valid Civic-Number"));
            }

            var limit = Math.Min(left, SigningOptions.MaxPdfBytes);
            if (await part.Body.ReadLimitedAsync(limit, cancellation) is not { } pdf)
            {
                return (documents, Problems.BatchTooLarge());
            }

            left -= pdf.Length;
            documents.Add(new DocumentCall(client, key, number, pdf));
        }

        return (documents, documents.Count > 0 ? null : Problems.BatchInvalid("it holds no document"));
    }

    private static string HeaderOf(MultipartSection part, string name) =>
        part.Headers?.TryGetValue(name, out var value) == true ? value.ToString() : "";

    private static bool TryBoundary(HttpRequest request, [NotNullWhen(true)] out string? boundary)
    {
        var isMixed = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType == "multipart/mixed";
        boundary = isMixed
            ? HeaderUtilities.RemoveQuotes(type!.Boundary).Value
            : null;
        return boundary is { Length: > 0 and <= 70 };
    }
}
