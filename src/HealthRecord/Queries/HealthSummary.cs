using Civic.HealthRecord.Access;
using Civic.HealthRecord.Fhir;
using Civic.HealthRecord.Sources.Vaccinations;

namespace Civic.HealthRecord.Queries;

/// <summary>What a section can say; "none" only where somebody looked and wrote so.</summary>
internal enum SectionState
{
    Items,
    SaysNone,
    NothingOnRecord,
    NotReached,
}

/// <summary>One section, where it comes from and up to when its source vouches for it.</summary>
internal sealed record SectionOf<T>(
    SectionState State,
    IReadOnlyList<T> Items,
    RecordSource Source,
    DateTimeOffset? AsOf
);

internal enum RecordSource
{
    InsuranceClaims,
    CityRecords,
    Vaccinations,
}

internal sealed record AllergyLine(AllergyIntolerance Resource)
{
    internal string Text => Resource.Code.Text ?? "";

    internal string Reaction =>
        string.Join(", ", (Resource.Reaction ?? []).SelectMany(r => r.Manifestation).Select(m => m.Text));
}

internal sealed record ProblemLine(string Text, string Icd10, string Since, string Facility);

internal enum MedicationStatus
{
    Active,
    Completed,

    /// <summary>The dose text does not say for how long.</summary>
    Unknown,
}

internal sealed record MedicationLine(
    string Name,
    string Strength,
    string Dose,
    string Instructions,
    DateOnly Since,
    DateOnly? Until,
    MedicationStatus Status,
    string Facility
)
{
    public required string Code { get; init; }

    /// <summary>Episode and row: names this line for ever.</summary>
    public required string Key { get; init; }
}

internal sealed record ResultLine(
    string Key,
    string Code,
    string Name,
    string Value,
    string Unit,
    string Conclusion,
    DateTimeOffset At,
    string Facility
)
{
    public required string EpisodeKey { get; init; }
}

/// <summary>The summary of a person's health as of one day, before it is written as FHIR, PDF or a page.</summary>
internal sealed record HealthSummary
{
    public required RecordOwner Owner { get; init; }

    /// <summary>The latest source's time, or the start of the day on which drugs were counted as taken.</summary>
    public required DateTimeOffset AsOf { get; init; }

    public required SectionOf<AllergyLine> Allergies { get; init; }

    public required SectionOf<ProblemLine> Problems { get; init; }

    public required SectionOf<MedicationLine> Medications { get; init; }

    public required SectionOf<Injection> Immunizations { get; init; }

    public required SectionOf<ResultLine> Results { get; init; }

    /// <summary>The visits that results refer to.</summary>
    public required IReadOnlyList<Sources.InsuranceClaims.Episode> Episodes { get; init; }
}
