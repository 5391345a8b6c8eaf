namespace Civic.HealthRecord.Fhir;

internal sealed record Patient : Resource
{
    public IReadOnlyList<Identifier>? Identifier { get; init; }

    public IReadOnlyList<HumanName>? Name { get; init; }

    public string? Gender { get; init; }

    /// <summary>yyyy, yyyy-MM or yyyy-MM-dd (R4 date): as far as it is known.</summary>
    public string? BirthDate { get; init; }
}

internal sealed record Organization : Resource
{
    public IReadOnlyList<Identifier>? Identifier { get; init; }

    public required string Name { get; init; }
}

internal sealed record Practitioner : Resource
{
    public IReadOnlyList<HumanName>? Name { get; init; }
}

/// <summary>A person's permission for one facility (scope patient-privacy); inactive once withdrawn.</summary>
internal sealed record ConsentResource : Resource
{
    public required string Status { get; init; }

    public required CodeableConcept Scope { get; init; }

    public required IReadOnlyList<CodeableConcept> Category { get; init; }

    public required Reference Patient { get; init; }

    public required DateTimeOffset DateTime { get; init; }

    public required IReadOnlyList<Reference> Organization { get; init; }

    public required CodeableConcept PolicyRule { get; init; }

    public required ConsentProvision Provision { get; init; }
}

internal sealed record ConsentProvision(
    string Type, Period Period, IReadOnlyList<ConsentActor> Actor, IReadOnlyList<Coding> Purpose);

internal sealed record ConsentActor(CodeableConcept Role, Reference Reference);

/// <summary>One reading of a record after the pattern of IHE BALP PatientRead; it holds no results.</summary>
internal sealed record AuditEventResource : Resource
{
    public required Coding Type { get; init; }

    public required IReadOnlyList<Coding> Subtype { get; init; }

    public required string Action { get; init; }

    public required DateTimeOffset Recorded { get; init; }

    /// <summary>0 done, 4 refused (minor failure), as IHE uses them.</summary>
    public required string Outcome { get; init; }

    public required IReadOnlyList<AuditAgent> Agent { get; init; }

    public required AuditSource Source { get; init; }

    public required IReadOnlyList<AuditEntity> Entity { get; init; }
}

internal sealed record AuditAgent(
    CodeableConcept Type, Reference Who, bool Requestor, IReadOnlyList<CodeableConcept>? PurposeOfUse = null);

internal sealed record AuditSource(Reference Observer);

internal sealed record AuditEntity(Reference What, Coding Type, Coding Role);
