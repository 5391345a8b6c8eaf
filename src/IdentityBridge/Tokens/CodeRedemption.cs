using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Tokens;

/// <summary>
/// A code becomes tokens once, within 30 seconds, for the client it was made for, with the verifier of its challenge.
/// A second use is theft of one of the two: what the first gave is revoked (RFC 6749 §4.1.2).
/// </summary>
internal sealed class CodeRedemption(
    IdentityDbContext database, TokenWriter tokens, Refreshes refreshes, ReleaseContext context, TimeProvider clock)
{
    internal async Task<TokenOutcome> RedeemAsync(
        Caller caller, IFormCollection form, CancellationToken cancellation)
    {
        var client = caller.Client;
        var hash = Secrets.Hash(form["code"].ToString());
        var grant = await database.AuthorizationGrants.AsNoTracking()
            .FirstOrDefaultAsync(g => g.CodeHash == hash && g.ClientId == client.ClientId, cancellation);
        if (grant is null)
        {
            return Refused("The code is unknown here or belongs to another client.");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var now = clock.GetUtcNow();
        var first = await database.AuthorizationGrants.Where(g => g.CodeHash == hash && g.RedeemedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(g => g.RedeemedAt, now), cancellation) == 1;
        var outcome = first
            ? await FirstUseAsync(caller, grant, form, now, cancellation)
            : await ReplayAsync(grant, now, cancellation);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return outcome;
    }

    private static TokenOutcome.Refused Refused(string why) => new(new Refusal(OAuthErrors.InvalidGrant, why));

    private async Task<TokenOutcome> FirstUseAsync(
        Caller caller, AuthorizationGrant grant, IFormCollection form, DateTimeOffset now, CancellationToken cancel)
    {
        var request = AuthorizationRequest.FromJson(grant.Request);
        if (WhyNot(caller, grant, request, form, now) is { } wrong)
        {
            database.Audit(clock, caller.Client.ClientId, "code.refused", grant.Subject, OAuthErrors.InvalidGrant);
            return Refused(wrong);
        }

        var claims = ReleasedClaims.Of(grant, context);
        var access = await tokens.AccessTokenAsync(
            caller, context.Issuer, request.Scopes, ReleasedClaims.AboutTheLogin(grant, claims), cancel);
        var idToken = await tokens.IdTokenAsync(caller.Client.ClientId, request.Nonce, claims, cancel);
        var refresh = request.Scopes.Contains(ScopeCatalogue.OfflineAccess)
            ? await refreshes.BeginAsync(caller, grant, cancel)
            : null;
        database.Audit(clock, caller.Client.ClientId, "token.issued", grant.Subject);
        return new TokenOutcome.Given(
            new TokenAnswer(access, caller, string.Join(' ', request.Scopes), idToken, refresh));
    }

    private static string? WhyNot(
        Caller caller, AuthorizationGrant grant, AuthorizationRequest request, IFormCollection form,
        DateTimeOffset now)
    {
        if (now >= grant.ExpiresAt)
        {
            return "The code has expired.";
        }

        if (form["redirect_uri"] != request.RedirectUri)
        {
            return "redirect_uri is not that of the authorization request.";
        }

        if (request.DpopThumbprint is { } bound && !Secrets.AreEqual(bound, caller.Thumbprint))
        {
            return "The code is bound to another DPoP key.";
        }

        var verifier = form["code_verifier"].ToString();
        // RFC 7636 §4.1: 43 to 128 characters.
        return verifier.Length is >= 43 and <= 128 && Secrets.AreEqual(Secrets.Hash(verifier), request.CodeChallenge)
            ? null
            : "code_verifier does not fit the code_challenge.";
    }

    private async Task<TokenOutcome> ReplayAsync(AuthorizationGrant grant, DateTimeOffset now,
        CancellationToken cancellation)
    {
        await database.AuthorizationGrants.Where(g => g.CodeHash == grant.CodeHash && g.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(g => g.RevokedAt, now), cancellation);
        database.Audit(clock, grant.ClientId, "code.replayed", grant.Subject, OAuthErrors.InvalidGrant);
        return Refused("The code was used before; what it gave is revoked.");
    }
}
