using Civic.HealthRecord.Access;
using Civic.HealthRecord.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Emergencies;

/// <summary>Asking for an opening without consent, and reading by it; the owner sees both.</summary>
internal sealed class EmergencyOpenings(
    HealthDatabase database, ConsentGate gate, CurrentPerson person, TimeProvider clock)
{
    /// <summary>v3-ActReason: emergency treatment.</summary>
    internal const string Purpose = "ETREAT";

    /// <summary>Null where nobody of that number has a record here.</summary>
    internal async Task<Guid?> AskAsync(
        CitizenId number, EmergencyCause cause, string reason, Facility facility, CancellationToken cancellation)
    {
        // A number that was issued anew belongs to who came last.
        var owner = await database.Owners.AsNoTracking().Where(o => o.Number == number)
            .OrderByDescending(o => o.Since).FirstOrDefaultAsync(cancellation);
        var opening = owner is null ? null : new EmergencyOpening
        {
            OwnerId = owner.Id,
            Facility = facility.Code,
            ClinicianSubject = person.Subject,
            Clinician = person.Name,
            Cause = cause,
            Reason = reason,
            AskedAt = clock.GetUtcNow(),
        };
        if (opening is not null)
        {
            database.EmergencyOpenings.Add(opening);
        }

        database.Audit(
            clock, person.Subject, "emergency.asked", owner?.Subject ?? "unknown", owner is null ? "unknown" : "ok",
            new Dictionary<string, string> { ["facility"] = facility.Code, ["cause"] = cause.ToString() });
        await database.SaveChangesAsync(cancellation);
        return opening?.Id;
    }

    /// <summary>The signed-in clinician's own, while it lasts.</summary>
    internal Task<EmergencyOpening?> FindAsync(Guid id, Facility facility, CancellationToken cancellation)
    {
        var oldest = clock.GetUtcNow() - EmergencyOpening.Lasts;
        return database.EmergencyOpenings.AsNoTracking().FirstOrDefaultAsync(
            o => o.Id == id && o.ClinicianSubject == person.Subject && o.Facility == facility.Code
                && o.AskedAt > oldest,
            cancellation);
    }

    /// <summary>Written down, for the owner too, before anything is shown.</summary>
    internal async Task AdmitAsync(
        EmergencyOpening opening, RecordOwner owner, IReadOnlyDictionary<string, string> outcomes,
        CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await database.EmergencyOpenings.Where(o => o.Id == opening.Id && o.OpenedAt == null)
            .ExecuteUpdateAsync(o => o.SetProperty(x => x.OpenedAt, now), cancellation);
        var reader = new Reader(person.Subject, opening.Facility, person.Name, Purpose);
        gate.Write(owner, reader, "summary", Reading.Allowed, outcomes);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Those by which the owner's record was really read, the newest first.</summary>
    internal Task<List<EmergencyOpening>> OfAsync(RecordOwner owner, CancellationToken cancellation) =>
        database.EmergencyOpenings.AsNoTracking().Where(o => o.OwnerId == owner.Id && o.OpenedAt != null)
            .OrderByDescending(o => o.OpenedAt).ToListAsync(cancellation);
}
