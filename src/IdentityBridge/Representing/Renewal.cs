using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.Sessions;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge.Representing;

/// <summary>Whether a grant still stands when new tokens are asked of it.</summary>
internal enum RenewalOutcome
{
    Stands,

    /// <summary>The child has reached the client's age, or the register says otherwise: the session ends.</summary>
    Over,

    /// <summary>The register's last word is too old and it gives none now.</summary>
    NotReached,
}

/// <summary>
/// Acting for a child goes on only as long as the register's word is of late: it is asked again at a refresh.
/// </summary>
internal sealed class Renewal(
    RelationCheck register, ReleaseContext context, IServiceScopeFactory scopes, GroupCommit commit)
{
    internal async Task<RenewalOutcome> TryAsync(AuthorizationGrant grant, CancellationToken cancellation)
    {
        if (context.RepresentationOf(grant) is not { } by)
        {
            return RenewalOutcome.Stands;
        }

        if (!context.IsYoungEnough(grant))
        {
            return await EndAsync(grant, cancellation);
        }

        if (context.Rules.IsFresh(by))
        {
            return RenewalOutcome.Stands;
        }

        return await register.AskAsync(by.Actor, by.Child, cancellation) switch
        {
            RelationAnswer.Confirmed { By: var again }
                when context.Rules.IsYoungEnough(again, context.Clients.Find(grant.ClientId)) =>
                await KeepAsync(grant, by with { ConfirmedAt = again.ConfirmedAt }, cancellation),
            RelationAnswer.NotReached => RenewalOutcome.NotReached,
            _ => await EndAsync(grant, cancellation),
        };
    }

    private async Task<RenewalOutcome> KeepAsync(
        AuthorizationGrant grant, Representation by, CancellationToken cancellation)
    {
        var kept = context.Protect(by);
        var said = AuditTrail.Event(context.Clock, grant.ClientId, "representation.renewed", grant.Subject);
        await commit.RunAsync(async unit =>
        {
            await unit.AuditAsync(said);
            return await unit.ExecuteAsync(
                "UPDATE authorization_grants SET represented = @0 WHERE code_hash = @1", kept, grant.CodeHash);
        }, cancellation);
        return RenewalOutcome.Stands;
    }

    private async Task<RenewalOutcome> EndAsync(AuthorizationGrant grant, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var sessions = scope.ServiceProvider.GetRequiredService<ServiceSessions>();
        await sessions.EndAsync(
            await sessions.OfGrantAsync(grant.GrantId!, cancellation), "population", cancellation);
        return RenewalOutcome.Over;
    }
}
