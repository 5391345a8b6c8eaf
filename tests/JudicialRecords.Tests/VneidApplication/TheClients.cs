using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Shared.SignIn;
using Civic.Shared.SignIn.Dpop;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.JudicialRecords.Tests.VneidApplication;

/// <summary>The programs that the bridge knows in these tests, and their keys.</summary>
internal static class TheClients
{
    /// <summary>May send requests, as the application may, from a test's own hand.</summary>
    internal const string Another = "another-application";

    /// <summary>A clinic's system: known, but not for this.</summary>
    internal const string Clinic = "clinic";

    /// <summary>May ask what the national portal asks, from a test's own hand.</summary>
    internal const string AnotherPortal = "another-portal";

    /// <summary>The software of the one-stop department, which hands over and asks for results.</summary>
    internal const string OneStop = "one-stop";

    internal static readonly ECDsaSecurityKey Key = EcKeys.Generate();

    internal static string Write(string folder, string vneid, string portal)
    {
        var file = Path.Combine(folder, "clients.json");
        File.WriteAllText(file, new JsonArray(
            Client("vneid-application", "judicial.receive", ("jwks_uri", $"{vneid}/.well-known/jwks.json")),
            Client("national-portal", "judicial.portal", ("jwks_uri", $"{portal}/.well-known/jwks.json")),
            Client(AnotherPortal, "judicial.portal", ("jwks", Jwks())),
            Client(OneStop, "judicial.receive judicial.results", ("jwks", Jwks())),
            Client(Another, "judicial.receive", ("jwks", Jwks())),
            Client(Clinic, "health.summary.read", ("jwks", Jwks()))).ToJsonString());
        return file;
    }

    private static JsonObject Client(string id, string scope, (string Name, JsonNode Value) keys) => new()
    {
        ["client_id"] = id,
        ["grant_types"] = new JsonArray("client_credentials"),
        ["scope"] = scope,
        [keys.Name] = keys.Value,
    };

    private static JsonNode Jwks() =>
        JsonSerializer.SerializeToNode(new PublicJwkSet([Key.ToPublicJwk()]), JsonSerializerOptions.Web)!;
}

/// <summary>A program that calls the interface by hand.</summary>
internal sealed class Caller(StaffHouse house, string clientId) : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly DpopProofs _proofs = new(EcKeys.Generate(), house.Clock);

    internal async Task<string> CodeAsync() => (await AnswerAsync(HttpMethod.Get, "/LLTP/LayMaHoSo", null)).Data!;

    internal Task<Answer> CreateAsync(JsonObject request) => CreateAsync(request.ToJsonString());

    internal Task<Answer> CreateAsync(string body) => AnswerAsync(HttpMethod.Post, "/LLTP/TaoHoSo", body);

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, string token)
    {
        HttpRequestMessage Request() => new(method, house.Judicial.Address + path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        return await _proofs.SendAsync(_http, Request, token, CancellationToken.None);
    }

    internal async Task<HttpResponseMessage> SendAsBearerAsync(
        string path, string? token, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, house.Judicial.Address + path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await _http.SendAsync(request);
    }

    internal async Task<string> TokenAsync(string scope = "judicial.receive")
    {
        HttpRequestMessage Request() => new(HttpMethod.Post, house.Bridge.Address + "/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["scope"] = scope,
                ["client_id"] = clientId,
                ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ["client_assertion"] = Assertion(),
            }),
        };
        using var answer = await _proofs.SendAsync(_http, Request, null, CancellationToken.None);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>();
        return body!["access_token"]?.ToString() ?? throw new InvalidOperationException(body.ToJsonString());
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer> AnswerAsync(HttpMethod method, string path, string? body)
    {
        using var answer = await SendAsync(method, path, body, await TokenAsync());
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Answer>())!;
    }

    private string Assertion()
    {
        var now = house.Clock.GetUtcNow().ToUnixTimeSeconds();
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                SigningCredentials = new(TheClients.Key, SecurityAlgorithms.EcdsaSha256),
                Claims = new Dictionary<string, object>
                {
                    ["iss"] = clientId,
                    ["sub"] = clientId,
                    ["aud"] = house.Bridge.Address,
                    ["jti"] = Guid.NewGuid().ToString(),
                    ["iat"] = now,
                    ["exp"] = now + 60,
                },
            });
    }
}

internal sealed record Answer(string StatusCode, string? Data, string ErrorDetail);
