using System.Security.Cryptography;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Signing.Tests.Stage;

/// <summary>Stands where the bridge stands: publishes keys and makes access tokens (RFC 9068).</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    private static readonly JsonWebTokenHandler Handler = new();
    private readonly ECDsaSecurityKey _key =
        EcKeys.FromPkcs8(ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKey());
    private readonly WebApplication _app;
    private readonly string _address;

    private TestIssuer(WebApplication app, string address) => (_app, _address) = (app, address);

    /// <summary>Tokens are made at its time.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    internal static async Task<TestIssuer> StartAsync(string address, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add(address);
        var issuer = new TestIssuer(app, address) { Clock = clock ?? TimeProvider.System };
        app.MapGet("/.well-known/openid-configuration",
            () => Results.Json(new { issuer = address, jwks_uri = address + "/.well-known/jwks.json" }));
        app.MapGet("/.well-known/jwks.json", () => Results.Json(new PublicJwkSet([issuer._key.ToPublicJwk()])));
        await app.StartAsync();
        return issuer;
    }

    /// <param name="client">client_id.</param>
    /// <param name="scope">Space-separated.</param>
    /// <param name="lifetime">Negative for an expired token.</param>
    /// <param name="foreignKey">Signed with a key that nobody publishes.</param>
    /// <param name="audience">aud.</param>
    internal string Token(string client, string scope, TimeSpan? lifetime = null, bool foreignKey = false,
        string audience = "urn:civic:signing")
    {
        var now = Clock.GetUtcNow().UtcDateTime;
        var expires = now + (lifetime ?? TimeSpan.FromMinutes(5));
        var key = foreignKey
            ? new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = _key.KeyId }
            : _key;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = _address,
            Audience = audience,
            TokenType = "at+jwt",
            IssuedAt = expires.AddMinutes(-10),
            NotBefore = expires.AddMinutes(-10),
            Expires = expires,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object> { ["client_id"] = client, ["sub"] = client, ["scope"] = scope },
        });
    }

    /// <summary>What a person's login at the bridge gives its client (OpenID Connect Core 2).</summary>
    internal string IdToken(StepUpLogin login)
    {
        var now = TimeProvider.System.GetUtcNow();
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = _address,
            Audience = login.Audience,
            TokenType = login.Type,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = now.UtcDateTime.AddMinutes(5),
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = login.Subject,
                ["nonce"] = login.Nonce,
                ["acr"] = login.Acr,
                ["auth_time"] = (now - login.Age).ToUnixTimeSeconds(),
                ["name"] = login.Name,
                ["roles"] = new[] { login.Role },
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>A leader's login, as it should be; tests spoil one thing.</summary>
internal sealed record StepUpLogin(string Nonce)
{
    public string Audience { get; init; } = "judicial-records";

    public string Type { get; init; } = "JWT";

    public string Acr { get; init; } = "urn:civic:loa:2";

    public TimeSpan Age { get; init; } = TimeSpan.FromSeconds(20);

    public string Name { get; init; } = "Lương Thị Ký";

    public string Role { get; init; } = "leader";

    public string Subject { get; init; } = "pairwise-of-the-leader";
}
