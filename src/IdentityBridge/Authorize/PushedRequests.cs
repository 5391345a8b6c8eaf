using Civic.Shared.SignIn;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge.Authorize;

/// <summary>
/// Pushed requests. One is used up when its code is issued, not when a page is loaded: browsers load pages ahead and
/// again, and the person would be the one who is refused.
/// </summary>
internal sealed class PushedRequests(PreparedConnections reading, TimeProvider clock)
{
    /// <summary>Null where it is unknown, another client's, expired or used up.</summary>
    internal async Task<(AuthorizationRequest Request, string Hash)?> FindAsync(
        string? clientId, string? requestUri, CancellationToken cancel)
    {
        if (clientId is null || requestUri is not { Length: < 200 }
            || !requestUri.StartsWith(PushAuthorization.UriPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = Secrets.Hash(requestUri[PushAuthorization.UriPrefix.Length..]);
        var now = clock.GetUtcNow();
        cancel.ThrowIfCancellationRequested();
        var request = await reading.ReadAsync(c => c.FirstAsync(
            "SELECT request FROM pushed_requests WHERE hash = @0 AND client_id = @1 AND used_at IS NULL "
            + "AND expires_at > @2",
            row => row.GetString(0), hash, clientId, now));
        return request is null ? null : (AuthorizationRequest.FromJson(request), hash);
    }

    /// <summary>False where a code was issued for it before.</summary>
    internal static async ValueTask<bool> UseUpAsync(PreparedConnection unit, string? hash, DateTimeOffset now) =>
        await unit.ExecuteAsync(
            "UPDATE pushed_requests SET used_at = @0 WHERE hash = @1 AND used_at IS NULL", now, hash) == 1;
}
