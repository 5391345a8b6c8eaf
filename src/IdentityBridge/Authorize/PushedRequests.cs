using Civic.IdentityBridge.Storage;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Authorize;

/// <summary>Takes a pushed request out for its one use.</summary>
internal sealed class PushedRequests(IdentityDbContext database, TimeProvider clock)
{
    /// <summary>Null where it is unknown, another client's, expired or used before.</summary>
    internal async Task<AuthorizationRequest?> TakeAsync(string? clientId, string? requestUri, CancellationToken cancel)
    {
        if (clientId is null || requestUri is not { Length: < 200 }
            || !requestUri.StartsWith(PushAuthorization.UriPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = Secrets.Hash(requestUri[PushAuthorization.UriPrefix.Length..]);
        var now = clock.GetUtcNow();
        var taken = await database.PushedRequests
            .Where(r => r.Hash == hash && r.ClientId == clientId && r.UsedAt == null && r.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.UsedAt, now), cancel);
        return taken == 1
            ? AuthorizationRequest.FromJson(await database.PushedRequests
                .Where(r => r.Hash == hash).Select(r => r.Request).SingleAsync(cancel))
            : null;
    }
}
