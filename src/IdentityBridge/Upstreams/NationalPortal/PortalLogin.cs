using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Civic.IdentityBridge.Upstreams.Oidc;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Tokens;

namespace Civic.IdentityBridge.Upstreams.NationalPortal;

/// <summary>
/// The national public-service portal (WSO2's endpoints, Vietnamese claims): code flow with a client secret and
/// acr_values LoA1, without PKCE and nonce. The answer is bound to this login by our state, this browser and the
/// one-time code;
/// who it is comes from userinfo over the back channel and must be the subject of the signed id_token.
/// </summary>
internal sealed class PortalLogin : IUpstream
{
    internal const string Own = "portal";
    private const string CitizenAccount = "1";
    private readonly IHttpClientFactory _clients;
    private readonly PortalOptions _options;
    private readonly TimeProvider _clock;
    private readonly Lazy<RemoteKeySet> _keys;

    public PortalLogin(
        IHttpClientFactory clients, CivicSettings settings, IConfiguration configuration, TimeProvider clock)
    {
        (_clients, _clock) = (clients, clock);
        _options = PortalOptions.From(settings, configuration);
        _keys = new(() => new RemoteKeySet(Http, new Uri(_options.Address + "/oauth2/jwks"), clock));
    }

    public string Name => Own;

    public Bilingual Title { get; } = new("Cổng Dịch vụ công quốc gia", "National Public Service Portal");

    /// <summary>acr_values=LoA1 is all that it can be asked for.</summary>
    public AssuranceLevel Highest => AssuranceLevel.Level1;

    private HttpClient Http => _clients.CreateClient(UpstreamMetadata.HttpClientName);

    /// <summary>WSO2 names its token endpoint as issuer.</summary>
    private string Issuer => _options.Address + "/oauth2/token";

    public bool MayBeIssuer(string? issuer) => issuer is null;

    public Task<string> AddressAsync(string state, UpstreamSecrets secrets, CancellationToken cancellation) =>
        Task.FromResult(QueryHelpers.AddQueryString(_options.Address + "/oauth2/authorize",
            new Dictionary<string, string?>
            {
                ["response_type"] = "code",
                ["client_id"] = _options.ClientId,
                ["redirect_uri"] = _options.CallbackAddress,
                ["scope"] = "openid",
                ["acr_values"] = "LoA1",
                ["state"] = state,
            }));

    public async Task<UpstreamOutcome> RedeemAsync(
        string code, UpstreamSecrets secrets, DateTimeOffset startedAt, CancellationToken cancellation)
    {
        try
        {
            if (await TokensAsync(code, cancellation) is not { AccessToken: { } access, IdToken: { } idToken })
            {
                return new UpstreamOutcome.Untrusted("no-id-token");
            }

            var keys = await _keys.Value.FindAsync(JwtChecks.KeyIdOf(idToken), cancellation);
            var checkedToken = await JwtChecks.ValidateAsync(
                idToken, Issuer, _options.ClientId, [], keys, _clock.GetUtcNow(), [SecurityAlgorithms.RsaSha256]);
            if (!checkedToken.IsValid)
            {
                return new UpstreamOutcome.Untrusted("id-token-invalid");
            }

            var person = await UserInfoAsync(access, cancellation);
            return person?.Subject is { } subject && subject == checkedToken.ClaimsIdentity.FindFirst("sub")?.Value
                ? IdentityOf(person, startedAt)
                : new UpstreamOutcome.Untrusted("userinfo-of-another");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new UpstreamOutcome.Unreachable();
        }
    }

    /// <summary>Only citizens' accounts are people; a company's representative is another matter.</summary>
    private static UpstreamOutcome IdentityOf(PortalPerson person, DateTimeOffset startedAt) =>
        person.AccountKind != CitizenAccount
            ? new UpstreamOutcome.Untrusted("account-of-an-organisation")
            : CitizenId.TryParse(person.NationalId, out var number) && person.Name is { Length: > 0 } name
                && DateOnly.TryParseExact(person.BirthDate, "yyyyMMdd", out var born)
                ? new UpstreamOutcome.Proved(new UpstreamIdentity(
                    number, name, born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    person.Gender switch { "1" => "male", "2" => "female", _ => null },
                    // Whatever level the account has there, the login was asked for and proves LoA1.
                    person.Levels?.Contains("LoA1", StringComparison.Ordinal) == true
                        ? AssuranceLevel.Level1 : AssuranceLevel.None,
                    // It says no time of login, so none later than ours can be claimed.
                    [], startedAt.ToUnixTimeSeconds()))
                : new UpstreamOutcome.Untrusted("identity-incomplete");

    private async Task<PortalTokens?> TokensAsync(string code, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _options.Address + "/oauth2/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = _options.CallbackAddress,
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{_options.ClientId}:{_options.Secret}")));
        using var answer = await Http.SendAsync(request, cancellation);
        return await ReadAsync<PortalTokens>(answer, cancellation);
    }

    private async Task<PortalPerson?> UserInfoAsync(string accessToken, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _options.Address + "/oauth2/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var answer = await Http.SendAsync(request, cancellation);
        return await ReadAsync<PortalPerson>(answer, cancellation);
    }

    private static async Task<T?> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellation)
        where T : class =>
        (int)answer.StatusCode >= 500
            ? throw new HttpRequestException($"The national portal answered {(int)answer.StatusCode}.")
            : answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<T>(cancellation) : null;
}

internal sealed record PortalTokens(
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("id_token")] string? IdToken);

/// <summary>The portal's claims that the bridge uses, under the names that it gives them.</summary>
internal sealed record PortalPerson(
    [property: JsonPropertyName("sub")] string? Subject,
    [property: JsonPropertyName("LoaiTaiKhoan")] string? AccountKind,
    [property: JsonPropertyName("SoDinhDanh")] string? NationalId,
    [property: JsonPropertyName("HoVaTen")] string? Name,
    [property: JsonPropertyName("NgayThangNamSinh")] string? BirthDate,
    [property: JsonPropertyName("GioiTinh")] string? Gender,
    [property: JsonPropertyName("loAs")] string? Levels);
