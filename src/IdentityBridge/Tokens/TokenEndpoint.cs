using System.Text.Json.Serialization;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;

namespace Civic.IdentityBridge.Tokens;

/// <summary>POST /token (RFC 6749 §3.2).</summary>
internal sealed class TokenEndpoint(
    CallerProofs proofs, CodeRedemption codes, Refreshes refreshes, TokenWriter tokens, IdentityDbContext database,
    TimeProvider clock)
{
    private static readonly string[] Grants =
        [GrantTypes.AuthorizationCode, GrantTypes.ClientCredentials, GrantTypes.RefreshToken];

    internal async Task<IResult> HandleAsync(HttpContext http)
    {
        var (caller, form, why) = await proofs.ProveAsync(http);
        if (caller is null)
        {
            return OAuthErrors.Answer(why!);
        }

        if (caller is { Client.DpopBound: true, Thumbprint: null })
        {
            return OAuthErrors.Answer(new(OAuthErrors.InvalidDpopProof, "A DPoP proof is needed (RFC 9449 §5)."));
        }

        return await GiveAsync(caller, form, http.RequestAborted) switch
        {
            TokenOutcome.Given given => Results.Json(given.Answer),
            TokenOutcome.Refused refused => OAuthErrors.Answer(refused.Why),
            _ => throw new System.Diagnostics.UnreachableException("An outcome is given or refused."),
        };
    }

    private async Task<TokenOutcome> GiveAsync(Caller caller, IFormCollection form, CancellationToken cancellation)
    {
        var grantType = form["grant_type"].ToString();
        if (!Grants.Contains(grantType))
        {
            return new TokenOutcome.Refused(new(
                OAuthErrors.UnsupportedGrantType, $"{string.Join(", ", Grants)} are supported."));
        }

        if (!caller.Client.MayUse(grantType))
        {
            return new TokenOutcome.Refused(
                new(OAuthErrors.UnauthorizedClient, "This client may not use this grant."));
        }

        return grantType switch
        {
            GrantTypes.AuthorizationCode => await codes.RedeemAsync(caller, form, cancellation),
            GrantTypes.RefreshToken => await refreshes.RefreshAsync(caller, form, cancellation),
            _ => await ForItselfAsync(caller, form["scope"].ToString(), cancellation),
        };
    }

    private async Task<TokenOutcome> ForItselfAsync(Caller caller, string scope, CancellationToken cancellation)
    {
        var client = caller.Client;
        var scopes = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (scopes.Count == 0 || scopes.Any(s => !client.Scopes.Contains(s) || !ScopeCatalogue.IsAction(s))
            || ScopeCatalogue.ResourceOf(scopes) is not { } resource)
        {
            return new TokenOutcome.Refused(
                new(OAuthErrors.InvalidScope, "scope must name actions of one service, all registered for this " +
                "client."));
        }

        // RFC 9068 §2.2: without a person the subject is the client itself.
        var about = new Dictionary<string, object> { ["sub"] = client.ClientId };
        if (client.FacilityCode is { } facility)
        {
            about[Shared.SignIn.BridgeClaims.FacilityCode] = facility;
        }

        var token = await tokens.AccessTokenAsync(caller, resource, scopes, about, cancellation);
        database.Audit(clock, client.ClientId, "token.issued", resource, detail: new Dictionary<string, string>
        {
            ["scope"] = string.Join(' ', scopes),
        });
        await database.SaveChangesAsync(cancellation);
        return new TokenOutcome.Given(new TokenAnswer(token, caller, string.Join(' ', scopes), null, null));
    }
}

/// <summary>Tokens, or why not.</summary>
internal abstract record TokenOutcome
{
    private TokenOutcome()
    {
    }

    internal sealed record Given(TokenAnswer Answer) : TokenOutcome;

    internal sealed record Refused(Refusal Why) : TokenOutcome;
}

internal sealed class TokenAnswer(
    string accessToken, Caller caller, string scope, string? idToken, string? refreshToken)
{
    [JsonPropertyName("access_token")]
    public string AccessToken => accessToken;

    /// <summary>RFC 9449 §5: DPoP where the token is bound to a key.</summary>
    [JsonPropertyName("token_type")]
    public string TokenType { get; } = caller.Thumbprint is null ? "Bearer" : "DPoP";

    [JsonPropertyName("expires_in")]
    public int ExpiresIn { get; } = (int)TokenWriter.Lifetime.TotalSeconds;

    [JsonPropertyName("scope")]
    public string Scope => scope;

    [JsonPropertyName("id_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IdToken => idToken;

    [JsonPropertyName("refresh_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RefreshToken => refreshToken;
}
