using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Storage;
using Civic.IdentityBridge.Tokens;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Civic.IdentityBridge.Sessions;

/// <summary>A sign-out request whose every part was checked.</summary>
/// <param name="ClientId">Who asks, where it says so.</param>
/// <param name="Address">The registered address to go back to.</param>
/// <param name="State">Given back with it.</param>
/// <param name="Session">The session that the hint names.</param>
internal sealed record SignOutRequest(string? ClientId, string? Address, string? State, ServiceSession? Session)
{
    /// <summary>Where the service begins; a link for who was not sent back by themselves.</summary>
    internal string? Home { get; init; }

    internal string? Return => Address is null ? null
        : State is { Length: > 0 and <= 512 } ? QueryHelpers.AddQueryString(Address, "state", State) : Address;
}

/// <summary>Reads the parameters of OpenID Connect RP-Initiated Logout §2.</summary>
internal sealed class SignOutRequests(
    ClientRegistry clients, ServiceSessions sessions, KeyRing keys, CivicSettings settings, TimeProvider clock)
{
    /// <summary>Null where a part is wrong: nothing is ended and nobody is sent anywhere.</summary>
    internal async Task<SignOutRequest?> ReadAsync(Func<string, string?> parameter, CancellationToken cancellation)
    {
        var client = clients.Find(parameter("client_id"));
        var sid = parameter("logout_hint");
        if (parameter("id_token_hint") is { Length: > 0 } hint)
        {
            if (await HintedAsync(hint, cancellation) is not var (hinted, hintedSid)
                || (client is not null && client.ClientId != hinted.ClientId))
            {
                return null;
            }

            (client, sid) = (hinted, hintedSid);
        }

        var address = parameter("post_logout_redirect_uri") is { Length: > 0 } given ? given : null;
        if (address is not null
            && client?.PostLogoutRedirectUris.Contains(address, StringComparer.Ordinal) != true)
        {
            return null;
        }

        var session = sid is { Length: > 0 } ? await sessions.FindAsync(sid, cancellation) : null;
        return session is not null && client is not null && session.ClientId != client.ClientId
            ? null
            : new SignOutRequest(client?.ClientId, address, parameter("state"), session)
            {
                Home = HomeOf(client ?? clients.Find(session?.ClientId)),
            };
    }

    private static string? HomeOf(RelyingParty? client) => client?.RedirectUris.Count > 0
        ? new Uri(client.RedirectUris[0]).GetLeftPart(UriPartial.Authority) : null;

    /// <summary>An id_token of ours; one that has expired still names its session (§2).</summary>
    private async Task<(RelyingParty Client, string Sid)?> HintedAsync(string hint, CancellationToken cancellation)
    {
        var audience = StrictJws.TryRead(hint) is { } jws && jws.Payload.TryGetProperty("aud", out var aud)
            ? aud.ToString() : "";
        var issuedAt = StrictJws.TryRead(hint)?.Payload.TryGetProperty("iat", out var iat) == true
            && iat.TryGetInt64(out var seconds) && seconds is > 0 and < 1L << 36
                ? DateTimeOffset.FromUnixTimeSeconds(seconds) : clock.GetUtcNow();
        var result = await JwtChecks.ValidateAsync(
            hint, settings.OwnAddress, audience, ["JWT"], await keys.PublishedAsync(cancellation), issuedAt,
            mayHaveActor: true);
        return result.IsValid && result.SecurityToken is JsonWebToken token
            && token.TryGetPayloadValue<string>(BridgeClaims.SessionId, out var sid)
            && clients.Find(audience) is { } client
            ? (client, sid)
            : null;
    }
}
