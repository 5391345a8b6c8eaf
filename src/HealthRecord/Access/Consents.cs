using Civic.HealthRecord.Storage;
using Civic.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Access;

/// <summary>Giving and withdrawing; doing either twice is doing it once.</summary>
internal sealed class Consents(HealthDatabase database, TimeProvider clock)
{
    internal Task<List<Consent>> OfAsync(RecordOwner owner, CancellationToken cancellation) =>
        database.Consents.AsNoTracking().Where(c => c.OwnerId == owner.Id)
            .OrderByDescending(c => c.GivenAt).ToListAsync(cancellation);

    internal async Task GiveAsync(RecordOwner owner, Facility facility, CancellationToken cancellation)
    {
        if (await database.Consents.AnyAsync(
            c => c.OwnerId == owner.Id && c.Facility == facility.Code && c.WithdrawnAt == null, cancellation))
        {
            return;
        }

        database.Consents.Add(new Consent
        {
            OwnerId = owner.Id,
            Facility = facility.Code,
            TextVersion = Consent.CurrentText,
            GivenAt = clock.GetUtcNow(),
        });
        database.Audit(clock, owner.Subject, "consent.given", owner.Subject, detail: Detail(facility.Code));
        try
        {
            await database.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException) when (HoldsOne(owner, facility))
        {
            // Two clicks at once: the index lets one consent in force through, and that is what was wanted.
            database.ChangeTracker.Clear();
        }
    }

    internal async Task WithdrawAsync(RecordOwner owner, string facility, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var ended = await database.Consents
            .Where(c => c.OwnerId == owner.Id && c.Facility == facility && c.WithdrawnAt == null)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.WithdrawnAt, now), cancellation);
        if (ended > 0)
        {
            database.Audit(clock, owner.Subject, "consent.withdrawn", owner.Subject, detail: Detail(facility));
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private bool HoldsOne(RecordOwner owner, Facility facility) => database.Consents.AsNoTracking()
        .Any(c => c.OwnerId == owner.Id && c.Facility == facility.Code && c.WithdrawnAt == null);

    private static Dictionary<string, string> Detail(string facility) =>
        new() { ["facility"] = facility, ["text"] = Consent.CurrentText };
}
