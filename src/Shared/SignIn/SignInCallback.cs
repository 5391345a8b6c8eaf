using System.Security.Claims;
using System.Globalization;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Civic.Shared.SignIn;

/// <summary>
/// GET /signin-oidc: the bridge's answer. Nobody is signed in unless the browser began this attempt, the answer names
/// the bridge as its issuer (RFC 9207) and the id_token stands every check of OpenID Connect Core §3.1.3.7.
/// </summary>
internal sealed partial class SignInCallback(
    BridgeClient bridge, BridgeKeys keys, SignInAttempts attempts, SignInOptions options, TimeProvider clock,
    ILogger<SignInCallback> logger)
{
    /// <summary>Seconds between proving oneself and coming back: the consent page is read in between.</summary>
    private const int WayBack = 600;

    internal const string Started = "civic.started";

    internal async Task<IResult> HandleAsync(HttpContext http)
    {
        if (attempts.End(http, Single(http.Request.Query["state"])) is not { } attempt)
        {
            return SignInProblems.Redirect(SignInProblems.Expired);
        }

        var result = await ReadAsync(http, attempt);
        return attempt.IsBound ? await AnswerAsync(http, attempt, result)
            : result switch
            {
                SignInResult.Good good => await SignInAsync(http, attempt, good),
                SignInResult.Bad bad => bad.Page,
                _ => throw new System.Diagnostics.UnreachableException("A sign-in is good or bad."),
            };
    }

    /// <summary>The session stays as it is; the service that bound the login to a deed goes on.</summary>
    private async Task<IResult> AnswerAsync(HttpContext http, SignInAttempt attempt, SignInResult result)
    {
        if (options.BoundLogin is not { } handle || http.User.Identity?.IsAuthenticated != true)
        {
            return SignInProblems.Redirect(SignInProblems.Expired);
        }

        return await handle(http, result switch
        {
            SignInResult.Good good => new BoundLoginAnswer.Given(good.Token.EncodedToken, attempt.Nonce),
            SignInResult.Bad { What: SignInProblems.OtherPerson } => new BoundLoginAnswer.OtherPerson(attempt.Nonce),
            SignInResult.Bad bad => new BoundLoginAnswer.Failed(bad.What, attempt.Nonce),
            _ => throw new System.Diagnostics.UnreachableException("A sign-in is good or bad."),
        });
    }

    private async Task<SignInResult> ReadAsync(HttpContext http, SignInAttempt attempt)
    {
        var answer = http.Request.Query;
        if (Single(answer["iss"]) != bridge.Issuer)
        {
            return Refuse("issuer-mismatch");
        }

        if (Single(answer["error"]) is { } error)
        {
            return OnError(error);
        }

        return Single(answer["code"]) is { } code
            ? await RedeemAsync(http, attempt, code)
            : Refuse("no-code");
    }

    private static string? Single(Microsoft.Extensions.Primitives.StringValues values) =>
        values.Count == 1 && values[0] is { Length: > 0 } value ? value : null;

    private SignInResult.Bad OnError(string error)
    {
        switch (error)
        {
            case "unmet_authentication_requirements":
                return new(SignInProblems.Failed, new SeeOther(options.LevelTooLowPage));
            case "access_denied":
                return SignInResult.Bad.Because(SignInProblems.Cancelled);
            case "temporarily_unavailable":
                return SignInResult.Bad.Because(SignInProblems.Unavailable);
            default:
                return Refuse(KnownErrors.Contains(error) ? error : "unknown-error");
        }
    }

    private static readonly HashSet<string> KnownErrors =
        ["invalid_request", "invalid_scope", "unauthorized_client", "server_error", "login_required",
            "consent_required"];

    private async Task<SignInResult> RedeemAsync(HttpContext http, SignInAttempt attempt, string code)
    {
        var tokens = await bridge.RequestTokenAsync(
            new()
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = SignInStart.CallbackAddress(bridge),
                ["code_verifier"] = attempt.Verifier,
            },
            http.RequestAborted);
        if (tokens.Value?.IdToken is not { } idToken)
        {
            return tokens.Error == "temporarily_unavailable"
                ? SignInResult.Bad.Because(SignInProblems.Unavailable)
                : Refuse(tokens.Error ?? "no-id-token");
        }

        var checkedToken = await JwtChecks.ValidateAsync(
            idToken, bridge.Issuer, bridge.ClientId, [],
            await keys.FindAsync(JwtChecks.KeyIdOf(idToken), http.RequestAborted), clock.GetUtcNow(),
            mayHaveActor: attempt.IsForChild);
        if (!checkedToken.IsValid || checkedToken.SecurityToken is not JsonWebToken token)
        {
            return Refuse("id-token-invalid");
        }

        if (!IsForThisAttempt(token, attempt))
        {
            return Refuse("id-token-not-for-this-sign-in");
        }

        if (!Representative.TryRead(token, out var by))
        {
            return Refuse("id-token-actor-unknown");
        }

        if (attempt.Subject is { } expected && (token.Subject != expected || by?.Subject != attempt.Actor))
        {
            await StepUp.RecordOtherPersonAsync(http, expected);
            LogRefused(logger, "step-up-by-another-person");
            return SignInResult.Bad.Other(attempt);
        }

        return new SignInResult.Good(token, by);
    }

    private bool IsForThisAttempt(JsonWebToken token, SignInAttempt attempt) =>
        token.Audiences.Count() == 1
        && token.TryGetPayloadValue<string>("nonce", out var nonce) && Secrets.AreEqual(nonce, attempt.Nonce)
        && token.TryGetPayloadValue<string>(BridgeClaims.Acr, out var acr)
        && AssuranceLevels.FromAcr(acr) >= options.Level
        && token.TryGetPayloadValue<long>(BridgeClaims.AuthTime, out var authTime)
        && !(clock.GetUtcNow().ToUnixTimeSeconds() - authTime > attempt.MaxAge + WayBack)
        && !string.IsNullOrEmpty(token.Subject);

    private async Task<IResult> SignInAsync(HttpContext http, SignInAttempt attempt, SignInResult.Good good)
    {
        // The claims of the protocol itself (nonce, exp, hashes) say nothing about the person.
        string[] aboutTheToken = ["iss", "aud", "exp", "iat", "nbf", "nonce", "at_hash", "jti",
            BridgeClaims.Actor, BridgeClaims.Relation];
        var identity = new ClaimsIdentity(
            good.Token.Claims.Where(c => !aboutTheToken.Contains(c.Type)).Select(c => new Claim(c.Type, c.Value))
                .Concat(good.By?.Claims ?? []),
            SignInSchemes.Cookie, BridgeClaims.Name, BridgeClaims.Roles);
        var properties = new AuthenticationProperties
        {
            Items = { [Started] = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
        };
        http.RequestServices.GetRequiredService<ChildMark>().Set(http, good.By is not null);
        await http.SignInAsync(SignInSchemes.Cookie, new ClaimsPrincipal(identity), properties);
        return new SeeOther(attempt.ReturnUrl);
    }

    private SignInResult.Bad Refuse(string why)
    {
        LogRefused(logger, why);
        return SignInResult.Bad.Because(SignInProblems.Failed);
    }

    [LoggerMessage(LogLevel.Warning, "A sign-in was refused: {Why}")]
    private static partial void LogRefused(ILogger logger, string why);
}

