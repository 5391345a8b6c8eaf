using System.Security.Claims;
using System.Text.Encodings.Web;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

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

/// <summary>Access tokens of the bridge: RFC 9068 in the Authorization header of RFC 6750 §2.1, nowhere else.</summary>
internal sealed class BearerTokens(
    IOptionsMonitor<BearerTokenOptions> options, ILoggerFactory logger, UrlEncoder encoder, BridgeKeys keys)
    : AuthenticationHandler<BearerTokenOptions>(options, logger, encoder)
{
    private const string InvalidToken = "invalid_token";
    private bool _sentToken;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        _sentToken = true;
        var token = header["Bearer ".Length..].Trim();
        var result = await JwtChecks.ValidateAsync(
            token, Options.Issuer, Options.Audience, ["at+jwt", "application/at+jwt"],
            await keys.FindAsync(JwtChecks.KeyIdOf(token), Context.RequestAborted), TimeProvider.GetUtcNow());
        if (!result.IsValid || result.ClaimsIdentity.FindFirst(BridgeClaims.ClientId) is null)
        {
            return AuthenticateResult.Fail(InvalidToken);
        }

        var identity = new ClaimsIdentity(result.ClaimsIdentity.Claims, SignInSchemes.Bearer);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = _sentToken ? $"Bearer error=\"{InvalidToken}\"" : "Bearer";
        return RefuseAsync(_sentToken
            ? new(StatusCodes.Status401Unauthorized, InvalidToken, "The access token is expired, foreign or malformed.")
            : new(StatusCodes.Status401Unauthorized, null, "Send an access token of the identity bridge."));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata
            .GetOrderedMetadata<Microsoft.AspNetCore.Authorization.AuthorizationPolicy>()
            .SelectMany(p => p.Requirements.OfType<ScopeRequirement>()).FirstOrDefault()?.Scope;
        Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
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
