using Civic.HealthRecord.Storage;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Access;

/// <summary>
/// Whose record the session is about, the signed-in person or the child they act for; entered at the first sign-in.
/// </summary>
internal sealed class CurrentOwner(HealthDatabase database, CurrentPerson person, Deeds deeds, TimeProvider clock)
{
    /// <exception cref="InvalidOperationException">
    /// The bridge gave no number or birth date, which this service asks for.
    /// </exception>
    internal async Task<RecordOwner> GetAsync(CancellationToken cancellation)
    {
        var subject = person.Subject;
        return await FindAsync(subject, cancellation) ?? await EnterAsync(subject, cancellation);
    }

    private Task<RecordOwner?> FindAsync(string subject, CancellationToken cancellation) =>
        database.Owners.AsNoTracking().FirstOrDefaultAsync(o => o.Subject == subject, cancellation);

    private async Task<RecordOwner> EnterAsync(string subject, CancellationToken cancellation)
    {
        var owner = new RecordOwner
        {
            Subject = subject,
            Number = person.CitizenId ?? throw new InvalidOperationException("The sign-in carries no national number."),
            Name = person.Name,
            BirthDate = person.BirthDate ?? throw new InvalidOperationException("The sign-in carries no birth date."),
            Since = clock.GetUtcNow(),
        };
        database.Owners.Add(owner);
        deeds.Audit(owner, "owner.entered", subject);
        try
        {
            await database.SaveChangesAsync(cancellation);
            return owner;
        }
        catch (DbUpdateException)
        {
            // Two pages of one person opened at once: the other one has entered them.
            database.ChangeTracker.Clear();
            return await FindAsync(subject, cancellation)
                ?? throw new InvalidOperationException("The owner was not kept.");
        }
    }
}
