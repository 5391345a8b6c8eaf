using Civic.HealthRecord.Access;
using Civic.HealthRecord.Sources.CityRecords;
using Civic.HealthRecord.Sources.InsuranceClaims;
using Civic.HealthRecord.Sources.Vaccinations;

namespace Civic.HealthRecord.Sources;

/// <summary>Everything that the sources said about one person at one time.</summary>
internal sealed record PersonFacts(
    RecordOwner Owner,
    SourceAnswer<IReadOnlyList<Episode>> Claims,
    SourceAnswer<CityRecord> City,
    SourceAnswer<VaccinationBook> Vaccinations,
    DateTimeOffset AskedAt)
{
    public IReadOnlyList<Episode> Episodes => Claims.ValueOrDefault ?? [];

    /// <summary>How each source answered, for the audit event of a reading.</summary>
    internal Dictionary<string, string> Outcomes() => new()
    {
        ["claims"] = Claims.Outcome,
        ["city"] = City.Outcome,
        ["vaccinations"] = Vaccinations.Outcome,
    };
}

/// <summary>Asks all sources at once; one that fails leaves the others' answers whole.</summary>
internal sealed class RecordSources(
    ClaimsSource claims, CityRecordSource city, VaccinationSource vaccinations, TimeProvider clock)
{
    internal async Task<PersonFacts> FetchAsync(RecordOwner owner, CancellationToken cancellation)
    {
        var fromClaims = claims.AskAsync(owner, cancellation);
        var fromCity = city.AskAsync(owner, cancellation);
        var fromVaccinations = vaccinations.AskAsync(owner, cancellation);
        return new PersonFacts(
            owner, await fromClaims, await fromCity, await fromVaccinations, clock.GetUtcNow());
    }
}
