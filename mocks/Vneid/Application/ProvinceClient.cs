using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Shared.SignIn.Dpop;
using Civic.Vneid.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Vneid.Application;

/// <summary>What a province answered: the HTTP status, and its three members where it gave them.</summary>
internal sealed record ProvinceAnswer(int Status, string? StatusCode, string? Data, string? ErrorDetail);

/// <summary>
/// The application as a client of the province: client credentials at the bridge with its own key, proofs of possession
/// (RFC 9449), and the two calls of the criminal-record interface; and of the gateway, where people pay in the app.
/// </summary>
internal sealed class ProvinceClient(
    CivicSettings settings, IHttpClientFactory clients, VneidKey key, TimeProvider clock)
{
    internal const string ClientId = "vneid-application";
    private const string Scope = "judicial.receive";
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(30);
    private readonly DpopProofs _proofs = new(EcKeys.Generate(), clock);
    private volatile KeptToken? _kept;

    internal Task<ProvinceAnswer> NewCodeAsync(CancellationToken cancellation) =>
        SendAsync(() => new(HttpMethod.Get, settings.AddressOf("judicial") + "/LLTP/LayMaHoSo"), cancellation);

    internal Task<ProvinceAnswer> CreateAsync(byte[] body, CancellationToken cancellation) => SendAsync(
        () => new(HttpMethod.Post, settings.AddressOf("judicial") + "/LLTP/TaoHoSo")
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } },
        },
        cancellation);

    /// <summary>Places an order under the dossier's code and pays it from the wallet of the app.</summary>
    internal async Task PayAsync(string code, long amount, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(nameof(ProvinceClient));
        var orders = settings.AddressOf("payments") + "/orders";
        using var placed = await http.PostAsJsonAsync(orders, new
        {
            merchant = "judicial-records",
            orderId = code,
            amount,
            description = $"Phí lý lịch tư pháp, hồ sơ {code}",
            returnUrl = settings.OwnAddress + "/personas",
            notifyUrl = settings.OwnAddress + "/app/lltp/paid",
        }, cancellation);
        placed.EnsureSuccessStatusCode();
        using var paid = await http.PostAsync($"{orders}/{Uri.EscapeDataString(code)}/pay", null, cancellation);
        paid.EnsureSuccessStatusCode();
    }

    private async Task<ProvinceAnswer> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(nameof(ProvinceClient));
        using var answer = await _proofs.SendAsync(http, make, await TokenAsync(http, cancellation), cancellation);
        var status = (int)answer.StatusCode;
        var body = answer.Content.Headers.ContentType?.MediaType == "application/json"
            ? await answer.Content.ReadFromJsonAsync<JsonObject>(cancellation)
            : null;
        return new(status, body?["statusCode"]?.ToString(), body?["data"]?.ToString(),
            body?["errorDetail"]?.ToString());
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
                ["scope"] = Scope,
                ["client_id"] = ClientId,
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
            SigningCredentials = new(key.Key, SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["iss"] = ClientId,
                ["sub"] = ClientId,
                ["aud"] = settings.AddressOf("identity"),
                ["jti"] = Guid.NewGuid().ToString("N"),
                ["iat"] = now,
                ["exp"] = now + 60,
            },
        });
    }

    private sealed record KeptToken(string Token, DateTimeOffset Until);
}
