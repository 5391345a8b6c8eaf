using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Civic.IdentityBridge.Upstreams.Oidc;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.Web;
using Microsoft.AspNetCore.WebUtilities;

namespace Civic.IdentityBridge.Upstreams.VneidDirect;

/// <summary>
/// VNeID's own interface: OAuth 2 code flow with a form-encoded token request, no id_token, no nonce, and bodies in
/// <see cref="WeakEnvelope"/>. Nothing signed says who logged in, so the login rests on our state, this browser, the
/// one-time code and the back channel.
/// </summary>
internal sealed class DirectLogin : IUpstream
{
    internal const string Own = "vneid-direct";
    private const string CitizenAccount = "1";
    private readonly IHttpClientFactory _clients;
    private readonly WeakEnvelope _envelope;
    private readonly DirectOptions _options;

    public DirectLogin(
        IHttpClientFactory clients, WeakEnvelope envelope, CivicSettings settings, IConfiguration configuration)
    {
        (_clients, _envelope) = (clients, envelope);
        _options = DirectOptions.From(settings, configuration);
    }

    public string Name => Own;

    public Bilingual Title { get; } = new("VNeID (kết nối trực tiếp)", "VNeID (direct)");

    public AssuranceLevel Highest => AssuranceLevel.Level2;

    private HttpClient Http => _clients.CreateClient(UpstreamMetadata.HttpClientName);

    public bool MayBeIssuer(string? issuer) => issuer is null;

    public Task<string> AddressAsync(string state, UpstreamSecrets secrets, CancellationToken cancellation) =>
        Task.FromResult(QueryHelpers.AddQueryString(_options.Address + "/authorize", new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = _options.ClientId,
            ["redirect_uri"] = _options.CallbackAddress,
            ["state"] = state,
        }));

    public async Task<UpstreamOutcome> RedeemAsync(
        string code, UpstreamSecrets secrets, DateTimeOffset startedAt, CancellationToken cancellation)
    {
        try
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = _options.CallbackAddress,
                ["client_id"] = _options.ClientId,
                ["client_secret"] = _options.Secret,
            });
            using var answer = await Http.PostAsync(new Uri(_options.Address + "/token"), form, cancellation);
            if (await ReadAsync<DirectTokens>(answer, cancellation) is not { AccessToken: { Length: > 0 } access })
            {
                return new UpstreamOutcome.Untrusted("no-access-token");
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, _options.Address + "/userinfo");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access);
            using var about = await Http.SendAsync(request, cancellation);
            return IdentityOf(await ReadAsync<DirectPerson>(about, cancellation), startedAt);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new UpstreamOutcome.Unreachable();
        }
    }

    private static UpstreamOutcome IdentityOf(DirectPerson? person, DateTimeOffset startedAt) =>
        person is { AccountType: CitizenAccount, FullName: { Length: > 0 } name }
        && CitizenId.TryParse(person.CitizenPid, out var number)
        && DateOnly.TryParseExact(person.BirthDate, "yyyyMMdd", out var born)
            ? new UpstreamOutcome.Proved(new UpstreamIdentity(
                number, name, born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null,
                LevelTable.FromUpstream(person.AccountLevel), [],
                // It says no time of login, so none later than ours can be claimed.
                startedAt.ToUnixTimeSeconds()))
            : new UpstreamOutcome.Untrusted("identity-incomplete");

    private async Task<T?> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellation)
        where T : class =>
        (int)answer.StatusCode >= 500
            ? throw new HttpRequestException($"VNeID answered {(int)answer.StatusCode}.")
            : answer.IsSuccessStatusCode
                ? _envelope.Open<T>(await answer.Content.ReadFromJsonAsync<SealedBody>(cancellation)) : null;
}

internal sealed record DirectTokens([property: JsonPropertyName("access_token")] string? AccessToken);

/// <summary>VNeID's claims under the names that it gives them.</summary>
internal sealed record DirectPerson(
    [property: JsonPropertyName("citizenPid")] string? CitizenPid,
    [property: JsonPropertyName("fullName")] string? FullName,
    [property: JsonPropertyName("birthDate")] string? BirthDate,
    [property: JsonPropertyName("accountType")] string? AccountType,
    [property: JsonPropertyName("accountLevel")] string? AccountLevel);
