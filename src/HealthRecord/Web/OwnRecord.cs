using Civic.HealthRecord.Access;
using Civic.HealthRecord.Sources;
using Civic.HealthRecord.Storage;

namespace Civic.HealthRecord.Web;

/// <summary>
/// The record of the signed-in person or the child they act for; that it was opened is written down before it is shown.
/// </summary>
internal sealed class OwnRecord(
    CurrentOwner current,
    RecordSources sources,
    HealthDatabase database,
    Deeds deeds
)
{
    internal async Task<PersonFacts> OpenAsync(string what, CancellationToken cancellation)
    {
        var owner = await current.GetAsync(cancellation);
        var facts = await sources.FetchAsync(owner, cancellation);
        Dictionary<string, string> detail = new(facts.Outcomes()) { ["what"] = what };
        deeds.Opened(owner, detail);
        await database.SaveChangesAsync(cancellation);
        return facts;
    }
}
