using System.Text.Json.Serialization;
using Civic.IdentityBridge.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Matching;

/// <summary>How two administrators settle an account that the register questions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Settlement>))]
internal enum Settlement
{
    Accept,
    Close,
    Reopen,
    Merge,
}

/// <summary>Carries out what two administrators decided about an account.</summary>
internal sealed class Settling(IdentityDbContext database, TimeProvider clock)
{
    /// <summary>False where the account has moved on since it was proposed.</summary>
    internal async Task<bool> SettleAsync(
        Guid person, Finding finding, Settlement settlement, CancellationToken cancellation)
    {
        var row = await database.AccountLinks.FindAsync([person], cancellation);
        if (row is null || row.Link.Why != finding || row.Link.After(EventOf(settlement)) is not { } next)
        {
            return false;
        }

        // Whom the register sends back to a number that became another one's would go round in a circle.
        if (settlement == Settlement.Merge && await HasMovedOnAsync(row.ReplacedBy!, cancellation))
        {
            return false;
        }

        row.Become(next, clock.GetUtcNow());
        if (next.State != LinkState.Questioned)
        {
            row.Stated = null;
        }

        if (settlement == Settlement.Merge)
        {
            row.MergedInto = await MoveAsync(person, row.ReplacedBy!, cancellation);
        }

        return true;
    }

    internal static LinkEvent EventOf(Settlement settlement) => settlement switch
    {
        Settlement.Accept => new LinkEvent.Accepted(),
        Settlement.Close => new LinkEvent.Refused(),
        Settlement.Reopen => new LinkEvent.Reopened(),
        Settlement.Merge => new LinkEvent.Merged(),
        _ => throw new System.Diagnostics.UnreachableException("Every settlement is named above."),
    };

    private Task<bool> HasMovedOnAsync(string number, CancellationToken cancellation)
    {
        var numbered = Shared.Identity.CitizenId.Parse(number);
        return (from link in database.AccountLinks
                join person in database.Persons on link.PersonId equals person.Id
                where person.NationalId == numbered && link.State == nameof(LinkState.Merged)
                select link).AnyAsync(cancellation);
    }

    /// <summary>
    /// The person keeps what they were to every service: names, roles and sessions go to the new number's account, as
    /// far as that has none of its own.
    /// </summary>
    private async Task<Guid> MoveAsync(Guid from, string number, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await database.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO persons (id, national_id, first_seen_at)
             VALUES ({Guid.CreateVersion7(now)}, {number}, {now.UtcTicks}) ON CONFLICT DO NOTHING
             """,
            cancellation);
        var numbered = Shared.Identity.CitizenId.Parse(number);
        var to = await database.Persons.Where(p => p.NationalId == numbered).Select(p => p.Id)
            .SingleAsync(cancellation);
        await database.Database.ExecuteSqlAsync(
            $"""
             UPDATE pairwise_subjects SET person_id = {to} WHERE person_id = {from}
             AND sector NOT IN (SELECT sector FROM pairwise_subjects WHERE person_id = {to})
             """,
            cancellation);
        await database.Database.ExecuteSqlAsync(
            $"""
             UPDATE blocked_upstreams SET person_id = {to} WHERE person_id = {from}
             AND upstream NOT IN (SELECT upstream FROM blocked_upstreams WHERE person_id = {to})
             """,
            cancellation);
        await database.Database.ExecuteSqlAsync(
            $"""
             UPDATE account_freezes SET person_id = {to} WHERE person_id = {from} AND lifted_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM account_freezes WHERE person_id = {to} AND lifted_at IS NULL)
             """,
            cancellation);
        await database.Database.ExecuteSqlAsync(
            $"UPDATE directory_entries SET person_id = {to} WHERE person_id = {from}", cancellation);
        await database.Database.ExecuteSqlAsync(
            $"UPDATE practice_certificates SET person_id = {to} WHERE person_id = {from}", cancellation);
        await database.Database.ExecuteSqlAsync(
            $"UPDATE service_sessions SET person_id = {to} WHERE person_id = {from}", cancellation);
        await database.Database.ExecuteSqlAsync(
            $"UPDATE service_sessions SET represented_id = {to} WHERE represented_id = {from}", cancellation);
        return to;
    }
}
