using System.Text.Json;
using Civic.HealthRecord.Access;
using Civic.HealthRecord.Fhir;
using Civic.Shared.Hosting;
using Answer = Civic.HealthRecord.Sources.SourceAnswer<Civic.HealthRecord.Sources.CityRecords.CityRecord>;

namespace Civic.HealthRecord.Sources.CityRecords;

/// <summary>
/// What the city's health record keeps and claims don't carry: allergies and long-lasting conditions.
/// </summary>
internal sealed record CityRecord(IReadOnlyList<AllergyIntolerance> Allergies, IReadOnlyList<Condition> Conditions)
{
    /// <summary>Somebody looked and wrote down that there is none; only that may be shown as "none".</summary>
    public bool SaysNoAllergy =>
        Allergies.Count > 0 && Allergies.All(a => a.Code.Has(CodeSystems.Snomed, NoKnownAllergy));

    internal const string NoKnownAllergy = "716186003";
}

internal sealed record CityRecordRequest(string Identifier);

/// <summary>Asks the city's health-record database, which answers with a FHIR searchset.</summary>
internal sealed class CityRecordSource(SourceChannel channel, CivicSettings settings)
{
    internal async Task<Answer> AskAsync(RecordOwner owner, CancellationToken cancellation)
    {
        var reply = await channel.PostAsync(
            settings.AddressOf("registers") + "/city-records/search",
            new CityRecordRequest(owner.Number.Value),
            SourceJson.Default.CityRecordRequest,
            cancellation
        );
        if (reply.Failure is { } why)
        {
            return new Answer.NotReached(why);
        }

        try
        {
            return Read(JsonSerializer.Deserialize(reply.Body, FhirJson.Reading.Resource) as Bundle, owner);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return new Answer.NotReached(SourceFailure.Malformed);
        }
    }

    private static Answer Read(Bundle? bundle, RecordOwner owner)
    {
        if (bundle is not { Type: "searchset", Timestamp: { } timestamp, Entry: var entries })
        {
            return new Answer.NotReached(SourceFailure.Malformed);
        }

        var resources = (entries ?? []).Select(e => e.Resource).ToList();
        if (resources.Count == 0)
        {
            return new Answer.NothingOnRecord(timestamp);
        }

        // Whose record it is must be said, and be right, before a line of it is read.
        var people = resources
            .OfType<Patient>()
            .SelectMany(p => p.Identifier ?? [])
            .Where(i => i.System == CodeSystems.NationalId)
            .ToList();
        if (people.Count == 0 || people.Any(i => i.Value != owner.Number.Value))
        {
            return new Answer.NotReached(SourceFailure.WrongPerson);
        }

        return new Answer.Facts(
            new CityRecord(
                [.. resources.OfType<AllergyIntolerance>().OrderBy(a => a.Code.Text, StringComparer.Ordinal)],
                [.. resources.OfType<Condition>().OrderBy(c => c.Code.Text, StringComparer.Ordinal)]
            ),
            timestamp
        );
    }
}
