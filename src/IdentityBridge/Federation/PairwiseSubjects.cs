using System.Security.Cryptography;
using System.Text;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Civic.IdentityBridge.Federation;

/// <summary>
/// Names of a person, one per sector (OpenID Connect Core §8.1): a keyed HMAC, computed once and stored with its key's
/// version, so that a new key touches new subjects only.
/// </summary>
internal sealed class PairwiseSubjects(IdentityDbContext database, TimeProvider clock)
{
    internal async Task<string> OfAsync(CitizenId person, string sector, CancellationToken cancellation)
    {
        var personId = await PersonIdAsync(person, cancellation);
        var known = await FindAsync(personId, sector, cancellation);
        if (known is not null)
        {
            return known;
        }

        var (version, key) = await KeyAsync(cancellation);
        var made = Base64UrlEncoder.Encode(HMACSHA256
            .HashData(key, Encoding.UTF8.GetBytes($"{sector}\n{person.Value}")));
        // Two logins of one new person in the same moment: the first stands.
        await database.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO pairwise_subjects (person_id, sector, subject, key_version)
             VALUES ({personId}, {sector}, {made}, {version}) ON CONFLICT DO NOTHING
             """,
            cancellation);
        return await FindAsync(personId, sector, cancellation)
            ?? throw new System.Diagnostics.UnreachableException("A subject that was just stored is gone.");
    }

    private Task<string?> FindAsync(Guid personId, string sector, CancellationToken cancellation) =>
        database.PairwiseSubjects.Where(s => s.PersonId == personId && s.Sector == sector)
            .Select(s => s.Subject).FirstOrDefaultAsync(cancellation);

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

    private async Task<(int Version, byte[] Key)> KeyAsync(CancellationToken cancellation)
    {
        var newest = await NewestAsync(cancellation);
        if (newest is null)
        {
            var offered = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
            await database.Database.ExecuteSqlAsync(
                $"INSERT INTO pairwise_keys (version, key) VALUES (1, {offered}) ON CONFLICT DO NOTHING", cancellation);
            newest = await NewestAsync(cancellation);
        }

        return (newest!.Version, Convert.FromBase64String(newest.Key));
    }

    private Task<PairwiseKey?> NewestAsync(CancellationToken cancellation) => database.Database
        .SqlQuery<PairwiseKey>($"""SELECT version AS "Version", key AS "Key" FROM pairwise_keys""")
        .OrderByDescending(k => k.Version).FirstOrDefaultAsync(cancellation);

    private sealed record PairwiseKey(int Version, string Key);
}
