using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.Storage;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Tokens;

/// <summary>
/// /userinfo (OpenID Connect Core §5.3): what the person released to the client that holds the token.
/// </summary>
internal sealed class UserInfo(IdentityDbContext database, KeyRing keys, ReleaseContext context, TimeProvider clock)
{
    /// <summary>Facts of the login itself stand in the id_token.</summary>
    private static readonly string[] NotHere = [BridgeClaims.Acr, BridgeClaims.Amr, BridgeClaims.AuthTime];

    internal async Task<IResult> HandleAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Results.Unauthorized();
        }

        if (await GrantOfAsync(header["Bearer ".Length..].Trim(), http.RequestAborted) is not { } grant)
        {
            http.Response.Headers.WWWAuthenticate = $"Bearer error=\"{OAuthErrors.InvalidToken}\"";
            return Results.Json(
                new OAuthErrorBody(OAuthErrors.InvalidToken,
                    "The access token is expired, revoked or not for userinfo.",
                    Shared.Hosting.Correlation.Current),
                statusCode: StatusCodes.Status401Unauthorized);
        }

        return Results.Json(ReleasedClaims.Of(grant, context).Where(c => !NotHere.Contains(c.Key)).ToDictionary());
    }

    private async Task<AuthorizationGrant?> GrantOfAsync(string token, CancellationToken cancellation)
    {
        var result = await JwtChecks.ValidateAsync(
            token, context.Issuer, context.Issuer, ["at+jwt"], await keys.PublishedAsync(cancellation),
                clock.GetUtcNow());
        if (!result.IsValid)
        {
            return null;
        }

        var id = result.SecurityToken.Id;
        return await database.AuthorizationGrants.AsNoTracking()
            .FirstOrDefaultAsync(g => g.TokenId == id && g.RevokedAt == null, cancellation);
    }
}
