using System.Text.Json.Serialization;

namespace Civic.HealthRecord.Fhir;

internal sealed record Coding(string? System, string? Code, string? Display = null);

internal sealed record CodeableConcept
{
    public IReadOnlyList<Coding>? Coding { get; init; }

    public string? Text { get; init; }

    internal static CodeableConcept Of(string system, string code, string? display = null, string? text = null) =>
        new() { Coding = [new(system, code, display)], Text = text };

    internal static CodeableConcept Words(string text) => new() { Text = text };

    internal bool Has(string system, string code) => Coding?.Any(c => c.System == system && c.Code == code) ?? false;
}

internal sealed record Identifier
{
    public string? Use { get; init; }

    public CodeableConcept? Type { get; init; }

    public string? System { get; init; }

    public string? Value { get; init; }
}

/// <summary>A pointer to another resource; in a document always to one that is in the same bundle.</summary>
internal sealed record Reference
{
    [JsonPropertyName("reference")]
    public string? Target { get; init; }

    public string? Type { get; init; }

    public Identifier? Identifier { get; init; }

    public string? Display { get; init; }

    internal static Reference To(string target, string? display = null) => new() { Target = target, Display = display };
}

internal sealed record Meta
{
    public DateTimeOffset? LastUpdated { get; init; }

    public string? Source { get; init; }

    public IReadOnlyList<string>? Profile { get; init; }

    public IReadOnlyList<Coding>? Security { get; init; }
}

internal sealed record Narrative(string Status, string Div);

internal sealed record HumanName(string Text, string? Use = null);

internal sealed record Period(DateTimeOffset? Start, DateTimeOffset? End);

/// <summary>Days only: a dose is counted in days, and no hour is invented for it.</summary>
internal sealed record DayPeriod(DateOnly? Start, DateOnly? End);

internal sealed record Quantity(decimal Value, string? Unit, string? System, string? Code);

internal sealed record Annotation(string Text);

internal sealed record Dosage(string Text, string? PatientInstruction = null);
