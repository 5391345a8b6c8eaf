using System.Text.Json.Serialization;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;

namespace Civic.IdentityBridge.Tokens;

/// <summary>POST /token (RFC 6749 §3.2).</summary>
internal sealed class TokenEndpoint(
    ClientAuthentication authentication, CodeRedemption codes, TokenWriter tokens, IdentityDbContext database,
    TimeProvider clock)
{
    internal async Task<IResult> HandleAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            return OAuthErrors.Answer(new(OAuthErrors.InvalidRequest, "Send application/x-www-form-urlencoded."));
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form.Any(f => f.Value.Count > 1))
        {
            return OAuthErrors.Answer(new(OAuthErrors.InvalidRequest, "A parameter was sent more than once."));
        }

        var proof = await authentication.ProveAsync(http, form, http.RequestAborted);
        if (proof is not ClientProof.Proved { Client: var client })
        {
            return OAuthErrors.Answer(((ClientProof.NotProved)proof).Why);
        }

        var grantType = form["grant_type"].ToString();
        var outcome = grantType switch
        {
            GrantTypes.AuthorizationCode or GrantTypes.ClientCredentials when !client.MayUse(grantType) =>
                new TokenOutcome.Refused(new(OAuthErrors.UnauthorizedClient, "This client may not use this grant.")),
            GrantTypes.AuthorizationCode => await codes.RedeemAsync(client, form, http.RequestAborted),
            GrantTypes.ClientCredentials => await ForItselfAsync(client, form["scope"].ToString(), http.RequestAborted),
            _ => new TokenOutcome.Refused(
                new(OAuthErrors.UnsupportedGrantType, "authorization_code and client_credentials are supported.")),
        };
        return outcome switch
        {
            TokenOutcome.Given given => Results.Json(given.Answer),
            TokenOutcome.Refused refused => OAuthErrors.Answer(refused.Why),
            _ => throw new System.Diagnostics.UnreachableException("An outcome is given or refused."),
        };
    }

    private async Task<TokenOutcome> ForItselfAsync(RelyingParty client, string scope, CancellationToken cancellation)
    {
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

        var (token, _) = await tokens.AccessTokenAsync(client, resource, scopes, about, cancellation);
        database.Audit(clock, client.ClientId, "token.issued", resource, detail: new Dictionary<string, string>
        {
            ["scope"] = string.Join(' ', scopes),
        });
        await database.SaveChangesAsync(cancellation);
        return new TokenOutcome.Given(new TokenAnswer(token, string.Join(' ', scopes), null));
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

internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("scope")] string Scope,
    [property: JsonPropertyName("id_token"),
        JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? IdToken)
{
    [JsonPropertyName("token_type")]
    public string TokenType { get; } = "Bearer";

    [JsonPropertyName("expires_in")]
    public int ExpiresIn { get; } = (int)TokenWriter.Lifetime.TotalSeconds;
}
