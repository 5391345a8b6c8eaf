using System.Text.Json.Serialization;
using Civic.IdentityBridge.RelyingParties;
using Civic.Shared.Audit;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge.Tokens;

/// <summary>POST /token (RFC 6749 §3.2).</summary>
internal sealed class TokenEndpoint(
    CallerProofs proofs, CodeRedemption codes, Refreshes refreshes, TokenWriter tokens, GroupCommit commit,
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

        return await GiveAsync(caller, form, http.RequestAborted) switch
        {
            TokenOutcome.Given given => new WholeJson<TokenAnswer>(given.Answer),
            TokenOutcome.Refused refused => OAuthErrors.Answer(refused.Why),
            _ => throw new System.Diagnostics.UnreachableException("An outcome is given or refused."),
        };
    }

    /// <summary>Whatever is answered, the caller's proofs are spent with it.</summary>
    private async Task<TokenOutcome> GiveAsync(Caller caller, IFormCollection form, CancellationToken cancellation)
    {
        if (caller is { Client.DpopBound: true, Thumbprint: null })
        {
            return await RefuseAsync(
                caller, new(OAuthErrors.InvalidDpopProof, "A DPoP proof is needed (RFC 9449 §5)."), cancellation);
        }

        var grantType = form["grant_type"].ToString();
        if (!Grants.Contains(grantType))
        {
            return await RefuseAsync(caller, new(
                OAuthErrors.UnsupportedGrantType, $"{string.Join(", ", Grants)} are supported."), cancellation);
        }

        if (!caller.Client.MayUse(grantType))
        {
            return await RefuseAsync(
                caller, new(OAuthErrors.UnauthorizedClient, "This client may not use this grant."), cancellation);
        }

        return grantType switch
        {
            GrantTypes.AuthorizationCode => await codes.RedeemAsync(caller, form, cancellation),
            GrantTypes.RefreshToken => await refreshes.RefreshAsync(caller, form, cancellation),
            _ => await ForItselfAsync(caller, form["scope"].ToString(), cancellation),
        };
    }

    private Task<TokenOutcome> RefuseAsync(Caller caller, Refusal why, CancellationToken cancellation) =>
        commit.RunAsync<TokenOutcome>(
            async unit => new TokenOutcome.Refused(await caller.SpendAsync(unit) ?? why), cancellation);

    private async Task<TokenOutcome> ForItselfAsync(Caller caller, string scope, CancellationToken cancellation)
    {
        var client = caller.Client;
        var scopes = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (scopes.Count == 0 || scopes.Any(s => !client.Scopes.Contains(s) || !ScopeCatalogue.IsAction(s))
            || ScopeCatalogue.ResourceOf(scopes) is not { } resource)
        {
            return await RefuseAsync(
                caller, new(OAuthErrors.InvalidScope, "scope must name actions of one service, all registered for " +
                "this client."), cancellation);
        }

        // RFC 9068 §2.2: without a person the subject is the client itself.
        var about = new Dictionary<string, object> { ["sub"] = client.ClientId };
        if (client.FacilityCode is { } facility)
        {
            about[Shared.SignIn.BridgeClaims.FacilityCode] = facility;
        }

        var token = await tokens.AccessTokenAsync(caller, resource, scopes, about, cancellation);
        var answer = new TokenAnswer(token, caller, string.Join(' ', scopes), null, null);
        var issued = AuditTrail.Event(
            clock, client.ClientId, "token.issued", resource, detail: new Dictionary<string, string>
            {
                ["scope"] = answer.Scope,
            });
        return await commit.RunAsync<TokenOutcome>(async unit =>
        {
            if (await caller.SpendAsync(unit) is { } used)
            {
                return new TokenOutcome.Refused(used);
            }

            await unit.AuditAsync(issued);
            return new TokenOutcome.Given(answer);
        }, cancellation);
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
