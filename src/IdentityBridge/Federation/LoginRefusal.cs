using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge.Federation;

/// <summary>Ends a login with an error that goes back to the client; why exactly stays in the record.</summary>
internal sealed class LoginRefusal(GroupCommit commit, AuthorizationResponses responses, TimeProvider clock)
{
    internal async Task<string> EndAsync(
        LoginTransaction login, string error, CancellationToken cancel, string? why = null)
    {
        var now = clock.GetUtcNow();
        var refused = AuditTrail.Event(
            clock, "person", "login.refused", login.ClientId, error, new Dictionary<string, string>
            {
                ["upstream"] = login.Upstream ?? "",
                ["why"] = why ?? error,
            });
        await commit.RunAsync(async unit =>
        {
            await unit.AuditAsync(refused);
            return await Logins.EndAsync(unit, login.Id, now);
        }, cancel);
        return await responses.WithErrorAsync(AuthorizationRequest.FromJson(login.Request), error, cancel);
    }
}
