using System.Security.Cryptography;
using System.Text;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Identity;
using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Civic.IdentityBridge.Federation;

/// <summary>
/// Names of a person, one per sector (OpenID Connect Core §8.1): a keyed HMAC, computed once and stored with its key's
/// version, so that a new key touches new subjects only.
/// </summary>
internal sealed class PairwiseSubjects(IdentityDbContext database, TimeProvider clock)
{
    /// <summary>The bridge's own id of the person and their name in the sector, made where they are new.</summary>
    internal static async ValueTask<(Guid Person, string Subject)> OfAsync(
        PreparedConnection unit, CitizenId person, string sector, DateTimeOffset now)
    {
        var id = await PersonIdAsync(unit, person, now);
        return (id, await FindAsync(unit, id, sector) ?? await MakeAsync(unit, id, person, sector));
    }

    private static async ValueTask<string> MakeAsync(
        PreparedConnection unit, Guid id, CitizenId person, string sector)
    {
        var (version, key) = await KeyAsync(unit);
        var made = Base64UrlEncoder.Encode(HMACSHA256
            .HashData(key, Encoding.UTF8.GetBytes($"{sector}\n{person.Value}")));
        // Two logins of one new person in the same moment: the first stands.
        await unit.ExecuteAsync(
            "INSERT INTO pairwise_subjects (person_id, sector, subject, key_version) VALUES (@0, @1, @2, @3) "
            + "ON CONFLICT DO NOTHING",
            id, sector, made, version);
        return await FindAsync(unit, id, sector)
            ?? throw new System.Diagnostics.UnreachableException("A subject that was just stored is gone.");
    }

    private static ValueTask<string?> FindAsync(PreparedConnection unit, Guid person, string sector) =>
        unit.FirstAsync(
            "SELECT subject FROM pairwise_subjects WHERE person_id = @0 AND sector = @1", row => row.GetString(0),
            person, sector);

    /// <summary>The bridge's own id of a person, made where they are new.</summary>
    internal static async ValueTask<Guid> PersonIdAsync(
        PreparedConnection unit, CitizenId person, DateTimeOffset now)
    {
        const string Known = "SELECT id FROM persons WHERE national_id = @0";
        if (await unit.FirstAsync(Known, row => (Guid?)row.GetGuid(0), person.Value) is { } known)
        {
            return known;
        }

        await unit.ExecuteAsync(
            "INSERT INTO persons (id, national_id, first_seen_at) VALUES (@0, @1, @2) ON CONFLICT DO NOTHING",
            Guid.CreateVersion7(now), person.Value, now);
        return await unit.FirstAsync(Known, row => row.GetGuid(0), person.Value);
    }

    /// <summary>The person behind a subject of this sector.</summary>
    internal Task<Guid?> PersonOfAsync(string subject, string sector, CancellationToken cancellation) =>
        database.PairwiseSubjects.Where(s => s.Subject == subject && s.Sector == sector)
            .Select(s => (Guid?)s.PersonId).FirstOrDefaultAsync(cancellation);

    /// <summary>The bridge's own id of a person, made where they are new.</summary>
    internal async Task<Guid> PersonIdAsync(CitizenId person, CancellationToken cancellation)
    {
        var id = await database.Persons.Where(p => p.NationalId == person).Select(p => (Guid?)p.Id)
            .FirstOrDefaultAsync(cancellation);
        if (id is null)
        {
            await database.Database.ExecuteSqlAsync(
                $"""
                 INSERT INTO persons (id, national_id, first_seen_at)
                 VALUES ({Guid.CreateVersion7(clock.GetUtcNow())}, {person.Value}, {clock.GetUtcNow().UtcTicks})
                 ON CONFLICT DO NOTHING
                 """,
                cancellation);
            id = await database.Persons.Where(p => p.NationalId == person).Select(p => p.Id).SingleAsync(cancellation);
        }

        return id.Value;
    }

    private static async ValueTask<(int Version, byte[] Key)> KeyAsync(PreparedConnection unit)
    {
        const string Newest = "SELECT version, key FROM pairwise_keys ORDER BY version DESC LIMIT 1";
        var newest = await unit.FirstAsync(Newest, row => (row.GetInt32(0), row.GetString(1)));
        if (newest.Item2 is null)
        {
            var offered = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
            await unit.ExecuteAsync(
                "INSERT INTO pairwise_keys (version, key) VALUES (1, @0) ON CONFLICT DO NOTHING", offered);
            newest = await unit.FirstAsync(Newest, row => (row.GetInt32(0), row.GetString(1)));
        }

        return (newest.Item1, Convert.FromBase64String(newest.Item2!));
    }
}
