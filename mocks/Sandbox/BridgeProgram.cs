using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Shared.SignIn.Dpop;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Sandbox;

/// <summary>
/// A program of the sandbox that calls a service: client credentials at the bridge with its own key, for one scope, and
/// proofs of possession (RFC 9449) at the bridge and at the service.
/// </summary>
public sealed class BridgeProgram(
    CivicSettings settings, IHttpClientFactory clients, TimeProvider clock, ProgramIdentity identity)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(30);
    private readonly DpopProofs _proofs = new(EcKeys.Generate(), clock);
    private volatile KeptToken? _kept;

    /// <param name="make">Makes the request anew each time that it goes out.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(nameof(BridgeProgram));
        return await _proofs.SendAsync(http, make, await TokenAsync(http, cancellation), cancellation);
    }

    /// <summary>Kept until shortly before it ends; two who ask for it at once get two.</summary>
    private async Task<string> TokenAsync(HttpClient http, CancellationToken cancellation)
    {
        if (_kept is { } kept && clock.GetUtcNow() < kept.Until)
        {
            return kept.Token;
        }

        HttpRequestMessage Request() => new(HttpMethod.Post, settings.AddressOf("identity") + "/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["scope"] = identity.Scope,
                ["client_id"] = identity.ClientId,
                ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ["client_assertion"] = Assertion(),
            }),
        };
        using var answer = await _proofs.SendAsync(http, Request, null, cancellation);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>(cancellation);
        var token = body?["access_token"]?.ToString()
            ?? throw new HttpRequestException($"The bridge gave no token: {body?["error"]}.");
        var lasts = TimeSpan.FromSeconds((int?)body["expires_in"] ?? 0);
        _kept = new(token, clock.GetUtcNow() + lasts - Spare);
        return token;
    }

    private string Assertion()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            SigningCredentials = new(identity.Key, SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["iss"] = identity.ClientId,
                ["sub"] = identity.ClientId,
                ["aud"] = settings.AddressOf("identity"),
                ["jti"] = Guid.NewGuid().ToString("N"),
                ["iat"] = now,
                ["exp"] = now + 60,
            },
        });
    }

    private sealed record KeptToken(string Token, DateTimeOffset Until);
}

/// <summary>Who a program is at the bridge, and what it asks for.</summary>
public sealed record ProgramIdentity(string ClientId, string Scope, ECDsaSecurityKey Key);
