using Civic.HealthRecord.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;

namespace Civic.HealthRecord.Access;

/// <summary>What a parent or guardian did with a child's record: the child sees it in their ledger.</summary>
internal sealed class ActForChild
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The child.</summary>
    public required Guid OwnerId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Pairwise subject of who acted.</summary>
    public required string Actor { get; init; }

    /// <summary>"parent" or "guardian", as the population register said at the sign-in.</summary>
    public required string Relation { get; init; }

    /// <summary>As in the audit trail, such as "consent.given".</summary>
    public required string Action { get; init; }

    /// <summary>The page or facility; empty where the action says all.</summary>
    public required string What { get; init; }
}

/// <summary>
/// Writes down what the signed-in person does, with their own record or, as parent or guardian, with a child's: then
/// the event names both and the relation. Saved with the caller's work or not at all.
/// </summary>
internal sealed class Deeds(HealthDatabase database, CurrentPerson person, TimeProvider clock)
{
    internal const string OpenedByOwner = "record.opened-by-owner";
    internal const string OpenedForChild = "record.opened-for-child";

    /// <summary>A person's page of the record, named by <paramref name="detail"/>'s "what".</summary>
    internal void Opened(RecordOwner owner, IReadOnlyDictionary<string, string> detail) => Write(
        owner, person.Representative is null ? OpenedByOwner : OpenedForChild, owner.Subject, detail["what"], detail);

    /// <param name="owner">Whose record.</param>
    /// <param name="action">For the audit trail.</param>
    /// <param name="subject">What it was done to.</param>
    /// <param name="what">For the child's ledger: the page or facility.</param>
    /// <param name="detail">For the audit trail.</param>
    internal void Write(
        RecordOwner owner, string action, string subject, string what = "",
        IReadOnlyDictionary<string, string>? detail = null)
    {
        Audit(owner, action, subject, detail);
        if (person.Representative is { } by)
        {
            database.ActsForChildren.Add(new ActForChild
            {
                OwnerId = owner.Id,
                At = clock.GetUtcNow(),
                Actor = by.Subject,
                Relation = by.Relation,
                Action = action,
                What = what,
            });
        }
    }

    /// <summary>Only the audit event, for what is no act upon the record.</summary>
    internal void Audit(
        RecordOwner owner, string action, string subject, IReadOnlyDictionary<string, string>? detail = null)
    {
        var by = person.Representative;
        Dictionary<string, string> facts = new(detail ?? new Dictionary<string, string>());
        foreach (var (name, value) in by?.Detail(owner.Subject) ?? new Dictionary<string, string>())
        {
            facts[name] = value;
        }

        database.Audit(clock, by?.Subject ?? owner.Subject, action, subject, detail: facts.Count > 0 ? facts : null);
    }
}
