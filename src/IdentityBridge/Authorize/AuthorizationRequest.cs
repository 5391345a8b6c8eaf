using System.Globalization;
using System.Text.Json;
using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.RelyingParties;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;

namespace Civic.IdentityBridge.Authorize;

/// <summary>An authorization request that was checked in every part and belongs to an authenticated client.</summary>
internal sealed record AuthorizationRequest(
    string ClientId,
    string RedirectUri,
    IReadOnlyList<string> Scopes,
    string? State,
    string? Nonce,
    string CodeChallenge,
    AssuranceLevel Level,
    bool WithoutPage)
{
    /// <summary>In the query, or there as a signed whole (JARM §2.3).</summary>
    internal static readonly string[] ResponseModes = ["query", "jwt", "query.jwt"];

    /// <summary>The answer is signed (JARM).</summary>
    public bool SignedResponse { get; init; }

    /// <summary>The key to which the code is bound (RFC 9449 §10); null where to none.</summary>
    public string? DpopThumbprint { get; init; }

    /// <summary>The claims parameter (OpenID Connect Core §5.5) as it was sent, checked; null where none was.</summary>
    public string? Claims { get; init; }

    /// <summary>As it is where the person acts for nobody else.</summary>
    internal AuthorizationRequest ForOneself() => Scopes.Contains(ScopeCatalogue.Represent)
        ? this with { Scopes = [.. Scopes.Where(s => s != ScopeCatalogue.Represent)] } : this;

    internal string ToJson() => JsonSerializer.Serialize(this);

    internal static AuthorizationRequest FromJson(string json) =>
        JsonSerializer.Deserialize<AuthorizationRequest>(json)!;

    /// <summary>Checks a pushed request (RFC 9126 §2.1). The first thing wrong is the answer.</summary>
    internal static (AuthorizationRequest? Request, Refusal? Wrong) Check(Caller caller, IFormCollection form)
    {
        var client = caller.Client;
        if (form.ContainsKey("request_uri"))
        {
            // RFC 9126 §2.1.
            return Wrong(OAuthErrors.InvalidRequest, "A pushed request holds no request_uri.");
        }

        if (!client.MayUse(GrantTypes.AuthorizationCode))
        {
            return Wrong(OAuthErrors.UnauthorizedClient, "This client may not sign people in.");
        }

        if (form["response_type"] != "code"
            || (form["response_mode"].ToString() is { Length: > 0 } mode && !ResponseModes.Contains(mode)))
        {
            return Wrong(OAuthErrors.UnsupportedResponseType, "Only response_type code, in the query, signed or not.");
        }

        if (!client.RedirectUris.Contains(form["redirect_uri"].ToString(), StringComparer.Ordinal))
        {
            return Wrong(OAuthErrors.InvalidRequest, "redirect_uri is not registered; it must match exactly.");
        }

        // RFC 9449 §10.1: named, proved, or both alike.
        var named = form["dpop_jkt"].ToString() is { Length: > 0 } jkt ? jkt : null;
        if (named is not null && (named.Length != 43 || (caller.Thumbprint is { } shown && shown != named)))
        {
            return Wrong(OAuthErrors.InvalidDpopProof, "dpop_jkt is not the thumbprint of the DPoP proof's key.");
        }

        var (request, wrong) = CheckProof(client, form);
        return request is null
            ? (null, wrong)
            : CheckClaims(request with { DpopThumbprint = named ?? caller.Thumbprint }, form["claims"].ToString());
    }

    /// <summary>The claims parameter; an essential acr there is a floor like acr_values (§5.5.1.1).</summary>
    private static (AuthorizationRequest?, Refusal?) CheckClaims(AuthorizationRequest request, string claims)
    {
        if (claims.Length == 0)
        {
            return (request, null);
        }

        if (RequestedClaims.WhyNot(claims) is { } why)
        {
            return Wrong(OAuthErrors.InvalidRequest, why);
        }

        var acr = RequestedClaims.Of(claims).IdToken.Claims
            .FirstOrDefault(c => c is { Name: BridgeClaims.Acr, Essential: true, Values: not null });
        return acr is null
            ? (request with { Claims = claims }, null)
            : LevelOf(string.Join(' ', acr.Values!)) is { } level
                ? (request with { Claims = claims, Level = level > request.Level ? level : request.Level }, null)
                : Wrong(OAuthErrors.InvalidRequest, "acr in claims names an unknown level.");
    }

    private static (AuthorizationRequest?, Refusal?) CheckProof(RelyingParty client, IFormCollection form)
    {
        if (form["code_challenge_method"] != "S256" || !IsChallenge(form["code_challenge"].ToString()))
        {
            return Wrong(OAuthErrors.InvalidRequest, "PKCE with code_challenge_method S256 is required (RFC 7636).");
        }

        var scopes = form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!scopes.Contains(ScopeCatalogue.OpenId)
            || scopes.Any(s => !client.Scopes.Contains(s) || !ScopeCatalogue.AboutPerson.Contains(s)))
        {
            return Wrong(OAuthErrors.InvalidScope, "scope needs openid, and only scopes registered for this client.");
        }

        var (state, nonce) = (form["state"].ToString(), form["nonce"].ToString());
        if (state.Length > 512 || nonce.Length > 512)
        {
            return Wrong(OAuthErrors.InvalidRequest, "state and nonce may have 512 characters at most.");
        }

        // Any max_age is met: each login is begun for its request, and a proof older than that is refused.
        var maxAge = form["max_age"].ToString();
        if (maxAge.Length > 0 && !(int.TryParse(maxAge, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return Wrong(OAuthErrors.InvalidRequest, "max_age is a number of seconds.");
        }

        return LevelOf(form["acr_values"].ToString()) is { } level
            ? (new(client.ClientId, form["redirect_uri"]!, scopes.Distinct().ToList(), state is "" ? null : state,
                nonce is "" ? null : nonce, form["code_challenge"]!, level,
                form["prompt"].ToString().Split(' ').Contains("none"))
            {
                SignedResponse = form["response_mode"].ToString().EndsWith("jwt", StringComparison.Ordinal),
            }, null)
            : Wrong(OAuthErrors.InvalidRequest, "acr_values names an unknown level.");
    }

    /// <summary>Any of the listed levels will do, so the lowest is the floor; without a wish, level 1 is.</summary>
    private static AssuranceLevel? LevelOf(string acrValues)
    {
        var asked = acrValues.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(AssuranceLevels.FromAcr)
            .ToList();
        return asked.Count == 0 ? AssuranceLevel.Level1 : asked.Contains(AssuranceLevel.None) ? null : asked.Min();
    }

    private static bool IsChallenge(string challenge) =>
        challenge.Length == 43 && challenge.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static (AuthorizationRequest?, Refusal?) Wrong(string error, string why) => (null, new Refusal(error, why));
}
