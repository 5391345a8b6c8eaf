using Civic.IdentityBridge.Administration;
using Civic.IdentityBridge.Sessions;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Civic.Shared.SignIn.Events;
using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Misuse;

/// <summary>
/// A person says that somebody else uses their account: it closes at once, everywhere, and opens again by two
/// administrators who have seen the person.
/// </summary>
internal sealed class Freezes(
    IdentityDbContext database, ServiceSessions sessions, SignOutWork work, SecurityEvents events, TimeProvider clock)
{
    /// <summary>
    /// Gives the secret by which the person sees who has confirmed. What breaks off after the account is closed, a
    /// worker goes on with.
    /// </summary>
    internal async Task<string> ReportAsync(Guid person, CancellationToken cancellation)
    {
        var reference = Secrets.New();
        await EnterAsync(person, reference, cancellation);
        await work.EndAsync(await sessions.ConcerningAsync(person, cancellation), "person", cancellation);
        await events.TellDueAsync(cancellation);
        return reference;
    }

    /// <summary>
    /// Ends what is still open of closed accounts: the bridge stopped between the two, or a login was being completed
    /// in the same moment.
    /// </summary>
    internal async Task EndLeftOverAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var open = await (from session in database.ServiceSessions.AsNoTracking()
                          from freeze in database.AccountFreezes
                          where freeze.LiftedAt == null && session.EndedAt == null && session.EndsAt > now
                              && (session.PersonId == freeze.PersonId || session.RepresentedId == freeze.PersonId)
                          select session).Distinct().Take(200).ToListAsync(cancellation);
        if (open.Count > 0)
        {
            await sessions.EndAsync(open, "person", cancellation);
        }
    }

    /// <summary>
    /// False where that report is not in force any more; saved and told by the caller's transaction and the worker.
    /// </summary>
    internal async Task<bool> LiftAsync(DirectoryChange.LiftFreeze lift, CancellationToken cancellation)
    {
        var freeze = await database.AccountFreezes.SingleOrDefaultAsync(
            f => f.Id == lift.FreezeId && f.PersonId == lift.PersonId && f.LiftedAt == null, cancellation);
        if (freeze is null)
        {
            return false;
        }

        freeze.LiftedAt = clock.GetUtcNow();
        await events.EnterAsync(freeze, [SecurityEventTypes.AccountEnabled], cancellation);
        database.Audit(clock, "administrators", "account.unfrozen", lift.PersonId.ToString());
        return true;
    }

    internal Task<AccountFreeze?> FindAsync(string reference, CancellationToken cancellation)
    {
        var hash = Secrets.Hash(reference);
        return database.AccountFreezes.AsNoTracking()
            .FirstOrDefaultAsync(f => f.ReferenceHash == hash, cancellation);
    }

    /// <summary>Whether the account is closed, seen by the transaction that is about to hand it out.</summary>
    internal static async ValueTask<bool> IsFrozenAsync(PreparedConnection unit, Guid person) =>
        await unit.FirstAsync(
            "SELECT 1 FROM account_freezes WHERE person_id = @0 AND lifted_at IS NULL", row => row.GetInt32(0),
            person) == 1;

    private async Task EnterAsync(Guid person, string reference, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var freeze = new AccountFreeze
        {
            Id = Guid.CreateVersion7(now),
            PersonId = person,
            ReportedAt = now,
            ReferenceHash = Secrets.Hash(reference),
        };
        database.AccountFreezes.Add(freeze);
        await events.EnterAsync(
            freeze, [SecurityEventTypes.SessionRevoked, SecurityEventTypes.AccountDisabled], cancellation);
        database.Audit(clock, "person", "account.frozen", person.ToString());
        try
        {
            await database.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Reported twice at once: the first stands, with all that it tells; sessions are ended again below.
            database.ChangeTracker.Clear();
            var standing = await database.AccountFreezes.Where(f => f.PersonId == person && f.LiftedAt == null)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(f => f.ReferenceHash, freeze.ReferenceHash), cancellation);
            if (standing == 0)
            {
                throw;
            }
        }
    }
}
