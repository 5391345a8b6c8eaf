using Civic.HealthRecord.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Access;

/// <summary>The signed-in person's own entry here, made at the first sign-in.</summary>
internal sealed class CurrentOwner(HealthDatabase database, CurrentPerson person, TimeProvider clock)
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
        database.Audit(clock, subject, "owner.entered", subject);
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
