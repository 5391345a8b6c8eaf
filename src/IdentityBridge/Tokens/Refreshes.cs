using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Representing;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge.Tokens;

/// <summary>
/// Refresh tokens: bound to their client and its key, so they are not rotated (FAPI 2.0 security profile §5.3.2.1);
/// what was consented to never grows.
/// </summary>
internal sealed class Refreshes(
    GroupCommit commit, PreparedConnections reading, TokenWriter tokens, ReleaseContext context, Renewal renewal,
    TimeProvider clock)
{
    internal const string ComeOfAge = "The child has reached the age up to which others act for them here.";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Stores a refresh token beside the first tokens.</summary>
    internal static async ValueTask BeginAsync(
        PreparedConnection unit, Caller caller, AuthorizationGrant grant, string token, DateTimeOffset now)
    {
        await unit.ExecuteAsync(
            "INSERT INTO refresh_tokens (hash, grant_id, client_id, thumbprint, expires_at) "
            + "VALUES (@0, @1, @2, @3, @4)",
            Secrets.Hash(token), grant.GrantId, caller.Client.ClientId, caller.Thumbprint, now + Lifetime);
        await unit.ExecuteAsync(
            "UPDATE authorization_grants SET kept_until = @0 WHERE code_hash = @1", now + Lifetime, grant.CodeHash);
    }

    internal async Task<TokenOutcome> RefreshAsync(
        Caller caller, IFormCollection form, CancellationToken cancellation)
    {
        var (answer, subject, wrong) = await AnswerAsync(caller, form, cancellation);
        var refreshed = AuditTrail.Event(clock, caller.Client.ClientId, "token.refreshed", subject);
        return await commit.RunAsync<TokenOutcome>(async unit =>
        {
            if ((await caller.SpendAsync(unit) ?? wrong) is { } refused)
            {
                return new TokenOutcome.Refused(refused);
            }

            await unit.AuditAsync(refreshed);
            return new TokenOutcome.Given(answer!);
        }, cancellation);
    }

    private async Task<(TokenAnswer? Answer, string Subject, Refusal? Wrong)> AnswerAsync(
        Caller caller, IFormCollection form, CancellationToken cancellation)
    {
        var (hash, now) = (Secrets.Hash(form["refresh_token"].ToString()), clock.GetUtcNow());
        var (grant, bound) = await reading.ReadAsync(async connection =>
        {
            var (grantId, thumbprint) = await connection.FirstAsync(
                "SELECT grant_id, thumbprint FROM refresh_tokens "
                + "WHERE hash = @0 AND client_id = @1 AND expires_at > @2",
                row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)), hash, caller.Client.ClientId,
                now);
            return (grantId is null
                ? null : await connection.FirstAsync(Grants.StandsByGrantId, Grants.Read, grantId), thumbprint);
        });
        if (grant is null || (bound is not null && !Secrets.AreEqual(bound, caller.Thumbprint)))
        {
            return Refused(OAuthErrors.InvalidGrant,
                "The refresh token is unknown, ended, or bound to another client or key.");
        }

        switch (await renewal.TryAsync(grant, cancellation))
        {
            case RenewalOutcome.Over:
                return Refused(OAuthErrors.InvalidGrant, "Nobody acts for that child here any more.");
            case RenewalOutcome.NotReached:
                // The refresh token stays good: the client asks again later.
                return Refused(
                    OAuthErrors.TemporarilyUnavailable, "The population register does not answer; ask again later.");
        }

        var granted = AuthorizationRequest.FromJson(grant.Request).Scopes;
        var asked = form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (asked.Except(granted).Any())
        {
            return Refused(OAuthErrors.InvalidScope, "A refresh can't ask for more than was consented to.");
        }

        IReadOnlyList<string> scopes = asked.Length == 0 ? granted : [.. asked.Distinct()];
        var access = await tokens.AccessTokenAsync(
            caller, context.Issuer, scopes, ReleasedClaims.AboutTheLogin(grant, ReleasedClaims.Of(grant, context).Both),
            cancellation);
        return (new TokenAnswer(access, caller, string.Join(' ', scopes), null, null), grant.Subject, null);
    }

    private static (TokenAnswer?, string, Refusal?) Refused(string error, string why) =>
        (null, "", new Refusal(error, why));
}
