using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.IdentityBridge.Upstreams.Oidc;

/// <summary>What an id_token must be before anybody is believed to be anybody (OpenID Connect Core §3.1.3.7).</summary>
internal sealed class IdTokenChecks(UpstreamOptions options, TimeProvider clock)
{
    /// <summary>The upstream's clock may run a little beside ours.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(30);

    internal async Task<UpstreamOutcome> CheckAsync(
        string idToken, RemoteKeySet keys, UpstreamSecrets secrets, DateTimeOffset startedAt, CancellationToken cancel)
    {
        var candidates = await keys.FindAsync(JwtChecks.KeyIdOf(idToken), cancel);
        var now = clock.GetUtcNow();
        var result = await JwtChecks.ValidateAsync(idToken, options.Issuer, options.ClientId, [], candidates, now);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token)
        {
            return new UpstreamOutcome.Untrusted(WhyInvalid(result.Exception));
        }

        // One audience: a token made for several may have been shown to any of them (§3.1.3.7, 3).
        if (token.Audiences.Count() != 1
            || !token.TryGetPayloadValue<string>("nonce", out var nonce) || !Secrets.AreEqual(nonce, secrets.Nonce))
        {
            return new UpstreamOutcome.Untrusted("id-token-not-for-this-login");
        }

        var ahead = (now + ClockTolerance).ToUnixTimeSeconds();
        if (!token.TryGetPayloadValue<long>("iat", out var issuedAt) || issuedAt > ahead)
        {
            return new UpstreamOutcome.Untrusted("id-token-time");
        }

        return token.TryGetPayloadValue<long>("auth_time", out var authTime)
            && authTime >= (startedAt - ClockTolerance).ToUnixTimeSeconds() && authTime <= ahead
                ? IdentityOf(token, authTime)
                : new UpstreamOutcome.Untrusted("login-not-fresh");
    }

    /// <summary>For the record; the person and the service are told the same whatever it is.</summary>
    private static string WhyInvalid(Exception? wrong) => wrong switch
    {
        SecurityTokenInvalidIssuerException => "id-token-issuer",
        SecurityTokenInvalidAudienceException => "id-token-audience",
        SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException => "id-token-time",
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException => "id-token-signature",
        _ => "id-token-malformed",
    };

    private static UpstreamOutcome IdentityOf(JsonWebToken token, long authTime) =>
        token.Subject is { Length: > 0 } && token.TryGetPayloadValue<string>("citizen_id", out var number)
        && CitizenId.TryParse(number, out var citizenId)
        && token.TryGetPayloadValue<string>("name", out var name) && name is { Length: > 0 }
        && token.TryGetPayloadValue<string>("birthdate", out var birthDate)
            ? new UpstreamOutcome.Proved(new UpstreamIdentity(
                citizenId, name, birthDate, token.TryGetPayloadValue<string>("gender", out var gender) ? gender : null,
                LevelTable.FromUpstream(token.TryGetPayloadValue<string>("level", out var level) ? level : null),
                token.TryGetPayloadValue<string[]>("amr", out var amr) ? amr : [], authTime)
            {
                UpstreamSession = token.TryGetPayloadValue<string>(BridgeClaims.SessionId, out var sid)
                    && sid is { Length: > 0 }
                        ? UpstreamIdentity.SessionHash(UpstreamOptions.Name, sid) : null,
            })
            : new UpstreamOutcome.Untrusted("identity-incomplete");
}
