using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Certificates;

/// <summary>What the key custodian answered.</summary>
internal abstract record SigningReply<T>
{
    private SigningReply() { }

    internal sealed record Done(T Value) : SigningReply<T>;

    /// <summary>Nothing was done that counts; asking again with the same key is right.</summary>
    /// <param name="Code">
    /// timestamp-unavailable, signer-revocation-unavailable, timestamp-revocation-unavailable, signing-unavailable or
    /// signing-refused.
    /// </param>
    internal sealed record Waits(string Code, string Detail) : SigningReply<T>;
}

/// <param name="VerifiableUntil">Until when the file proves itself; null where the custodian does not say.</param>
internal sealed record SealedPdf(byte[] Content, string Sha256, DateTimeOffset? VerifiableUntil);

/// <summary>Calls to the key custodian (host "signing"): statements, signatures and seals, the issuance log.</summary>
internal sealed class SigningClient(IHttpClientFactory clients)
{
    internal const string TimestampUnavailable = "timestamp-unavailable";
    internal const string SignerRevocationUnavailable = "signer-revocation-unavailable";
    internal const string TimestampRevocationUnavailable = "timestamp-revocation-unavailable";
    internal const string SigningUnavailable = "signing-unavailable";
    internal const string SigningRefused = "signing-refused";
    internal const string Statements = "signing.statement";
    private const string Seals = "signing.seal";
    internal const string Issuances = "signing.issue";
    private const string Statuses = "signing.status";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    internal static void Register(IServiceCollection services, CivicSettings settings)
    {
        var address = new Uri(settings.AddressOf("signing") + "/");
        foreach (var scope in (string[])[Statements, Seals, Issuances, Statuses])
        {
            services
                .AddHttpClient(
                    scope,
                    c =>
                    {
                        c.BaseAddress = address;
                        c.Timeout = TimeSpan.FromSeconds(20);
                    }
                )
                .AddBridgeToken(scope);
        }

        services.AddSingleton<SigningClient>();
        services.AddSingleton<SigningLists>();
    }

    /// <summary>Shows the custodian the login by which the person approves exactly this list.</summary>
    /// <returns>Refused where the login is not fresh, not theirs or not about the list.</returns>
    internal Task<SigningReply<bool>> ApproveAsync(
        ApprovalAsked asked, string idToken, CancellationToken cancellation) =>
        CallAsync(
            Seals,
            () =>
                new HttpRequestMessage(HttpMethod.Post, "approvals")
                {
                    Content = JsonContent.Create(
                        new { asked.Profile, asked.Salt, stepUp = idToken, asked.Documents }, options: Json),
                },
            _ => Task.FromResult(true),
            cancellation
        );

    /// <summary>Gives a sealed file a fresh archive time stamp.</summary>
    internal Task<SigningReply<SealedPdf>> ExtendAsync(
        string number,
        byte[] pdf,
        string key,
        CancellationToken cancellation
    ) =>
        CallAsync(
            Seals,
            () =>
            {
                var content = new ByteArrayContent(pdf);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
                var request = new HttpRequestMessage(HttpMethod.Post, $"extensions?number={number}")
                {
                    Content = content,
                };
                request.Headers.Add("Idempotency-Key", key);
                return request;
            },
            answer => ReadPdfAsync(answer, cancellation),
            cancellation
        );

    private static async Task<SealedPdf> ReadPdfAsync(HttpResponseMessage answer, CancellationToken cancellation) =>
        SealedOf(
            await answer.Content.ReadAsByteArrayAsync(cancellation),
            answer.Headers.TryGetValues("Civic-Sha256", out var hash) ? hash.First() : null,
            answer.Headers.TryGetValues("Civic-Verifiable-Until", out var until) ? until.First() : null
        );

    internal static SealedPdf SealedOf(byte[] content, string? sha256, string? verifiableUntil) =>
        new(
            content,
            sha256 ?? "",
            verifiableUntil is null ? null : DateTimeOffset.Parse(verifiableUntil, CultureInfo.InvariantCulture)
        );

