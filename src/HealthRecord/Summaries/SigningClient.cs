using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;

namespace Civic.HealthRecord.Summaries;

internal sealed record StatementRequest(string Number, DateOnly IssueDate, string ContentDigest);

internal sealed record StatementReply(string? Statement, string? Address);

internal sealed record IssuanceTitle(string Vi, string En);

internal sealed record IssuanceRequest(
    string Kind,
    IssuanceTitle Title,
    DateOnly IssueDate,
    string Sha256,
    string ContentDigest
);

/// <param name="VerifiableUntil">Until when the file proves itself; null where signing does not say.</param>
internal sealed record SealedFile(byte[] Content, DateTimeOffset? VerifiableUntil);

internal sealed record SigningProblem(string? Type);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StatementRequest))]
[JsonSerializable(typeof(StatementReply))]
[JsonSerializable(typeof(IssuanceRequest))]
[JsonSerializable(typeof(SigningProblem))]
internal sealed partial class SigningJson : JsonSerializerContext;

/// <summary>What signing gave, or why it gave nothing; then the summary waits and asks again.</summary>
internal readonly record struct SigningAnswer<T>(T? Value, string? Trouble)
    where T : class;

/// <summary>The signing service: a statement for the QR, the agency's seal, the entry in the issuance log.</summary>
internal sealed class SigningClient(IHttpClientFactory clients, CivicSettings settings)
{
    private static readonly string[] Scopes = ["signing.statement", "signing.seal", "signing.issue"];
    internal const string TimestampUnavailable = "timestamp-unavailable";
    internal const string SignerRevocationUnavailable = "signer-revocation-unavailable";
    internal const string TimestampRevocationUnavailable = "timestamp-revocation-unavailable";
    internal const string Unreachable = "signing-unreachable";

    /// <summary>One client a scope, each with the service's own token of it.</summary>
    internal static void Register(IServiceCollection services)
    {
        foreach (var scope in Scopes)
        {
            services.AddHttpClient(scope, c => c.Timeout = TimeSpan.FromSeconds(20)).AddBridgeToken(scope);
        }
    }

    internal Task<SigningAnswer<string>> StateAsync(SignedSummary summary, CancellationToken cancellation) =>
        SendAsync(
            "signing.statement",
            HttpMethod.Post,
            "/statements",
            JsonContent.Create(
                new StatementRequest(summary.Number, summary.IssueDate!.Value, summary.ContentDigest!),
                SigningJson.Default.StatementRequest
            ),
            null,
            async (answer, token) =>
                (await answer.Content.ReadFromJsonAsync(SigningJson.Default.StatementReply, token))?.Address,
            cancellation
        );

    internal Task<SigningAnswer<SealedFile>> SealAsync(SignedSummary summary, CancellationToken cancellation)
    {
        var body = new ByteArrayContent(summary.Rendered!);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        return SendAsync(
            "signing.seal",
            HttpMethod.Post,
            $"/seals?profile=health-agency&field=Agency&number={summary.Number}",
            body,
            $"health-summary-{summary.Number}",
            ReadFileAsync,
            cancellation
        );
    }

    /// <summary>Gives a sealed file a fresh archive time stamp.</summary>
    internal Task<SigningAnswer<SealedFile>> ExtendAsync(SignedSummary summary, CancellationToken cancellation)
    {
        var body = new ByteArrayContent(summary.Sealed!);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        var digest = Convert.ToHexStringLower(SHA256.HashData(summary.Sealed!))[..32];
        return SendAsync(
            "signing.seal",
            HttpMethod.Post,
            $"/extensions?number={summary.Number}",
            body,
            $"health-renewal-{summary.Number}-{digest}",
            ReadFileAsync,
            cancellation
        );
    }

    private static async Task<SealedFile?> ReadFileAsync(HttpResponseMessage answer, CancellationToken cancellation) =>
        new(
            await answer.Content.ReadAsByteArrayAsync(cancellation),
            answer.Headers.TryGetValues("Civic-Verifiable-Until", out var until)
                ? DateTimeOffset.Parse(until.First(), CultureInfo.InvariantCulture)
                : null
        );

    /// <returns>The receipt: proof of the entry up to a signed tree head, as a file.</returns>
    internal Task<SigningAnswer<byte[]>> RegisterAsync(SignedSummary summary, CancellationToken cancellation) =>
        SendAsync(
            "signing.issue",
            HttpMethod.Put,
            $"/issuances/{summary.Number}",
            JsonContent.Create(
                new IssuanceRequest(
                    "health-summary",
                    new("Tóm tắt hồ sơ sức khỏe", "Health record summary"),
                    summary.IssueDate!.Value,
                    summary.Sha256!,
                    summary.ContentDigest!
                ),
                SigningJson.Default.IssuanceRequest
            ),
            null,
            async (answer, token) => await answer.Content.ReadAsByteArrayAsync(token),
            cancellation
        );

    /// <returns>The receipt as of now: with the newest tree head and what decisions have changed since.</returns>
    internal Task<SigningAnswer<byte[]>> ReceiptAsync(string number, CancellationToken cancellation) =>
        SendAsync(
            "signing.issue",
            HttpMethod.Get,
            $"/log/receipts/{number}",
            null,
            null,
            async (answer, token) => await answer.Content.ReadAsByteArrayAsync(token),
            cancellation
        );

    private async Task<SigningAnswer<T>> SendAsync<T>(
        string scope,
        HttpMethod method,
        string path,
        HttpContent? body,
        string? key,
        Func<HttpResponseMessage, CancellationToken, Task<T?>> read,
        CancellationToken cancellation
    )
        where T : class
    {
        try
        {
            using var request = new HttpRequestMessage(method, settings.AddressOf("signing") + path) { Content = body };
            if (key is not null)
            {
                request.Headers.Add("Idempotency-Key", key);
            }

            using var response = await clients.CreateClient(scope).SendAsync(request, cancellation);
            return response.IsSuccessStatusCode
                ? new(await read(response, cancellation), null)
                : new(null, await TroubleOfAsync(response, cancellation));
        }
        catch (Exception e)
            when (e is HttpRequestException or JsonException
                || (e is OperationCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            return new(null, Unreachable);
        }
    }

    private static async Task<string> TroubleOfAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return Unreachable;
        }

        var problem = await response.Content.ReadFromJsonAsync(SigningJson.Default.SigningProblem, cancellation);
        return problem?.Type is { } type && type.StartsWith("civic:signing:", StringComparison.Ordinal)
            ? type["civic:signing:".Length..]
            : Unreachable;
    }
}
