using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn.Dpop;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Shared.SignIn;

/// <summary>This service's id at the bridge.</summary>
internal sealed record BridgeClientId(string Value);

/// <summary>
/// Calls to the bridge's own endpoints, authenticated by private_key_jwt (RFC 7523, aud = issuer only).
/// </summary>
internal sealed class BridgeClient(
    HttpClient http, CivicSettings settings, BridgeClientId clientId, ClientKey key, DpopKey dpop, TimeProvider clock)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    internal string Issuer => settings.AddressOf("identity");

    internal string OwnAddress => settings.OwnAddress;

    internal string ClientId => clientId.Value;

    /// <summary>RFC 9126.</summary>
    internal async Task<BridgeAnswer<PushedRequest>> PushAsync(
        Dictionary<string, string> request, CancellationToken cancellation) =>
        await PostAsync<PushedRequest>("/par", request, cancellation);

    internal async Task<BridgeAnswer<TokenAnswer>> RequestTokenAsync(
        Dictionary<string, string> request, CancellationToken cancellation) =>
        await PostAsync<TokenAnswer>("/token", request, cancellation);

    private async Task<BridgeAnswer<T>> PostAsync<T>(
        string path, Dictionary<string, string> request, CancellationToken cancellation)
        where T : class
    {
        request["client_id"] = ClientId;
        request["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        try
        {
            var answer = await TryAsync<T>(path, request, cancellation);
            // RFC 9449 §8: the first call learns the nonce, and whenever it has grown old.
            return answer.Error == DpopCheck.UseNonce ? await TryAsync<T>(path, request, cancellation) : answer;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(null, "temporarily_unavailable");
        }
    }

    private async Task<BridgeAnswer<T>> TryAsync<T>(
        string path, Dictionary<string, string> form, CancellationToken cancellation)
        where T : class
    {
        var address = new Uri(Issuer + path);
        // An assertion is good once, so each attempt has its own.
        form["client_assertion"] = NewAssertion();
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(form),
            Headers = { { DpopCheck.Header, dpop.Proofs.ProofFor("POST", address) } },
        };
        using var answer = await http.SendAsync(request, cancellation);
        dpop.Proofs.Learn(answer, address);
        if (!answer.IsSuccessStatusCode)
        {
            var error = await answer.Content.ReadFromJsonAsync<OAuthError>(cancellation);
            return new(null, error?.Error ?? "server_error");
        }

        return new(await answer.Content.ReadFromJsonAsync<T>(cancellation), null);
    }

    private string NewAssertion()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            SigningCredentials = key.Credentials,
            Claims = new Dictionary<string, object>
            {
                ["iss"] = ClientId,
                ["sub"] = ClientId,
                ["aud"] = Issuer,
                ["jti"] = Secrets.New(),
                ["iat"] = now,
                ["exp"] = now + 60,
            },
        });
    }
}

/// <summary>
/// Either the value or the OAuth error code; "temporarily_unavailable" where the bridge did not answer.
/// </summary>
internal sealed record BridgeAnswer<T>(T? Value, string? Error)
    where T : class;

internal sealed record PushedRequest([property: JsonPropertyName("request_uri")] string RequestUri);

internal sealed record OAuthError([property: JsonPropertyName("error")] string? Error);

internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("id_token")] string? IdToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);
