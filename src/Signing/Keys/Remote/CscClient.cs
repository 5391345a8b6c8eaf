using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Civic.Signing.Keys.Remote;

/// <summary>Where a remote signing service is and how this host makes itself known to it.</summary>
internal sealed record CscAccount(string Address, string ClientId, string Secret, TimeSpan Timeout);

/// <summary>
/// Speaks to a remote signing service (Cloud Signature Consortium API v2). Every failure is a
/// <see cref="KeyUnavailableException"/> with a stable reason; nothing is retried but a call whose access token ran
/// out, because signature activation data serve once.
/// </summary>
internal sealed class CscClient(HttpClient http, CscAccount account, TimeProvider clock)
{
    private const int MaxAnswer = 4 * 1024 * 1024;

    private (string Token, DateTimeOffset Until)? _token;

    /// <summary>Every credential that this client may use.</summary>
    internal async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation)
    {
        var answer = await CallAsync("credentials/list", new CscCredentialsQuestion(OnlyValid: true),
            CscJson.Default.CscCredentialsQuestion, CscJson.Default.CscCredentials, cancellation);
        return answer.CredentialIds ?? throw Failed("a list without credentials came back");
    }

    internal Task<CscCredential> InfoAsync(string credential, CancellationToken cancellation) => CallAsync(
        "credentials/info", new CscCredentialQuestion(credential, "chain", CertInfo: true, AuthInfo: true),
        CscJson.Default.CscCredentialQuestion, CscJson.Default.CscCredential, cancellation);

    /// <returns>Signature activation data, bound to exactly these hashes.</returns>
    internal async Task<string> AuthorizeAsync(CscAuthorization asked, CancellationToken cancellation)
    {
        var answer = await CallAsync("credentials/authorize", asked, CscJson.Default.CscAuthorization,
            CscJson.Default.CscActivation, cancellation);
        return answer.Sad is { Length: > 0 } sad ? sad : throw Failed("no activation data came back");
    }

    internal async Task<IReadOnlyList<string?>> SignAsync(CscHashes asked, CancellationToken cancellation)
    {
        var answer = await CallAsync("signatures/signHash", asked, CscJson.Default.CscHashes,
            CscJson.Default.CscSignatures, cancellation);
        return answer.Signatures is { } made && made.Count == asked.Hashes.Count
            ? made
            : throw Failed("another number of signatures came back than of hashes sent");
    }

    private async Task<TAnswer> CallAsync<TAsked, TAnswer>(string method, TAsked asked, JsonTypeInfo<TAsked> askedType,
        JsonTypeInfo<TAnswer> answerType, CancellationToken cancellation)
    {
        for (var isLast = false; ; isLast = true)
        {
            var token = await TokenAsync(cancellation);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{account.Address}/{method}")
            {
                Content = JsonContent.Create(asked, askedType),
                Headers = { Authorization = new("Bearer", token) },
            };
            using var answer = await SendAsync(request, cancellation);
            if (answer.StatusCode == HttpStatusCode.Unauthorized && !isLast)
            {
                _token = null;
                continue;
            }

            return await ReadAsync(answer, answerType, method, cancellation);
        }
    }

    /// <summary>OAuth 2.0 client credentials (CSC 8.3); kept until shortly before its end.</summary>
    private async Task<string> TokenAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_token is { } known && known.Until > now)
        {
            return known.Token;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"{account.Address}/oauth2/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["scope"] = "service",
                ["client_id"] = account.ClientId,
                ["client_secret"] = account.Secret,
            }),
        };
        using var answer = await SendAsync(request, cancellation);
        var token = await ReadAsync(answer, CscJson.Default.CscToken, "oauth2/token", cancellation);
        if (token.AccessToken is not { Length: > 0 } text)
        {
            throw Failed("no access token came back");
        }

        _token = (text, now.AddSeconds((token.ExpiresIn ?? 60) - 20));
        return text;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(account.Timeout);
        try
        {
            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (answer.Content.Headers.ContentLength > MaxAnswer)
            {
                answer.Dispose();
                throw Failed("the answer is too long");
            }

            // The body counts towards the time limit too.
            await answer.Content.LoadIntoBufferAsync(MaxAnswer, limit.Token);
            return answer;
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new KeyUnavailableException("the signing service did not answer in time", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new KeyUnavailableException("the signing service can't be reached", e);
        }
    }

    private static async Task<T> ReadAsync<T>(
        HttpResponseMessage answer, JsonTypeInfo<T> type, string method, CancellationToken cancellation)
    {
        try
        {
            if (answer.IsSuccessStatusCode)
            {
                return await answer.Content.ReadFromJsonAsync(type, cancellation)
                    ?? throw Failed($"{method} answered nothing");
            }

            // The error's name is from the specification's list; its description may say anything, so it is dropped.
            var error = (int)answer.StatusCode is >= 400 and < 500
                ? await answer.Content.ReadFromJsonAsync(CscJson.Default.CscError, cancellation)
                : null;
            throw Failed($"{method} answered {(int)answer.StatusCode}{Name(error)}");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new KeyUnavailableException($"{method} answered something unreadable", e);
        }
    }

    private static string Name(CscError? error) =>
        error?.Error is { Length: > 0 and <= 40 } name && name.All(c => char.IsAsciiLetterLower(c) || c == '_')
            ? " " + name
            : "";

    private static KeyUnavailableException Failed(string reason) => new(reason);
}
