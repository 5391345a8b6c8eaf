using System.Security.Claims;
using System.Text.Encodings.Web;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn.Dpop;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Civic.Shared.SignIn;

/// <summary>Why a program was not let in; Code is that of RFC 6750 §3.1, null where no token was sent.</summary>
public sealed record TokenRefusal(int Status, string? Code, string Detail);

/// <summary>The program that calls: from its access token.</summary>
public sealed record CallingClient(string ClientId, IReadOnlyList<string> Scopes, string? FacilityCode)
{
    public static CallingClient From(ClaimsPrincipal user) => new(
        user.FindFirstValue(BridgeClaims.ClientId)
            ?? throw new InvalidOperationException("The endpoint does not ask for an access token."),
        user.FindFirstValue(BridgeClaims.Scope)?.Split(' ') ?? [],
        user.FindFirstValue(BridgeClaims.FacilityCode));
}

internal sealed class BearerTokenOptions : AuthenticationSchemeOptions
{
    internal string Audience { get; set; } = "";

    internal string Issuer { get; set; } = "";

    internal Func<HttpContext, TokenRefusal, Task> Answer { get; set; } = BearerTokens.WriteProblemAsync;
}

/// <summary>
/// Access tokens of the bridge (RFC 9068) in the Authorization header, nowhere else: bound to a key and shown with a
/// proof of it (RFC 9449 §7), or bearer tokens (RFC 6750 §2.1) where the bridge gave such to a client.
/// </summary>
internal sealed class BearerTokens(
    IOptionsMonitor<BearerTokenOptions> options, ILoggerFactory logger, UrlEncoder encoder, BridgeKeys keys,
    DpopCheck dpop) : AuthenticationHandler<BearerTokenOptions>(options, logger, encoder)
{
    private const string InvalidToken = "invalid_token";
    private bool _isBearer;
    private TokenRefusal _refusal =
        new(StatusCodes.Status401Unauthorized, null, "Send an access token of the identity bridge.");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var parts = Request.Headers.Authorization.ToString().Split(' ', 2, StringSplitOptions.TrimEntries);
        _isBearer = parts[0].Equals("Bearer", StringComparison.OrdinalIgnoreCase);
        var isBound = parts[0].Equals(DpopCheck.Header, StringComparison.OrdinalIgnoreCase);
        if (parts.Length != 2 || (!_isBearer && !isBound))
        {
            return AuthenticateResult.NoResult();
        }

        var proof = isBound ? dpop.Look(Context) : new DpopOutcome.None();
        var result = await JwtChecks.ValidateAsync(
            parts[1], Options.Issuer, Options.Audience, ["at+jwt", "application/at+jwt"],
            await keys.FindAsync(JwtChecks.KeyIdOf(parts[1]), Context.RequestAborted), TimeProvider.GetUtcNow());
        if (!result.IsValid || result.ClaimsIdentity.FindFirst(BridgeClaims.ClientId) is null
            || result.SecurityToken is not JsonWebToken token)
        {
            return Refuse(InvalidToken, "The access token is expired, foreign or malformed.");
        }

        if (await WhyNotBoundAsync(token, parts[1], isBound, proof) is { } refused)
        {
            return refused;
        }

        var identity = new ClaimsIdentity(result.ClaimsIdentity.Claims, SignInSchemes.Bearer);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    /// <summary>Null where the token is shown as it was given: bound with its proof, or neither.</summary>
    private async Task<AuthenticateResult?> WhyNotBoundAsync(
        JsonWebToken token, string encoded, bool isBound, DpopOutcome outcome)
    {
        var thumbprint = DpopBinding.Of(token);
        switch (outcome)
        {
            case DpopOutcome.None when !isBound:
                // RFC 9449 §7.2: a bound token is never taken as a bearer token.
                return thumbprint is null
                    ? null : Refuse(InvalidToken, "The access token is bound to a key; send it with a DPoP proof.");
            case DpopOutcome.Refused refused:
                return Refuse(refused.Error, refused.Why);
            case DpopOutcome.Sound { Proof: var proof }
                when Secrets.AreEqual(proof.Thumbprint, thumbprint) && proof.IsFor(encoded):
                return await dpop.IsFirstUseAsync(proof, Context.RequestAborted)
                    ? null : Refuse(DpopCheck.InvalidProof, "The DPoP proof was used before.");
            default:
                return Refuse(DpopCheck.InvalidProof, "The DPoP proof is missing, or for another token or key.");
        }
    }

    private AuthenticateResult Refuse(string code, string why)
    {
        _refusal = new(StatusCodes.Status401Unauthorized, code, why);
        return AuthenticateResult.Fail(code);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var error = _refusal.Code is { } code ? $" error=\"{code}\"" : "";
        var algorithms = $"algs=\"{string.Join(' ', DpopProof.Algorithms)}\"";
        Response.Headers.WWWAuthenticate = _isBearer
            ? "Bearer" + error
            : $"{DpopCheck.Header}{(error.Length > 0 ? error + "," : "")} {algorithms}";
        return RefuseAsync(_refusal);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata
            .GetOrderedMetadata<Microsoft.AspNetCore.Authorization.AuthorizationPolicy>()
            .SelectMany(p => p.Requirements.OfType<ScopeRequirement>()).FirstOrDefault()?.Scope;
        Response.Headers.WWWAuthenticate =
            $"{(_isBearer ? "Bearer" : DpopCheck.Header)} error=\"insufficient_scope\", scope=\"{scope}\"";
        return RefuseAsync(new(
            StatusCodes.Status403Forbidden, "insufficient_scope", $"The access token lacks the scope {scope}."));
    }

    internal static async Task WriteProblemAsync(HttpContext http, TokenRefusal refusal)
    {
        var service = http.RequestServices.GetService(typeof(ServiceDescription)) as ServiceDescription;
        await http.Response.WriteAsJsonAsync(
            new ProblemDetails
            {
                Status = refusal.Status,
                Type = $"civic:{service?.Name}:{(refusal.Code ?? "token_missing").Replace('_', '-')}",
                Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(refusal.Status),
                Detail = refusal.Detail,
                Extensions = { ["correlation"] = Correlation.Current },
            },
            options: null, contentType: "application/problem+json", http.RequestAborted);
    }

    private Task RefuseAsync(TokenRefusal refusal)
    {
        Response.StatusCode = refusal.Status;
        return Options.Answer(Context, refusal);
    }
}
