using System.Text.Json;
using Civic.Shared.Audit;
using Civic.Shared.SignIn.Dpop;
using Civic.Shared.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Shared.SignIn;

/// <summary>
/// POST /backchannel-logout: the bridge says that a session has ended (OpenID Connect Back-Channel Logout §2.6); it
/// ends here, whatever device it is on.
/// </summary>
public sealed class BackchannelLogout
{
    /// <summary>The member of events that makes a token a logout token (§2.4).</summary>
    public const string Event = "http://schemas.openid.net/event/backchannel-logout";

    internal static async Task<IResult> HandleAsync(
        HttpContext http, BridgeClient bridge, BridgeKeys keys, ReplayMarks marks, CivicDbContext database,
        TimeProvider clock)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
        if (form?["logout_token"] is not [{ Length: > 0 } token]
            || await ReadAsync(
                token, bridge.Issuer, bridge.ClientId,
                await keys.FindAsync(JwtChecks.KeyIdOf(token), http.RequestAborted), clock.GetUtcNow())
                is not { } said
            || !await marks.IsFirstAsync(
                new ReplayMark("logout", said.Id, clock.GetUtcNow().AddMinutes(5)), http.RequestAborted))
        {
            return Results.Json(new { error = "invalid_request" }, statusCode: StatusCodes.Status400BadRequest);
        }

        var sid = said.GetPayloadValue<string>(BridgeClaims.SessionId);
        var sessions = await database.SignInSessions.Where(s => s.Sid == sid).ToListAsync(http.RequestAborted);
        foreach (var session in sessions)
        {
            database.Remove(session);
            database.Audit(clock, "identity-bridge", "session.ended", session.Subject);
        }

        // A session that ended by itself is as good as ended now.
        await database.SaveChangesAsync(http.RequestAborted);
        return Results.NoContent();
    }

    /// <summary>
    /// A logout token that names its session, after every check of §2.6 but the first use of its id; null where one
    /// fails.
    /// </summary>
    public static async Task<JsonWebToken?> ReadAsync(
        string token, string issuer, string audience, IEnumerable<SecurityKey> keys, DateTimeOffset now)
    {
        var result = await JwtChecks.ValidateAsync(token, issuer, audience, ["logout+jwt"], keys, now);
        return result.IsValid && result.SecurityToken is JsonWebToken said
            && said.TryGetPayloadValue<string>(BridgeClaims.SessionId, out var sid) && sid.Length > 0
            && said.Id is { Length: > 0 } && !said.TryGetPayloadValue<string>("nonce", out _)
            && said.TryGetPayloadValue<JsonElement>("events", out var events)
            && events.ValueKind == JsonValueKind.Object && events.TryGetProperty(Event, out var what)
            && what.ValueKind == JsonValueKind.Object
            ? said
            : null;
    }
}
