using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge.Tokens;

/// <summary>
/// A code becomes tokens once, within 30 seconds, for the client it was made for, with the verifier of its challenge.
/// A second use is theft of one of the two: what the first gave is revoked (RFC 6749 §4.1.2).
/// </summary>
internal sealed class CodeRedemption(
    GroupCommit commit, PreparedConnections reading, TokenWriter tokens, ReleaseContext context, TimeProvider clock)
{
    internal async Task<TokenOutcome> RedeemAsync(
        Caller caller, IFormCollection form, CancellationToken cancellation)
    {
        var client = caller.Client;
        var hash = Secrets.Hash(form["code"].ToString());
        var grant = await reading.ReadAsync(c => c.FirstAsync(
            Grants.Select + "code_hash = @0 AND client_id = @1", Grants.Read, hash, client.ClientId));
        var now = clock.GetUtcNow();
        var wrong = grant is null
            ? "The code is unknown here or belongs to another client."
            : WhyNot(caller, grant, AuthorizationRequest.FromJson(grant.Request), form, now)
                ?? (context.IsYoungEnough(grant) ? null : Refreshes.ComeOfAge);
        var made = wrong is null ? await MakeAsync(caller, grant!, cancellation) : null;
        AuditEvent Said(string what, string outcome) =>
            AuditTrail.Event(clock, client.ClientId, what, grant!.Subject, outcome);
        var events = grant is null ? null : new Events(
            Said("token.issued", "ok"), Said("code.refused", OAuthErrors.InvalidGrant),
            Said("code.replayed", OAuthErrors.InvalidGrant));
        return await commit.RunAsync<TokenOutcome>(async unit =>
        {
            if (await caller.SpendAsync(unit) is { } used)
            {
                return new TokenOutcome.Refused(used);
            }

            return grant is null
                ? Refused(wrong!)
                : await UseAsync(unit, new Use(caller, grant, made, wrong, now), events!);
        }, cancellation);
    }

    private static TokenOutcome.Refused Refused(string why) => new(new Refusal(OAuthErrors.InvalidGrant, why));

    /// <summary>The tokens, signed before anything is written; they leave only if the code is still unused.</summary>
    private async Task<TokenAnswer> MakeAsync(Caller caller, AuthorizationGrant grant, CancellationToken cancel)
    {
        var request = AuthorizationRequest.FromJson(grant.Request);
        var released = ReleasedClaims.Of(grant, context);
        var access = await tokens.AccessTokenAsync(
            caller, context.Issuer, request.Scopes, ReleasedClaims.AboutTheLogin(grant, released.Both), cancel);
        var idToken = await tokens.IdTokenAsync(
            caller.Client, request.Nonce, released.Both.With(released.IdToken), cancel);
        var refresh = request.Scopes.Contains(ScopeCatalogue.OfflineAccess) ? Secrets.New() : null;
        return new TokenAnswer(access, caller, string.Join(' ', request.Scopes), idToken, refresh);
    }

    private static async ValueTask<TokenOutcome> UseAsync(PreparedConnection unit, Use use, Events events)
    {
        if (await unit.ExecuteAsync(
            "UPDATE authorization_grants SET redeemed_at = @0 "
            + "WHERE code_hash = @1 AND redeemed_at IS NULL AND revoked_at IS NULL",
            use.Now, use.Grant.CodeHash) == 0)
        {
            if (!await unit.FirstAsync(
                "SELECT 1 FROM authorization_grants WHERE code_hash = @0 AND redeemed_at IS NOT NULL", _ => true,
                use.Grant.CodeHash))
            {
                await unit.AuditAsync(events.NotGiven);
                return Refused("The person has signed out since.");
            }

            await unit.ExecuteAsync(
                "UPDATE authorization_grants SET revoked_at = @0 WHERE code_hash = @1 AND revoked_at IS NULL",
                use.Now, use.Grant.CodeHash);
            await unit.AuditAsync(events.Replayed);
            return Refused("The code was used before; what it gave is revoked.");
        }

        if (use.Made is not { } made)
        {
            await unit.AuditAsync(events.NotGiven);
            return Refused(use.Wrong!);
        }

        if (made.RefreshToken is { } refresh)
        {
            await Refreshes.BeginAsync(unit, use.Caller, use.Grant, refresh, use.Now);
        }

        await unit.AuditAsync(events.Issued);
        return new TokenOutcome.Given(made);
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

    /// <summary>One attempt to use a code.</summary>
    private sealed record Use(
        Caller Caller, AuthorizationGrant Grant, TokenAnswer? Made, string? Wrong, DateTimeOffset Now);

    private sealed record Events(AuditEvent Issued, AuditEvent NotGiven, AuditEvent Replayed);
}
