using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Matching;
using Civic.IdentityBridge.Representing;
using Civic.IdentityBridge.Storage;
using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;

namespace Civic.IdentityBridge.Federation;

/// <summary>The upstream's answer to one login: on to consent, or back to the client with an error.</summary>
internal sealed partial class LoginReturn(
    Logins logins, UpstreamChoice choice, AccountLinks links, LoginRefusal refusal, TimeProvider clock,
    ILogger<LoginReturn> logger)
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
            UpstreamOutcome.Proved { Identity: var identity } when identity.Level < request.Level =>
                await refusal.EndAsync(login, OAuthErrors.UnmetAuthenticationRequirements, cancel),
            UpstreamOutcome.Proved { Identity: var identity }
                when await choice.IsBlockedAsync(identity.NationalId, upstream.Name) =>
                await refusal.EndAsync(login, OAuthErrors.AccessDenied, cancel),
            UpstreamOutcome.Proved { Identity: var identity } =>
                await MatchAsync(login, identity with { Upstream = upstream.Name }, cancel),
            UpstreamOutcome.Declined => await refusal.EndAsync(login, OAuthErrors.AccessDenied, cancel),
            // The person goes on with the same request as soon as the upstream answers again.
            UpstreamOutcome.Unreachable => ChooseAddress(login.Id, upstream.Name),
            UpstreamOutcome.Untrusted untrusted => await DistrustAsync(login, untrusted.Why, cancel),
            _ => throw new System.Diagnostics.UnreachableException("Every outcome is named above."),
        };
    }

    /// <summary>Where the person chooses another upstream or tries this one again.</summary>
    internal static string ChooseAddress(Guid login, string? down) =>
        $"/choose/{login}" + (down is null ? "" : $"?down={down}");

    /// <summary>The person goes back to the service without having signed in.</summary>
    internal Task<string> GiveUpAsync(LoginTransaction login, CancellationToken cancel) =>
        refusal.EndAsync(login, OAuthErrors.TemporarilyUnavailable, cancel);

    /// <summary>Whom the population register questions does not go on to consent.</summary>
    private async Task<string> MatchAsync(LoginTransaction login, UpstreamIdentity identity, CancellationToken cancel)
    {
        var met = await links.MeetAsync(identity, cancel);
        return met.IsFrozen ? $"/frozen/{login.Id}"
            : met.Link.Opens
            ? await AskConsentAsync(login, met.Identity, cancel)
            : $"/difference/{login.Id}?why={met.Link.Why}&reference={Correlation.Current}"
                + (met.Link.State == LinkState.Closed ? "&closed=true" : "");
    }

    private async Task<string> AskConsentAsync(LoginTransaction login, UpstreamIdentity identity,
        CancellationToken cancel)
    {
        var identified = AuditTrail.Event(
            clock, "person", "login.identified", login.ClientId, detail: new Dictionary<string, string>
            {
                ["acr"] = identity.Level.ToAcr(),
            });
        await logins.KeepAsync(login, identity, identified, cancel);
        return ChildChoice.IsOffered(AuthorizationRequest.FromJson(login.Request), identity)
            ? $"/represent/{login.Id}" : $"/consent/{login.Id}";
    }

    private Task<string> DistrustAsync(LoginTransaction login, string why, CancellationToken cancel)
    {
        LogDistrusted(logger, why);
        return refusal.EndAsync(login, OAuthErrors.ServerError, cancel, why);
    }

    [LoggerMessage(LogLevel.Warning, "The upstream's answer was not believed: {Why}")]
    private static partial void LogDistrusted(ILogger logger, string why);
}
