using System.Text.Json;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.Storage;
using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Matching;

/// <summary>A person at login: under which number, and how their account stands.</summary>
internal sealed record Meeting(UpstreamIdentity Identity, AccountLink Link)
{
    /// <summary>The owner reported misuse; nobody goes on.</summary>
    internal bool IsFrozen { get; init; }
}

/// <summary>
/// Accounts as the population register knows them. Whoever was matched lately is let in without a question; a register
/// that is down takes nothing from anybody (ADR 40).
/// </summary>
internal sealed class AccountLinks(
    IdentityDbContext database, PreparedConnections reading, LinkRecord record, PopulationCheck register,
    PopulationOptions options, LinkContext context)
{
    internal async Task<Meeting> MeetAsync(UpstreamIdentity identity, CancellationToken cancellation)
    {
        var known = await reading.ReadAsync(c => c.FirstAsync(
            "SELECT l.state, l.matched_at, m.national_id, l.person_id, l.matched_as, f.id "
            + "FROM account_links l JOIN persons p ON p.id = l.person_id "
            + "LEFT JOIN persons m ON m.id = l.merged_into "
            + "LEFT JOIN account_freezes f ON f.person_id = l.person_id AND f.lifted_at IS NULL "
            + "WHERE p.national_id = @0",
            row => new Known(row.GetString(0), row.IsDBNull(1) ? null : new(row.GetInt64(1), TimeSpan.Zero),
                row.IsDBNull(2) ? null : row.GetString(2), row.GetGuid(3), row.IsDBNull(4) ? null : row.GetString(4),
                !row.IsDBNull(5)),
            identity.NationalId.Value));
        if (known?.NewNumber is { } number)
        {
            return await MeetAsync(identity with { NationalId = CitizenId.Parse(number) }, cancellation);
        }

        if (known is { IsFrozen: true })
        {
            return new Meeting(identity, new(Enum.Parse<LinkState>(known.State))) { IsFrozen = true };
        }

        return known is { State: nameof(LinkState.Matched), MatchedAt: { } at }
            && context.Clock.GetUtcNow() - at < options.MatchHolds
            && known.MatchedAs == StatedBy(identity).HashFor(known.Person)
                ? new Meeting(identity with { MatchedAt = at.ToUnixTimeSeconds() }, new(LinkState.Matched))
                : await AskAsync(identity, cancellation);
    }

    /// <summary>The accounts that wait for the register, asked again. Gives those that it questions.</summary>
    internal async Task<(int Asked, IReadOnlyList<Guid> Questioned)> AskAgainAsync(CancellationToken cancellation)
    {
        var now = context.Clock.GetUtcNow();
        var due = await (from link in database.AccountLinks.AsNoTracking()
                         join person in database.Persons on link.PersonId equals person.Id
                         where link.AgainAt != null && link.AgainAt <= now
                         orderby link.AgainAt
                         select new { link.PersonId, person.NationalId, link.Stated })
            .Take(500).ToListAsync(cancellation);
        var questioned = new List<Guid>();
        foreach (var one in due)
        {
            var stated = context.Open(one.Stated)!;
            var answer = await QuestionAsync(one.NationalId, stated, cancellation);
            if (!(await record.WriteAsync(
                _ => ValueTask.FromResult(one.PersonId), stated, answer, cancellation)).Link.Opens)
            {
                questioned.Add(one.PersonId);
            }
        }

        return (due.Count, questioned);
    }

    private async Task<Meeting> AskAsync(UpstreamIdentity identity, CancellationToken cancellation)
    {
        var stated = StatedBy(identity);
        var answer = await QuestionAsync(identity.NationalId, stated, cancellation);
        var (link, matchedAt) = await record.WriteAsync(
            unit => PairwiseSubjects.PersonIdAsync(unit, identity.NationalId, context.Clock.GetUtcNow()),
            stated, answer, cancellation);
        return new(identity with { MatchedAt = matchedAt?.ToUnixTimeSeconds() }, link);
    }

    private static StatedPerson StatedBy(UpstreamIdentity identity) =>
        new(identity.Name, identity.BirthDate, identity.Upstream);

    /// <summary>A birth date that is none can be compared with nothing.</summary>
    private async Task<PopulationAnswer> QuestionAsync(
        CitizenId number, StatedPerson stated, CancellationToken cancellation) =>
        PartialDate.TryParse(stated.BirthDate, out var born)
            ? await register.AskAsync(number, stated.Name, born, cancellation)
            : new PopulationAnswer(new LinkEvent.NotReached());

    private sealed record Known(
        string State, DateTimeOffset? MatchedAt, string? NewNumber, Guid Person, string? MatchedAs, bool IsFrozen);
}

/// <summary>The clock, and what keeps the stated person from the eyes of whoever reads the database.</summary>
internal sealed class LinkContext(IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _protector = protection.CreateProtector("civic.bridge.link");

    internal TimeProvider Clock => clock;

    internal byte[] Seal(StatedPerson stated) => _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(stated));

    internal StatedPerson? Open(byte[]? kept) =>
        kept is null ? null : JsonSerializer.Deserialize<StatedPerson>(_protector.Unprotect(kept));
}
