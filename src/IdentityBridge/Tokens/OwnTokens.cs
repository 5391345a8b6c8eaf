using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.Storage;
using Civic.Shared.SignIn;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge.Tokens;

/// <summary>An access token of the bridge that still stands, and its grant where a person gave it.</summary>
internal sealed record StandingToken(StrictJws Token, AuthorizationGrant? Grant)
{
    internal string Text(string claim) => Token.Text(claim)!;

    /// <summary>The key it is bound to; null where to none.</summary>
    internal string? Thumbprint =>
        Token.Payload.TryGetProperty(BridgeClaims.Confirmation, out var confirmation)
            ? confirmation.GetProperty("jkt").GetString() : null;
}

/// <summary>Reads access tokens that the bridge itself issued.</summary>
internal sealed class OwnTokens(
    PreparedConnections reading, KeyRing keys, ReleaseContext context, TimeProvider clock)
{
    /// <summary>Null where it is not ours, has expired, was revoked with its grant or alone, or is for a child come of
    /// age.</summary>
    internal async Task<StandingToken?> FindAsync(string encoded, CancellationToken cancellation)
    {
        var audience = StrictJws.TryRead(encoded)?.Text("aud") ?? "";
        var published = await keys.PublishedAsync(cancellation);
        if (JwtChecks.Check(
            encoded, context.Issuer, audience, "at+jwt",
            id => published.FirstOrDefault(k => k.KeyId == id) is { } key ? keys.CheckOf(key) : null,
            clock.GetUtcNow(), mayHaveActor: true) is not { } token)
        {
            return null;
        }

        var (isRevoked, grant) = await reading.ReadAsync(async connection => (
            await connection.FirstAsync(
                "SELECT 1 FROM revoked_tokens WHERE token_id = @0", _ => true, token.Text("jti")),
            token.Text(ReleasedClaims.GrantId) is { } grantId
                ? await connection.FirstAsync(Grants.StandsByGrantId, Grants.Read, grantId) : null));
        return isRevoked || (grant is null && token.Payload.TryGetProperty(ReleasedClaims.GrantId, out _))
            || (grant is not null && !context.IsYoungEnough(grant))
            ? null
            : new StandingToken(token, grant);
    }
}
