using Civic.IdentityBridge.Storage;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Account;

/// <summary>What a member of staff is in one agency today.</summary>
internal sealed record StaffMembership(
    IReadOnlyList<string> Roles, string Title, string Unit, string? FacilityCode);

/// <summary>
/// The bridge's own directory of staff: what administrators entered, and the configured entries that seed it. Roles
/// never come from the upstream, and go only into tokens for the member's agency.
/// </summary>
internal sealed class StaffDirectory(ConfiguredStaff configured, PreparedConnections reading)
{
    /// <summary>The bridge itself, as the agency of its administrators.</summary>
    internal const string OwnAgency = "identity";

    internal async Task<StaffMembership?> FindAsync(
        IdentityDbContext database, CitizenId person, string agency, DateOnly day, CancellationToken cancellation)
    {
        // Hardly anybody who signs in is staff, so that is found out at the least cost.
        var id = await reading.ReadAsync(c => c.FirstAsync(
            "SELECT p.id FROM persons p JOIN directory_entries e ON e.person_id = p.id "
            + "WHERE p.national_id = @0 AND e.agency = @1 LIMIT 1",
            row => (Guid?)row.GetGuid(0), person.Value, agency));
        var entered = id is { } known ? await EnteredAsync(database, known, agency, day, cancellation) : null;
        return entered ?? configured.Find(person, agency, day);
    }

    /// <summary>What administrators entered about the person: the roles of all entries that hold that day.</summary>
    internal static async Task<StaffMembership?> EnteredAsync(
        IdentityDbContext database, Guid person, string agency, DateOnly day, CancellationToken cancellation)
    {
        var entries = await database.DirectoryEntries.AsNoTracking()
            .Where(e => e.PersonId == person && e.Agency == agency).OrderBy(e => e.Id).ToListAsync(cancellation);
        var held = new List<(DirectoryEntry Entry, string[] Roles)>();
        foreach (var entry in entries.Where(e => e.HoldsOn(day)))
        {
            var mayTreat = await MayTreatAsync(database, entry, day, cancellation);
            string[] roles = [.. entry.Roles.Split(' ').Where(r => r != Roles.Clinician || mayTreat)];
            if (roles.Length > 0)
            {
                held.Add((entry, roles));
            }
        }

        // A clinician's facility is that of the entry which makes them one.
        var facility = held.Select(h => h.Entry.FacilityCode).FirstOrDefault(f => f is not null);
        return held.Count == 0 ? null : new StaffMembership(
            [.. held.SelectMany(h => h.Roles).Distinct()], held[0].Entry.Title, held[0].Entry.Unit, facility);
    }

    /// <summary>Facility and practice certificate both valid that day.</summary>
    private static async Task<bool> MayTreatAsync(
        IdentityDbContext database, DirectoryEntry entry, DateOnly day, CancellationToken cancellation) =>
        entry.Has(Roles.Clinician)
        && await database.Facilities.AsNoTracking()
            .FirstOrDefaultAsync(f => f.Code == entry.FacilityCode, cancellation) is { } facility
        && facility.HoldsOn(day)
        && await database.PracticeCertificates.AsNoTracking().FirstOrDefaultAsync(
            c => c.Number == entry.Certificate && c.PersonId == entry.PersonId, cancellation) is { } certificate
        && certificate.HoldsOn(day);
}
