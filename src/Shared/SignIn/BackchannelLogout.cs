using System.Text.Json;
using Civic.Shared.Audit;
using Civic.Shared.SignIn.Dpop;
using Civic.Shared.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;

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
            || await ReadAsync(token, bridge, keys, clock, http.RequestAborted) is not { } said
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

    /// <summary>Every check of §2.6; null where one fails.</summary>
    private static async Task<JsonWebToken?> ReadAsync(
        string token, BridgeClient bridge, BridgeKeys keys, TimeProvider clock, CancellationToken cancellation)
    {
        var result = await JwtChecks.ValidateAsync(
            token, bridge.Issuer, bridge.ClientId, ["logout+jwt"],
            await keys.FindAsync(JwtChecks.KeyIdOf(token), cancellation), clock.GetUtcNow());
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
