namespace Civic.HealthRecord.Fhir;

internal sealed record AllergyIntolerance : Resource
{
    public CodeableConcept? ClinicalStatus { get; init; }

    public CodeableConcept? VerificationStatus { get; init; }

    public string? Type { get; init; }

    public IReadOnlyList<string>? Category { get; init; }

    public string? Criticality { get; init; }

    public required CodeableConcept Code { get; init; }

    public required Reference Patient { get; init; }

    /// <summary>As precise as the source: a year, a month or a day.</summary>
    public string? OnsetDateTime { get; init; }

    public IReadOnlyList<AllergyReaction>? Reaction { get; init; }
}

internal sealed record AllergyReaction(IReadOnlyList<CodeableConcept> Manifestation);

internal sealed record Condition : Resource
{
    public CodeableConcept? ClinicalStatus { get; init; }

    public IReadOnlyList<CodeableConcept>? Category { get; init; }

    public required CodeableConcept Code { get; init; }

    public required Reference Subject { get; init; }

    public string? OnsetDateTime { get; init; }

    public Reference? Recorder { get; init; }
}

internal sealed record MedicationStatement : Resource
{
    public required string Status { get; init; }

    public required CodeableConcept MedicationCodeableConcept { get; init; }

    public required Reference Subject { get; init; }

    public Reference? Context { get; init; }

    public required DayPeriod EffectivePeriod { get; init; }

    public Reference? InformationSource { get; init; }

    public IReadOnlyList<Dosage>? Dosage { get; init; }
}

internal sealed record Immunization : Resource
{
    public required string Status { get; init; }

    public required CodeableConcept VaccineCode { get; init; }

    public required Reference Patient { get; init; }

    public required DateOnly OccurrenceDateTime { get; init; }

    public Reference? Location { get; init; }

    public string? LotNumber { get; init; }

    public IReadOnlyList<ProtocolApplied>? ProtocolApplied { get; init; }
}

internal sealed record ProtocolApplied(IReadOnlyList<CodeableConcept>? TargetDisease, int DoseNumberPositiveInt);

internal sealed record Observation : Resource
{
    public required string Status { get; init; }

    public required IReadOnlyList<CodeableConcept> Category { get; init; }

    public required CodeableConcept Code { get; init; }

    public required Reference Subject { get; init; }

    public Reference? Encounter { get; init; }

    public required DateTimeOffset EffectiveDateTime { get; init; }

    public required IReadOnlyList<Reference> Performer { get; init; }

    public Quantity? ValueQuantity { get; init; }

    public string? ValueString { get; init; }
}

internal sealed record Encounter : Resource
{
    public IReadOnlyList<Identifier>? Identifier { get; init; }

    public required string Status { get; init; }

    public required Coding Class { get; init; }

    public required Reference Subject { get; init; }

    public required Period Period { get; init; }

    public IReadOnlyList<CodeableConcept>? ReasonCode { get; init; }

    public Reference? ServiceProvider { get; init; }
}
