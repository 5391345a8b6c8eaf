using System.Text.Json.Serialization;

namespace Civic.HealthRecord.Fhir;

/// <summary>
/// A resource of FHIR R4 (4.0.1); only what this service writes and reads, under the names of the standard.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "resourceType")]
[JsonDerivedType(typeof(AllergyIntolerance), nameof(AllergyIntolerance))]
[JsonDerivedType(typeof(AuditEventResource), "AuditEvent")]
[JsonDerivedType(typeof(Bundle), nameof(Bundle))]
[JsonDerivedType(typeof(CapabilityStatement), nameof(CapabilityStatement))]
[JsonDerivedType(typeof(Composition), nameof(Composition))]
[JsonDerivedType(typeof(Condition), nameof(Condition))]
[JsonDerivedType(typeof(ConsentResource), "Consent")]
[JsonDerivedType(typeof(Encounter), nameof(Encounter))]
[JsonDerivedType(typeof(Immunization), nameof(Immunization))]
[JsonDerivedType(typeof(MedicationStatement), nameof(MedicationStatement))]
[JsonDerivedType(typeof(Observation), nameof(Observation))]
[JsonDerivedType(typeof(OperationOutcome), nameof(OperationOutcome))]
[JsonDerivedType(typeof(Organization), nameof(Organization))]
[JsonDerivedType(typeof(Parameters), nameof(Parameters))]
[JsonDerivedType(typeof(Patient), nameof(Patient))]
[JsonDerivedType(typeof(Practitioner), nameof(Practitioner))]
internal abstract record Resource
{
    [JsonPropertyOrder(-3)]
    public string? Id { get; init; }

    [JsonPropertyOrder(-2)]
    public Meta? Meta { get; init; }

    [JsonPropertyOrder(-1)]
    public string? Language { get; init; }
}
