using Civic.IdentityBridge.Consent;
using Civic.Shared.SignIn;
using Civic.Shared.SignIn.Dpop;

namespace Civic.IdentityBridge.Tokens;

/// <summary>
/// /userinfo (OpenID Connect Core §5.3): what the person released to the client that holds the token, shown as it was
/// given (RFC 9449 §7).
/// </summary>
internal sealed class UserInfo(OwnTokens tokens, TokenWriter writer, DpopCheck dpop, ReleaseContext context)
{
    /// <summary>Facts of the login itself stand in the id_token.</summary>
    private static readonly string[] NotHere =
        [BridgeClaims.Acr, BridgeClaims.Amr, BridgeClaims.AuthTime, BridgeClaims.SessionId];

    private static readonly Refusal InvalidToken =
        new(OAuthErrors.InvalidToken, "The access token is expired, revoked or not for userinfo.");

    internal async Task<IResult> HandleAsync(HttpContext http)
    {
        var parts = http.Request.Headers.Authorization.ToString().Split(' ', 2, StringSplitOptions.TrimEntries);
        var isBound = parts[0].Equals(DpopCheck.Header, StringComparison.OrdinalIgnoreCase);
        if (parts.Length != 2 || (!isBound && !parts[0].Equals("Bearer", StringComparison.OrdinalIgnoreCase)))
        {
            _ = dpop.Look(http);
            http.Response.Headers.WWWAuthenticate = Challenge(true, null);
            return Results.Unauthorized();
        }

        var looked = isBound ? dpop.Look(http) : new DpopOutcome.None();
        if (looked is DpopOutcome.Refused refused)
        {
            return Refuse(http, isBound, new(refused.Error, refused.Why));
        }

        var found = await tokens.FindAsync(parts[1], http.RequestAborted);
        if (found is not { Grant: { } grant } || found.Text("aud") != context.Issuer)
        {
            return Refuse(http, isBound, InvalidToken);
        }

        if (await WhyNotBoundAsync(found, parts[1], looked, http.RequestAborted) is { } wrong)
        {
            return Refuse(http, isBound, wrong);
        }

        var scopes = found.Text(BridgeClaims.Scope).Split(' ');
        var released = ReleasedClaims.Of(grant, context);
        // What was asked for by name stays, however few scopes a refresh leaves.
        var claims = released.Both.Where(c => !NotHere.Contains(c.Key) && Release.IsOf(c.Key, scopes))
            .With(released.UserInfo);
        var client = context.Clients.Find(grant.ClientId);
        return client is { UserInfoSigned: true } or { UserInfoEncrypted: true }
            ? Results.Text(await writer.UserInfoAsync(client, claims, http.RequestAborted), "application/jwt")
            : new WholeJson<IReadOnlyDictionary<string, object>>(claims);
    }

    private async Task<Refusal?> WhyNotBoundAsync(
        StandingToken found, string encoded, DpopOutcome looked, CancellationToken cancellation)
    {
        var thumbprint = found.Thumbprint;
        if (looked is not DpopOutcome.Sound { Proof: var proof })
        {
            return thumbprint is null && looked is DpopOutcome.None ? null : InvalidToken;
        }

        return Secrets.AreEqual(proof.Thumbprint, thumbprint) && proof.IsFor(encoded)
            && await dpop.IsFirstUseAsync(proof, cancellation)
            ? null
            : new(OAuthErrors.InvalidDpopProof, "The DPoP proof is used, or for another token or key.");
    }

    private static IResult Refuse(HttpContext http, bool isBound, Refusal why)
    {
        http.Response.Headers.WWWAuthenticate = Challenge(isBound, why.Error);
        return Results.Json(
            new OAuthErrorBody(why.Error, why.Description, Shared.Hosting.Correlation.Current),
            statusCode: StatusCodes.Status401Unauthorized);
    }

    private static string Challenge(bool isBound, string? error)
    {
        var said = error is null ? "" : $" error=\"{error}\"";
        return isBound
            ? $"DPoP{said}{(said.Length > 0 ? "," : "")} algs=\"{string.Join(' ', DpopProof.Algorithms)}\""
            : "Bearer" + said;
    }
}
