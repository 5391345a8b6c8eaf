using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Civic.Sandbox;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.NationalPortal.SignIn;

/// <summary>A login that somebody asked for.</summary>
internal sealed record PortalRequest(string RedirectUri, string State);

internal sealed record PortalCode(PortalRequest Request, Persona Person);

/// <summary>
/// The portal's single sign-on: WSO2's endpoints and the portal's Vietnamese claims. Scenario kinds on route
/// "/oauth2/userinfo": wrong-person (userinfo of somebody else), partial-match (an organisation's account), stale (an
/// account without a level).
/// </summary>
internal sealed class SingleSignOn(CivicSettings settings, ScenarioControl scenario, TimeProvider clock) : IDisposable
{
    private const string ClientId = "civic-bridge";
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly RSA _rsa = RSA.Create(2048);

    /// <summary>The sandbox's shared secret; production never talks to this host.</summary>
    internal const string Secret = "sandbox-portal-secret";

    internal OneTime<PortalRequest> Requests { get; } = new(clock, TimeSpan.FromMinutes(10));

    internal OneTime<PortalCode> Codes { get; } = new(clock, TimeSpan.FromMinutes(1));

    internal OneTime<Persona> Tokens { get; } = new(clock, TimeSpan.FromMinutes(5));

    private string Issuer => settings.OwnAddress + "/oauth2/token";

    internal bool IsKnown(string? clientId, string? redirectUri) =>
        clientId == ClientId && redirectUri == settings.AddressOf("identity") + "/upstream/portal/callback";

    internal IResult Keys()
    {
        var key = _rsa.ExportParameters(false);
        return Results.Json(new
        {
            keys = new[]
            {
                new
                {
                    kty = "RSA",
                    use = "sig",
                    alg = "RS256",
                    kid = "portal",
                    n = Base64UrlEncoder.Encode(key.Modulus),
                    e = Base64UrlEncoder.Encode(key.Exponent),
                },
            },
        });
    }

    internal async Task<IResult> TokenAsync(HttpContext http)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{Secret}"));
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (http.Request.Headers.Authorization != expected || form["grant_type"] != "authorization_code")
        {
            return Results.Json(new { error = "invalid_client" }, statusCode: StatusCodes.Status401Unauthorized);
        }

        if (Codes.Take(form["code"]) is not { } code || form["redirect_uri"] != code.Request.RedirectUri)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var idToken = Handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object>
            {
                ["iss"] = Issuer,
                ["sub"] = "portal-" + code.Person.Id,
                ["aud"] = ClientId,
                ["iat"] = now,
                ["exp"] = now + 300,
            },
            SigningCredentials = new(new RsaSecurityKey(_rsa) { KeyId = "portal" }, SecurityAlgorithms.RsaSha256),
        });
        return Results.Json(new Dictionary<string, object>
        {
            ["access_token"] = Tokens.Keep(code.Person),
            ["token_type"] = "Bearer",
            ["expires_in"] = 300,
            ["id_token"] = idToken,
        });
    }

    internal IResult UserInfo(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            || Tokens.Find(header[7..]) is not { } person)
        {
            return Results.Json(new { error = "invalid_token" }, statusCode: StatusCodes.Status401Unauthorized);
        }

        var fault = scenario.Take(
            "/oauth2/userinfo", FaultKind.WrongPerson, FaultKind.PartialMatch, FaultKind.Stale)?.Kind;
        var said = fault == FaultKind.WrongPerson ? Personas.All.First(p => p.Id != person.Id) : person;
        var about = new Dictionary<string, object?>
        {
            ["sub"] = "portal-" + said.Id,
            ["LoaiTaiKhoan"] = fault == FaultKind.PartialMatch ? "2" : "1",
            ["SoDinhDanh"] = said.Number.Value,
            ["HoVaTen"] = said.Name,
            ["NgayThangNamSinh"] = said.BirthDate.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            ["GioiTinh"] = said.IsMale ? "1" : "2",
            ["QuocTich"] = said.Nationality,
            ["TechID"] = "portal-" + said.Id,
            ["loAs"] = fault == FaultKind.Stale ? null : said.Level == AssuranceLevel.Level2 ? "LoA1 LoA2" : "LoA1",
        };
        return Results.Json(about.Where(c => c.Value is not null).ToDictionary());
    }

    public void Dispose() => _rsa.Dispose();
}
