using Civic.HealthRecord.Storage;
using Civic.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Access;

/// <summary>Who wants to read, for which facility, why and what.</summary>
internal sealed record Reader(string Actor, string Facility, string Clinician, string Purpose);

/// <summary>
/// Stands before every reading by somebody else. What was read is written down before it leaves; where it can't be
/// written, nothing leaves.
/// </summary>
internal sealed class ConsentGate(HealthDatabase database, TimeProvider clock)
{
    internal const string NoConsent = "no-consent";

    /// <summary>Whether asking the sources is worth it; the decision itself is <see cref="AdmitAsync"/>.</summary>
    internal Task<bool> IsOpenAsync(Guid owner, string facility, CancellationToken cancellation) =>
        database.Consents.Where(Consent.InForce(clock.GetUtcNow()))
            .AnyAsync(c => c.OwnerId == owner && c.Facility == facility, cancellation);

    /// <summary>
    /// Decides and writes the reading down in one transaction. Touching the consent's row makes a withdrawal wait, or
    /// this wait for the withdrawal and then find nothing: after a withdrawal has been confirmed no reading is
    /// admitted.
    /// </summary>
    internal async Task<bool> AdmitAsync(
        RecordOwner owner,
        Reader reader,
        string what,
        IReadOnlyDictionary<string, string>? detail,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var held = await database
            .Consents.Where(c => c.OwnerId == owner.Id && c.Facility == reader.Facility)
            .Where(Consent.InForce(now))
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.LastReadAt, now), cancellation);
        Write(owner, reader, what, held > 0 ? Reading.Allowed : NoConsent, detail);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return held > 0;
    }

    /// <summary>A refusal that was clear before the gate: it is written down all the same.</summary>
    internal async Task RefuseAsync(
        RecordOwner? owner,
        Reader reader,
        string what,
        string why,
        CancellationToken cancellation
    )
    {
        Write(owner, reader, what, why, null);
        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>A reading for the owner's page and the audit trail; saved with the caller's transaction.</summary>
    internal void Write(
        RecordOwner? owner,
        Reader reader,
        string what,
        string outcome,
        IReadOnlyDictionary<string, string>? detail
    )
    {
        if (owner is not null)
        {
            database.Readings.Add(
                new Reading
                {
                    OwnerId = owner.Id,
                    At = clock.GetUtcNow(),
                    Facility = reader.Facility,
                    Clinician = reader.Clinician,
                    Purpose = reader.Purpose,
                    What = what,
                    Outcome = outcome,
                }
            );
        }

        Dictionary<string, string> facts = new(detail ?? new Dictionary<string, string>())
        {
            ["facility"] = reader.Facility,
            ["purpose"] = reader.Purpose,
            ["what"] = what,
        };
        database.Audit(clock, reader.Actor, "record.read", owner?.Subject ?? "unknown", outcome, facts);
    }
}
