using Civic.HealthRecord.Storage;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Access;

/// <summary>
/// Giving and withdrawing, by the owner or who represents them; doing either twice is doing it once.
/// </summary>
internal sealed class Consents(HealthDatabase database, CurrentPerson person, Deeds deeds, TimeProvider clock)
{
    internal Task<List<Consent>> OfAsync(RecordOwner owner, CancellationToken cancellation) =>
        database.Consents.AsNoTracking().Where(c => c.OwnerId == owner.Id)
            .OrderByDescending(c => c.GivenAt).ToListAsync(cancellation);

    internal async Task GiveAsync(RecordOwner owner, Facility facility, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var ofBoth = database.Consents.Where(c => c.OwnerId == owner.Id && c.Facility == facility.Code);
        if (await ofBoth.AnyAsync(Consent.InForce(now), cancellation))
        {
            return;
        }

        // One that ended by the child's age is over, so that another can be in force.
        await ofBoth.Where(c => c.WithdrawnAt == null)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.WithdrawnAt, x => x.EndsAt), cancellation);
        var by = person.Representative;
        database.Consents.Add(new Consent
        {
            OwnerId = owner.Id,
            Facility = facility.Code,
            TextVersion = CurrentText,
            GivenAt = now,
            GivenBy = by?.Subject,
            GivenAs = by?.Relation,
            EndsAt = by is null ? null : Minority.EndOfPermission(owner, clock),
        });
        deeds.Write(owner, "consent.given", owner.Subject, facility.Code, Detail(facility.Code));
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
            deeds.Write(owner, "consent.withdrawn", owner.Subject, facility, Detail(facility));
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private bool HoldsOne(RecordOwner owner, Facility facility) => database.Consents.AsNoTracking()
        .Any(c => c.OwnerId == owner.Id && c.Facility == facility.Code && c.WithdrawnAt == null);

    private string CurrentText => person.Representative is null ? Consent.CurrentText : Consent.TextForChild;

    private Dictionary<string, string> Detail(string facility) =>
        new() { ["facility"] = facility, ["text"] = CurrentText };
}
