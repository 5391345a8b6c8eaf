using System.Data.Common;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge.Matching;

/// <summary>How an account stands after an answer of the register.</summary>
/// <param name="MatchedAt">Since when the register agrees; null where it does not.</param>
internal sealed record RecordedLink(AccountLink Link, DateTimeOffset? MatchedAt);

/// <summary>
/// Writes what the register answered about an account. Everybody's first login of a day passes here, so it is one unit
/// among those that are committed together.
/// </summary>
internal sealed class LinkRecord(GroupCommit commit, LinkContext context)
{
    /// <summary>The row is there before it is changed, so that of two answers at once one sees the other's.</summary>
    private const string Begin =
        "INSERT INTO account_links (person_id, state, since, version) VALUES (@0, @1, @2, 0) ON CONFLICT DO NOTHING";

    private const string Select =
        "SELECT state, finding, replaced_by, since, matched_at, matched_as, version FROM account_links "
        + "WHERE person_id = @0";

    private const string Update =
        "UPDATE account_links SET state = @2, finding = @3, replaced_by = @4, since = @5, matched_at = @6, "
        + "matched_as = @7, again_at = @8, stated = @9, reference = @10, version = @1 + 1 "
        + "WHERE person_id = @0 AND version = @1";

    private static readonly TimeSpan AgainAfter = TimeSpan.FromHours(1);

    /// <param name="whose">Finds the account, or makes it, within the same unit.</param>
    internal Task<RecordedLink> WriteAsync(
        Func<PreparedConnection, ValueTask<Guid>> whose, StatedPerson stated, PopulationAnswer answer,
        CancellationToken cancellation)
    {
        var reference = Correlation.Current;
        return commit.RunAsync(async unit =>
        {
            var now = context.Clock.GetUtcNow();
            var person = await whose(unit);
            await unit.ExecuteAsync(Begin, person, nameof(LinkState.New), now);
            while (true)
            {
                var was = (await unit.FirstAsync(Select, row => Read(row, person), person))!;
                var version = was.Version;
                var next = Become(was, stated, answer, now, reference);
                if (await SaveAsync(unit, was, version))
                {
                    await unit.AuditAsync(Said(next, person, stated, answer));
                    return new RecordedLink(next, next.State == LinkState.Matched ? was.MatchedAt : null);
                }
            }
        }, cancellation);
    }

    private AccountLink Become(
        StoredLink row, StatedPerson stated, PopulationAnswer answer, DateTimeOffset now, string reference)
    {
        var next = row.Link.After(answer.Event)
            ?? throw new System.Diagnostics.UnreachableException("A merged account is met as the one it became.");
        row.Become(next, now);
        if (next.State == LinkState.Matched && answer.Event is LinkEvent.Agreed)
        {
            (row.MatchedAt, row.MatchedAs) = (now, stated.HashFor(row.PersonId));
        }

        row.AgainAt = next.State == LinkState.Unmatched ? now + AgainAfter : null;
        row.Stated = next.State is LinkState.Unmatched or LinkState.Questioned ? context.Seal(stated) : null;
        row.ReplacedBy = answer.NewNumber?.Value ?? (next.Why == Finding.NumberReplaced ? row.ReplacedBy : null);
        row.Reference = next.Why is null ? null : reference;
        return next;
    }

    private static async ValueTask<bool> SaveAsync(PreparedConnection unit, StoredLink row, long version) =>
        await unit.ExecuteAsync(
            Update, row.PersonId, version, row.State, row.Finding, row.ReplacedBy, row.Since, row.MatchedAt,
            row.MatchedAs, row.AgainAt, row.Stated, row.Reference) == 1;

    private AuditEvent Said(AccountLink next, Guid person, StatedPerson stated, PopulationAnswer answer) =>
        AuditTrail.Event(
            context.Clock, "population", $"identity.{next.State.ToString().ToLowerInvariant()}", person.ToString(),
            detail: new Dictionary<string, string>
            {
                ["answer"] = answer.Event.GetType().Name,
                ["finding"] = next.Why?.ToString() ?? "",
                ["upstream"] = stated.Upstream,
            });

    private static StoredLink Read(DbDataReader row, Guid person) => new()
    {
        PersonId = person,
        State = row.GetString(0),
        Finding = row.IsDBNull(1) ? null : row.GetString(1),
        ReplacedBy = row.IsDBNull(2) ? null : row.GetString(2),
        Since = new(row.GetInt64(3), TimeSpan.Zero),
        MatchedAt = row.IsDBNull(4) ? null : new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
        MatchedAs = row.IsDBNull(5) ? null : row.GetString(5),
        Version = row.GetInt64(6),
    };
}
