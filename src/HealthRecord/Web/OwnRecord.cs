using Civic.HealthRecord.Access;
using Civic.HealthRecord.Sources;
using Civic.HealthRecord.Storage;
using Civic.Shared.Audit;

namespace Civic.HealthRecord.Web;

/// <summary>The signed-in person's own record; that it was opened is written down before it is shown.</summary>
internal sealed class OwnRecord(
    CurrentOwner current,
    RecordSources sources,
    HealthDatabase database,
    TimeProvider clock
)
{
    internal async Task<PersonFacts> OpenAsync(string what, CancellationToken cancellation)
    {
        var owner = await current.GetAsync(cancellation);
        var facts = await sources.FetchAsync(owner, cancellation);
        Dictionary<string, string> detail = new(facts.Outcomes()) { ["what"] = what };
        database.Audit(clock, owner.Subject, "record.opened-by-owner", owner.Subject, detail: detail);
        await database.SaveChangesAsync(cancellation);
        return facts;
    }
}