internal abstract record SignInResult
{
    private SignInResult()
    {
    }

    internal sealed record Good(JsonWebToken Token, Representative? By) : SignInResult;

    /// <param name="What">One of <see cref="SignInProblems"/>.</param>
    /// <param name="Page">Where an ordinary sign-in ends.</param>
    internal sealed record Bad(string What, SeeOther Page) : SignInResult
    {
        internal static Bad Because(string what, string? back = null) =>
            new(what, SignInProblems.Redirect(what, back));

        /// <summary>A step-up brought back somebody else, or the same person for somebody else.</summary>
        internal static Bad Other(SignInAttempt attempt) => new(
            SignInProblems.OtherPerson,
            SignInProblems.Redirect(
                attempt.Actor is null ? SignInProblems.OtherPerson : SignInProblems.OtherChild, attempt.ReturnUrl));
    }
}

/// <summary>Sign-ins that end without a session lead to one page that says why and what to do.</summary>
internal static class SignInProblems
{
    internal const string Cancelled = "cancelled";
    internal const string Expired = "expired";
    internal const string Unavailable = "unavailable";
    internal const string Failed = "failed";

    /// <summary>A step-up brought somebody else back.</summary>
    internal const string OtherPerson = "other-person";

    /// <summary>The same, where the session is of somebody who acts for a child.</summary>
    internal const string OtherChild = "other-child";

    /// <summary>A session for a child is over.</summary>
    internal const string ChildOver = "child-over";

    /// <summary>The same, because the child has come of age.</summary>
    internal const string ChildOfAge = "child-of-age";

    /// <param name="what">One of the above.</param>
    /// <param name="back">Where a person whose session stands goes on.</param>
    internal static SeeOther Redirect(string what, string? back = null) =>
        new SeeOther(what == Cancelled ? "/sign-in-cancelled"
            : $"/sign-in-problem?what={what}&reference={Correlation.Current}"
                + (back is null ? "" : $"&returnUrl={Uri.EscapeDataString(back)}"));
}
