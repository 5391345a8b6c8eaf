using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.Sessions;
using Civic.Shared.SignIn;
using Civic.Shared.SignIn.Dpop;

namespace Civic.IdentityBridge.Upstreams.Oidc;

/// <summary>
/// POST /upstream/vneid/backchannel-logout: the person signed out at VNeID (OpenID Connect Back-Channel Logout §2.6).
/// Whatever came of that session ends: logins under way, sessions here, and by notices those at the services.
/// </summary>
internal sealed class UpstreamLogout(
    UpstreamMetadata metadata, UpstreamOptions options, ReplayMarks marks, Logins logins, SignOutWork work,
    TimeProvider clock)
{
    internal async Task<IResult> HandleAsync(HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
        if (form?["logout_token"] is not [{ Length: > 0 } token])
        {
            return Refused();
        }

        try
        {
            var (_, keys) = await metadata.GetAsync(http.RequestAborted);
            var said = await BackchannelLogout.ReadAsync(
                token, options.Issuer, options.ClientId,
                await keys.FindAsync(JwtChecks.KeyIdOf(token), http.RequestAborted), clock.GetUtcNow());
            if (said is null || !await marks.IsFirstAsync(
                new ReplayMark("upstream-logout", said.Id, new DateTimeOffset(said.ValidTo, TimeSpan.Zero)),
                http.RequestAborted))
            {
                return Refused();
            }

            await EndAsync(said.GetPayloadValue<string>(BridgeClaims.SessionId), http.RequestAborted);
        }
        catch (HttpRequestException)
        {
            // Its keys can't be read just now: it may tell us again.
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        http.Response.Headers.CacheControl = "no-store";
        return Results.NoContent();
    }

    /// <summary>Logins first: one that was consented to before is a session by the time sessions are ended.</summary>
    private async Task EndAsync(string sid, CancellationToken cancellation)
    {
        var session = UpstreamIdentity.SessionHash(UpstreamOptions.Name, sid);
        await logins.EndOfUpstreamAsync(session, cancellation);
        await work.EndUpstreamAsync(session, cancellation);
    }

    private static IResult Refused() =>
        OAuthErrors.Answer(new(OAuthErrors.InvalidRequest, "No logout token for this bridge, or one used before."));
}
