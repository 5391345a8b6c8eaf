using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Tokens;

/// <summary>
/// POST /revoke (RFC 7009): a client gives back its own token. A refresh token takes its whole grant along.
/// </summary>
internal sealed class Revocation(
    CallerProofs proofs, OwnTokens tokens, IdentityDbContext database, TimeProvider clock)
{
    internal async Task<IResult> HandleAsync(HttpContext http)
    {
        var (caller, form, why) = await proofs.ProveAndSpendAsync(http);
        if (caller is null)
        {
            return OAuthErrors.Answer(why!);
        }

        if (form["token"] is not [{ Length: > 0 } token])
        {
            return OAuthErrors.Answer(new(OAuthErrors.InvalidRequest, "token is missing."));
        }

        await RevokeAsync(caller.Client, token, http.RequestAborted);
        // §2.2: 200 whether or not there was such a token, so that nobody can find out.
        return Results.Ok();
    }

    private async Task RevokeAsync(RelyingParty client, string token, CancellationToken cancellation)
    {
        var (hash, now) = (Secrets.Hash(token), clock.GetUtcNow());
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var refresh = await database.RefreshTokens.AsNoTracking()
            .FirstOrDefaultAsync(t => t.Hash == hash && t.ClientId == client.ClientId, cancellation);
        if (refresh is not null)
        {
            await database.RefreshTokens.Where(t => t.GrantId == refresh.GrantId).ExecuteDeleteAsync(cancellation);
            await database.AuthorizationGrants.Where(g => g.GrantId == refresh.GrantId && g.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(g => g.RevokedAt, now), cancellation);
            database.Audit(clock, client.ClientId, "grant.revoked", client.ClientId);
        }
        else if (await tokens.FindAsync(token, cancellation) is { } access
            && access.Text(BridgeClaims.ClientId) == client.ClientId)
        {
            database.RevokedTokens.Add(new RevokedToken
            {
                TokenId = access.Text("jti"),
                ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(access.Token.Number("exp")!.Value),
            });
            database.Audit(clock, client.ClientId, "token.revoked", client.ClientId);
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
