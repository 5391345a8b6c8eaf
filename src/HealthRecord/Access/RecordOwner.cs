using Civic.Shared.Identity;

namespace Civic.HealthRecord.Access;

/// <summary>
/// A person who has signed in here at least once. Id is what addresses and FHIR use: it is made here, and means nothing
/// elsewhere. The national number is no unique key, because a number can be cancelled and issued anew.
/// </summary>
internal sealed class RecordOwner
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Pairwise subject of the bridge.</summary>
    public required string Subject { get; init; }

    public required CitizenId Number { get; set; }

    public required string Name { get; set; }

    /// <summary>As far as it is known: of some people registers have only the year.</summary>
    public required PartialDate BirthDate { get; set; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>The number with all but its last four digits hidden, as documents show it.</summary>
    internal string MaskedNumber => $"********{Number.Value[8..]}";
}
