namespace Civic.HealthRecord.Fhir;

internal sealed record Bundle : Resource
{
    public Identifier? Identifier { get; init; }

    public required string Type { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public int? Total { get; init; }

    public IReadOnlyList<BundleLink>? Link { get; init; }

    public IReadOnlyList<BundleEntry>? Entry { get; init; }
}

internal sealed record BundleLink(string Relation, string Url);

internal sealed record BundleEntry
{
    public string? FullUrl { get; init; }

    public required Resource Resource { get; init; }

    public BundleSearch? Search { get; init; }
}

internal sealed record BundleSearch(string Mode);

internal sealed record Composition : Resource
{
    public Narrative? Text { get; init; }

    public required string Status { get; init; }

    public required CodeableConcept Type { get; init; }

    public required Reference Subject { get; init; }

    public required DateTimeOffset Date { get; init; }

    public required IReadOnlyList<Reference> Author { get; init; }

    public required string Title { get; init; }

    public string? Confidentiality { get; init; }

    public Reference? Custodian { get; init; }

    public required IReadOnlyList<Section> Section { get; init; }
}

internal sealed record Section
{
    public required string Title { get; init; }

    public required CodeableConcept Code { get; init; }

    public required Narrative Text { get; init; }

    public IReadOnlyList<Reference>? Entry { get; init; }

    public CodeableConcept? EmptyReason { get; init; }
}

/// <summary>Input of an operation, such as the identifier for a summary of the type level.</summary>
internal sealed record Parameters : Resource
{
    public IReadOnlyList<Parameter>? Parameter { get; init; }
}

internal sealed record Parameter
{
    public required string Name { get; init; }

    public string? ValueString { get; init; }

    public Identifier? ValueIdentifier { get; init; }
}

internal sealed record OperationOutcome : Resource
{
    public required IReadOnlyList<OutcomeIssue> Issue { get; init; }
}

internal sealed record OutcomeIssue(string Severity, string Code, CodeableConcept? Details, string? Diagnostics);
