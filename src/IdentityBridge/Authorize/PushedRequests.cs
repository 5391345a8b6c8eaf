using Civic.IdentityBridge.Storage;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Authorize;

/// <summary>
/// Pushed requests. One is used up when its code is issued, not when a page is loaded: browsers load pages ahead and
/// again, and the person would be the one who is refused.
/// </summary>
internal sealed class PushedRequests(IdentityDbContext database, TimeProvider clock)
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
        var request = await database.PushedRequests
            .Where(r => r.Hash == hash && r.ClientId == clientId && r.UsedAt == null && r.ExpiresAt > now)
            .Select(r => r.Request).FirstOrDefaultAsync(cancel);
        return request is null ? null : (AuthorizationRequest.FromJson(request), hash);
    }

    /// <summary>Within the unit of work in hand; false where a code was issued for it before.</summary>
    internal async Task<bool> UseUpAsync(string? hash, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return await database.PushedRequests.Where(r => r.Hash == hash && r.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.UsedAt, now), cancel) == 1;
    }
}
