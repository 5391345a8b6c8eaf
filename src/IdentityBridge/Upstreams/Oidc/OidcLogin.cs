using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.IdentityBridge.Upstreams.Oidc;

/// <summary>
/// Code flow with PKCE, state and nonce against the upstream; the bridge proves itself by private_key_jwt.
/// </summary>
internal sealed class OidcLogin(
    IHttpClientFactory clients, UpstreamMetadata metadata, UpstreamOptions options, ClientKey key, IdTokenChecks checks,
    TimeProvider clock)
    : IUpstream
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Name => UpstreamOptions.Name;

    public Bilingual Title { get; } = new("VNeID", "VNeID");

    public AssuranceLevel Highest => AssuranceLevel.Level2;

    public bool MayBeIssuer(string? issuer) => issuer == options.Issuer;

    public async Task<string> AddressAsync(string state, UpstreamSecrets secrets, CancellationToken cancellation)
    {
        var (document, _) = await metadata.GetAsync(cancellation);
        return QueryHelpers.AddQueryString(document.AuthorizationEndpoint, new Dictionary<string, string?>
        {
            ["client_id"] = options.ClientId,
            ["response_type"] = "code",
            ["redirect_uri"] = options.CallbackAddress,
            ["scope"] = "openid profile",
            ["state"] = state,
            ["nonce"] = secrets.Nonce,
            ["code_challenge"] = Secrets.Hash(secrets.Verifier),
            ["code_challenge_method"] = "S256",
            ["prompt"] = "login",
        });
    }

    public async Task<UpstreamOutcome> RedeemAsync(
        string code, UpstreamSecrets secrets, DateTimeOffset startedAt, CancellationToken cancellation)
    {
        try
        {
            var (document, keys) = await metadata.GetAsync(cancellation);
            var idToken = await RequestAsync(document, code, secrets, cancellation);
            return idToken is null
                ? new UpstreamOutcome.Untrusted("no-id-token")
                : await checks.CheckAsync(idToken, keys, secrets, startedAt, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new UpstreamOutcome.Unreachable();
        }
    }

    private async Task<string?> RequestAsync(
        UpstreamDocument document, string code, UpstreamSecrets secrets, CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = options.CallbackAddress,
            ["code_verifier"] = secrets.Verifier,
            ["client_id"] = options.ClientId,
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = NewAssertion(document.Issuer),
        });
        using var answer = await clients.CreateClient(UpstreamMetadata.HttpClientName)
            .PostAsync(new Uri(document.TokenEndpoint), form, cancellation);
        if ((int)answer.StatusCode >= 500)
        {
            throw new HttpRequestException($"The upstream's token endpoint answered {(int)answer.StatusCode}.");
        }

        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<UpstreamTokens>(cancellation))?.IdToken
            : null;
    }

    private string NewAssertion(string audience)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            SigningCredentials = key.Credentials,
            Claims = new Dictionary<string, object>
            {
                ["iss"] = options.ClientId,
                ["sub"] = options.ClientId,
                ["aud"] = audience,
                ["jti"] = Secrets.New(),
                ["iat"] = now,
                ["exp"] = now + 60,
            },
        });
    }
}

internal sealed record UpstreamTokens([property: JsonPropertyName("id_token")] string? IdToken);
