using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Storage;
using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge.Representing;

/// <summary>What came of choosing to act for a child.</summary>
internal enum ChildOutcome
{
    Chosen,

    /// <summary>Nobody like that, or nobody for whom this person may act.</summary>
    NotConfirmed,

    /// <summary>Of or above the age up to which the service takes it.</summary>
    TooOld,

    NotReached,

    /// <summary>The child's own account is closed.</summary>
    Closed,
}

/// <summary>
/// After login and before consent: for oneself or for a child, whom the person names and the register confirms. The
/// register lists nobody's children, so nothing is offered, and nothing is kept of one who is not confirmed.
/// </summary>
internal sealed class ChildChoice(
    Logins logins, RelationCheck register, ReleaseContext context, PreparedConnections reading)
{
    /// <summary>Acting for somebody needs an account of level 2.</summary>
    internal static bool IsOffered(AuthorizationRequest request, UpstreamIdentity identity) =>
        request.Scopes.Contains(ScopeCatalogue.Represent) && identity.Level >= AssuranceLevel.Level2;

    internal Task ForOneselfAsync(LoginTransaction login, CancellationToken cancellation) =>
        KeepAsync(login, null, "oneself", cancellation);

    internal async Task<ChildOutcome> ForChildAsync(
        LoginTransaction login, StatedSomebody child, CancellationToken cancellation)
    {
        var (outcome, by) = await AskAsync(login, child, cancellation);
        // Whoever was chosen before is not any more, whatever came of this.
        await KeepAsync(login, by, outcome switch
        {
            ChildOutcome.Chosen => "child",
            ChildOutcome.NotConfirmed => "not-confirmed",
            ChildOutcome.TooOld => "too-old",
            ChildOutcome.NotReached => "not-reached",
            _ => "closed",
        }, cancellation);
        return outcome;
    }

    private async Task<(ChildOutcome, Representation?)> AskAsync(
        LoginTransaction login, StatedSomebody child, CancellationToken cancellation)
    {
        var identity = logins.IdentityOf(login);
        var client = context.Clients.Find(login.ClientId);
        if (client?.RepresentsBelowAge is not { } age
            || context.Clock.TodayInVietnam() >= child.Born.Earliest.AddYears(age))
        {
            return (ChildOutcome.TooOld, null);
        }

        if (!PartialDate.TryParse(identity.BirthDate, out var born))
        {
            return (ChildOutcome.NotConfirmed, null);
        }

        return await register.AskAsync(
            new(identity.NationalId.Value, identity.Name, born), child, cancellation) switch
        {
            RelationAnswer.NotReached => (ChildOutcome.NotReached, null),
            RelationAnswer.Confirmed { By: var by } when !context.Rules.IsYoungEnough(by, client) =>
                (ChildOutcome.TooOld, null),
            RelationAnswer.Confirmed { By: var by } when await reading.ReadAsync(
                c => Parties.IsClosedAsync(c, by.ChildNumber)) => (ChildOutcome.Closed, null),
            RelationAnswer.Confirmed { By: var by } => (ChildOutcome.Chosen, by),
            _ => (ChildOutcome.NotConfirmed, null),
        };
    }

    /// <summary>Each question to the register is recorded: who asked, for which service, what came of it.</summary>
    private async Task KeepAsync(
        LoginTransaction login, Representation? by, string outcome, CancellationToken cancellation)
    {
        var number = logins.IdentityOf(login).NationalId.Value;
        var actor = await reading.ReadAsync(c => c.FirstAsync(
            "SELECT id FROM persons WHERE national_id = @0", row => (Guid?)row.GetGuid(0), number));
        await logins.ChooseAsync(
            login.Id, by, AuditTrail.Event(
                context.Clock, actor?.ToString() ?? "person", "representation.chosen", login.ClientId, outcome),
            cancellation);
    }
}
