using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Tokens;

/// <summary>
/// Refresh tokens: bound to their client and its key, so they are not rotated (FAPI 2.0 security profile §5.3.2.1);
/// what was consented to never grows.
/// </summary>
internal sealed class Refreshes(
    IdentityDbContext database, TokenWriter tokens, ReleaseContext context, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>A refresh token beside the first tokens; stored with the unit of work in hand.</summary>
    internal async Task<string> BeginAsync(Caller caller, AuthorizationGrant grant, CancellationToken cancellation)
    {
        var token = Secrets.New();
        var until = clock.GetUtcNow() + Lifetime;
        database.RefreshTokens.Add(new RefreshToken
        {
            Hash = Secrets.Hash(token),
            GrantId = grant.GrantId!,
            ClientId = caller.Client.ClientId,
            Thumbprint = caller.Thumbprint,
            ExpiresAt = until,
        });
        await database.AuthorizationGrants.Where(g => g.CodeHash == grant.CodeHash)
            .ExecuteUpdateAsync(set => set.SetProperty(g => g.KeptUntil, until), cancellation);
        return token;
    }

    internal async Task<TokenOutcome> RefreshAsync(
        Caller caller, IFormCollection form, CancellationToken cancellation)
    {
        var (hash, now) = (Secrets.Hash(form["refresh_token"].ToString()), clock.GetUtcNow());
        var token = await database.RefreshTokens.AsNoTracking().FirstOrDefaultAsync(
            t => t.Hash == hash && t.ClientId == caller.Client.ClientId && t.ExpiresAt > now, cancellation);
        var grant = token is null ? null : await database.AuthorizationGrants.AsNoTracking()
            .FirstOrDefaultAsync(g => g.GrantId == token.GrantId && g.RevokedAt == null, cancellation);
        if (grant is null || (token!.Thumbprint is { } bound && !Secrets.AreEqual(bound, caller.Thumbprint)))
        {
            return Refused(OAuthErrors.InvalidGrant,
                "The refresh token is unknown, ended, or bound to another client or key.");
        }

        var granted = AuthorizationRequest.FromJson(grant.Request).Scopes;
        var asked = form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (asked.Except(granted).Any())
        {
            return Refused(OAuthErrors.InvalidScope, "A refresh can't ask for more than was consented to.");
        }

        IReadOnlyList<string> scopes = asked.Length == 0 ? granted : [.. asked.Distinct()];
        var access = await tokens.AccessTokenAsync(
            caller, context.Issuer, scopes, ReleasedClaims.AboutTheLogin(grant, ReleasedClaims.Of(grant, context)),
            cancellation);
        database.Audit(clock, caller.Client.ClientId, "token.refreshed", grant.Subject);
        await database.SaveChangesAsync(cancellation);
        return new TokenOutcome.Given(new TokenAnswer(access, caller, string.Join(' ', scopes), null, null));
    }

    private static TokenOutcome.Refused Refused(string error, string why) => new(new Refusal(error, why));
}