    /// <summary>A sealed decision changes whether an issued document stands; the same decision twice is fine.</summary>
    internal Task<SigningReply<bool>> ChangeStatusAsync(StatusChange change, CancellationToken cancellation) =>
        CallAsync(
            Statuses,
            () =>
                new HttpRequestMessage(HttpMethod.Post, $"issuances/{change.Number}/status")
                {
                    Content = JsonContent.Create(
                        new
                        {
                            status = change.Status,
                            decisionNumber = change.DecisionNumber,
                            decisionDate = change.DecisionDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                            decisionSha256 = change.DecisionSha256,
                            newer = change.Newer,
                        }
                    ),
                },
            _ => Task.FromResult(true),
            cancellation
        );

    /// <returns>The receipt as of now: with the newest tree head and what decisions have changed since.</returns>
    internal Task<SigningReply<byte[]>> ReceiptAsync(string number, CancellationToken cancellation) =>
        CallAsync(
            Issuances,
            () => new HttpRequestMessage(HttpMethod.Get, $"log/receipts/{number}"),
            answer => answer.Content.ReadAsByteArrayAsync(cancellation),
            cancellation
        );

    internal async Task<SigningReply<T>> CallAsync<T>(
        string scope,
        Func<HttpRequestMessage> make,
        Func<HttpResponseMessage, Task<T>> read,
        CancellationToken cancel
    )
    {
        try
        {
            using var client = clients.CreateClient(scope);
            using var request = make();
            using var answer = await client.SendAsync(request, cancel);
            return answer.IsSuccessStatusCode
                ? new SigningReply<T>.Done(await read(answer))
                : await WhyNotAsync<T>(answer, cancel);
        }
        catch (Exception e) when (IsTransport(e, cancel))
        {
            return new SigningReply<T>.Waits(SigningUnavailable, e.GetType().Name);
        }
    }

    internal static async Task<SigningReply<T>.Waits> WhyNotAsync<T>(
        HttpResponseMessage answer,
        CancellationToken cancel
    )
    {
        var problem =
            answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
                ? (await answer.Content.ReadFromJsonAsync<ProblemDetails>(cancel))?.Type
                : null;
        return WaitsFor<T>(problem, answer.StatusCode);
    }

    internal static SigningReply<T>.Waits WaitsFor<T>(string? problem, HttpStatusCode status) =>
        (problem, status) switch
        {
            ("civic:signing:timestamp-unavailable", _) => new(TimestampUnavailable, problem),
            ("civic:signing:signer-revocation-unavailable", _) => new(SignerRevocationUnavailable, problem),
            ("civic:signing:timestamp-revocation-unavailable", _) => new(TimestampRevocationUnavailable, problem),
            // Who asks was not known, such as by a proof of possession that grew old on the way (RFC 9449 §11.1): that
            // is no word about the document, and the next call brings a new proof.
            (_, >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests
                or HttpStatusCode.Unauthorized) => new(
                SigningUnavailable,
                problem ?? ((int)status).ToString(CultureInfo.InvariantCulture)
            ),
            _ => new(SigningRefused, problem ?? ((int)status).ToString(CultureInfo.InvariantCulture)),
        };

    /// <summary>A timeout shows as a cancellation that nobody here asked for.</summary>
    internal static bool IsTransport(Exception e, CancellationToken cancel) =>
        e is HttpRequestException or IOException or JsonException
        || (e is OperationCanceledException && !cancel.IsCancellationRequested);
}

/// <param name="Salt">Base64url, part of the list's digest.</param>
internal sealed record ApprovalAsked(string Profile, string Salt, IReadOnlyList<DocumentAsked> Documents);

/// <param name="Sha256">Of the rendered, unsigned file.</param>
internal sealed record DocumentAsked(string Number, string Sha256, DateTimeOffset SigningTime);

/// <param name="Status">supplemented, corrected, revoked or cancelled</param>
/// <param name="DecisionSha256">Of the sealed decision.</param>
internal sealed record StatusChange(
    string Number, string Status, string DecisionNumber, DateOnly DecisionDate, string DecisionSha256, string? Newer);
