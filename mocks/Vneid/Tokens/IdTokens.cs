using System.Text;
using System.Text.Json;
using Civic.Sandbox;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Vneid.Authorize;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Vneid.Tokens;

/// <summary>
/// id_tokens, honest ones and those that a scenario spoils. On route "/token/content": replay (the nonce of another
/// login), clock-skew (expired), wrong-person (another audience), stale (an old login), partial-match (an unknown
/// level),
/// duplicate (an unsigned copy). Replay on "/token/issuer", "/token/key" and "/token/hmac" puts in another issuer, a
/// foreign key under the known key id, and an HMAC made with the public key.
/// </summary>
internal sealed class IdTokens(VneidKey key, ScenarioControl scenario, CivicSettings settings, TimeProvider clock)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    internal string For(LoginCode code)
    {
        var claims = Honest(code);
        var credentials = new SigningCredentials(key.Key, SecurityAlgorithms.EcdsaSha256);
        if (scenario.Take("/token/issuer", FaultKind.Replay) is not null)
        {
            claims["iss"] = "http://other.example";
        }

        if (scenario.Take("/token/key", FaultKind.Replay) is not null)
        {
            credentials = new(
                new ECDsaSecurityKey(System.Security.Cryptography.ECDsa.Create(
                    System.Security.Cryptography.ECCurve.NamedCurves.nistP256))
                { KeyId = key.Key.KeyId },
                SecurityAlgorithms.EcdsaSha256);
        }

        if (scenario.Take("/token/hmac", FaultKind.Replay) is not null)
        {
            credentials = new(
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(key.Published)))
                { KeyId = key.Key.KeyId },
                SecurityAlgorithms.HmacSha256);
        }

        Spoil(claims);
        var token = Handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            SigningCredentials = credentials
        });
        return scenario.Take("/token/content", FaultKind.Duplicate) is null ? token : Unsigned(token);
    }

    private Dictionary<string, object> Honest(LoginCode code)
    {
        var persona = Personas.ById(code.PersonaId);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return new Dictionary<string, object>
        {
            ["iss"] = settings.OwnAddress,
            ["sub"] = "vneid-" + persona.Id,
            ["aud"] = code.Request.ClientId,
            ["iat"] = now,
            ["exp"] = now + 300,
            ["auth_time"] = code.At.ToUnixTimeSeconds(),
            ["nonce"] = code.Request.Nonce,
            ["amr"] = new[] { "pin" },
            ["level"] = persona.Level == AssuranceLevel.Level2 ? "02" : "01",
            ["citizen_id"] = persona.Number.Value,
            ["name"] = persona.Name,
            ["birthdate"] = persona.BirthDate.ToString(
                persona.IsBirthDayKnown ? "yyyy-MM-dd" : "yyyy", System.Globalization.CultureInfo.InvariantCulture),
            ["gender"] = persona.IsMale ? "male" : "female",
        };
    }

    private void Spoil(Dictionary<string, object> claims)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        switch (scenario.Take("/token/content", FaultKind.Replay, FaultKind.ClockSkew, FaultKind.WrongPerson,
            FaultKind.Stale,
            FaultKind.PartialMatch)?.Kind)
        {
            case FaultKind.Replay:
                claims["nonce"] = "the-nonce-of-another-login";
                break;
            case FaultKind.ClockSkew:
                (claims["iat"], claims["exp"]) = (now - 700, now - 400);
                break;
            case FaultKind.WrongPerson:
                claims["aud"] = "another-client";
                break;
            case FaultKind.Stale:
                claims["auth_time"] = now - 86_400;
                break;
            case FaultKind.PartialMatch:
                claims["level"] = "99";
                break;
        }
    }

    /// <summary>RFC 7519 §6: alg none; whoever accepts it accepts anything.</summary>
    private static string Unsigned(string token) =>
        Base64UrlEncoder.Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + token.Split('.')[1] + ".";
}
