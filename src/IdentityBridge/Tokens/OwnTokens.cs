using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.Storage;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Civic.IdentityBridge.Tokens;

/// <summary>An access token of the bridge that still stands, and its grant where a person gave it.</summary>
internal sealed record StandingToken(JsonWebToken Token, AuthorizationGrant? Grant);

/// <summary>Reads access tokens that the bridge itself issued.</summary>
internal sealed class OwnTokens(
    IdentityDbContext database, KeyRing keys, ReleaseContext context, TimeProvider clock)
{
    /// <summary>Null where it is not ours, has expired, or was revoked with its grant or alone.</summary>
    internal async Task<StandingToken?> FindAsync(string encoded, CancellationToken cancellation)
    {
        var audience = StrictJws.TryRead(encoded) is { } jws && jws.Payload.TryGetProperty("aud", out var aud)
            ? aud.ToString() : "";
        var result = await JwtChecks.ValidateAsync(
            encoded, context.Issuer, audience, ["at+jwt"], await keys.PublishedAsync(cancellation),
            clock.GetUtcNow());
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token
            || await database.RevokedTokens.AnyAsync(t => t.TokenId == token.Id, cancellation))
        {
            return null;
        }

        if (!token.TryGetPayloadValue<string>(ReleasedClaims.GrantId, out var grantId))
        {
            return new StandingToken(token, null);
        }

        var grant = await database.AuthorizationGrants.AsNoTracking()
            .FirstOrDefaultAsync(g => g.GrantId == grantId && g.RevokedAt == null, cancellation);
        return grant is null ? null : new StandingToken(token, grant);
    }
}
