using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Storage;
using Civic.IdentityBridge.Upstreams;
using Civic.IdentityBridge.Upstreams.Oidc;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge.Federation;

/// <summary>The upstream's answer to one login: on to consent, or back to the client with an error.</summary>
internal sealed partial class LoginReturn(
    Logins logins, UpstreamChoice choice, GroupCommit commit, AuthorizationResponses responses,
    TimeProvider clock, ILogger<LoginReturn> logger)
{
    /// <summary>Gives the address to go on to.</summary>
    internal async Task<string> ContinueAsync(LoginTransaction login, string? code, string? error,
        CancellationToken cancel)
    {
        var request = AuthorizationRequest.FromJson(login.Request);
        var upstream = choice.Upstreams.Find(login.Upstream)!;
        var outcome = (code, error) switch
        {
            (_, "access_denied") => new UpstreamOutcome.Declined(),
            (_, "temporarily_unavailable") => new UpstreamOutcome.Unreachable(),
            ({ } given, null) => await upstream.RedeemAsync(given, logins.SecretsOf(login), login.StartedAt, cancel),
            _ => new UpstreamOutcome.Untrusted("upstream-error"),
        };
        return outcome switch
        {
            UpstreamOutcome.Proved { Identity: var identity }
                when identity.Level < request.Level || IsTooOld(identity, request) =>
                await EndAsync(login, request, OAuthErrors.UnmetAuthenticationRequirements, cancel),
            UpstreamOutcome.Proved { Identity: var identity }
                when await choice.IsBlockedAsync(identity.NationalId, upstream.Name) =>
                await EndAsync(login, request, OAuthErrors.AccessDenied, cancel),
            UpstreamOutcome.Proved { Identity: var identity } => await AskConsentAsync(login, identity, cancel),
            UpstreamOutcome.Declined => await EndAsync(login, request, OAuthErrors.AccessDenied, cancel),
            // The person goes on with the same request as soon as the upstream answers again.
            UpstreamOutcome.Unreachable => ChooseAddress(login.Id, upstream.Name),
            UpstreamOutcome.Untrusted untrusted => await DistrustAsync(login, request, untrusted.Why, cancel),
            _ => throw new System.Diagnostics.UnreachableException("Every outcome is named above."),
        };
    }

    /// <summary>Where the person chooses another upstream or tries this one again.</summary>
    internal static string ChooseAddress(Guid login, string? down) =>
        $"/choose/{login}" + (down is null ? "" : $"?down={down}");

    /// <summary>The person goes back to the service without having signed in.</summary>
    internal Task<string> GiveUpAsync(LoginTransaction login, CancellationToken cancel) => EndAsync(
        login, AuthorizationRequest.FromJson(login.Request), OAuthErrors.TemporarilyUnavailable, cancel);

    /// <summary>Every login is fresh, give or take the upstream's clock and the time on the way back.</summary>
    private bool IsTooOld(UpstreamIdentity identity, AuthorizationRequest request) =>
        request.MaxAge is { } longest
        && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(identity.AuthTime)
            > (longest < OidcLogin.ClockTolerance ? OidcLogin.ClockTolerance : longest);

    private async Task<string> AskConsentAsync(LoginTransaction login, UpstreamIdentity identity,
        CancellationToken cancel)
    {
        var identified = AuditTrail.Event(
            clock, "person", "login.identified", login.ClientId, detail: new Dictionary<string, string>
            {
                ["acr"] = identity.Level.ToAcr(),
            });
        await logins.KeepAsync(login, identity, identified, cancel);
        return $"/consent/{login.Id}";
    }

    private Task<string> DistrustAsync(
        LoginTransaction login, AuthorizationRequest request, string why, CancellationToken cancel)
    {
        LogDistrusted(logger, why);
        return EndAsync(login, request, OAuthErrors.ServerError, cancel);
    }

    private async Task<string> EndAsync(
        LoginTransaction login, AuthorizationRequest request, string error, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var refused = AuditTrail.Event(clock, "person", "login.refused", login.ClientId, error);
        await commit.RunAsync(async unit =>
        {
            await unit.AuditAsync(refused);
            return await Logins.EndAsync(unit, login.Id, now);
        }, cancel);
        return await responses.WithErrorAsync(request, error, cancel);
    }

    [LoggerMessage(LogLevel.Warning, "The upstream's answer was not believed: {Why}")]
    private static partial void LogDistrusted(ILogger logger, string why);
}
