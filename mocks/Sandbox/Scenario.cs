using System.Text.Json.Serialization;

namespace Civic.Sandbox;

/// <summary>What a mock is told to do wrong, and with which seed; sent to POST /__civic/scenario.</summary>
public sealed record Scenario
{
    public int? Seed { get; init; }

    /// <summary>VNeID only: the persona who signs in without a page until reset.</summary>
    public string? AutoLogin { get; init; }

    public IReadOnlyList<Fault> Faults { get; init; } = [];
}

/// <summary>
/// A fault on one route (a path prefix such as "/population"), for the next <see cref="Count"/> calls.
/// </summary>
public sealed record Fault
{
    public required string Route { get; init; }

    public required FaultKind Kind { get; init; }

    /// <summary>How many calls it spoils; every call until reset where absent.</summary>
    public int? Count { get; init; }

    /// <summary>For timeout and slow-body: how long, in milliseconds.</summary>
    public int? DelayMs { get; init; }
}

/// <summary>Ways in which a national system fails; the first five spoil any answer, the others its content.</summary>
[JsonConverter(typeof(FaultKindNames))]
public enum FaultKind
{
    Timeout,
    SlowBody,
    Http5xx,
    TruncatedBody,
    MalformedBody,
    Stale,
    WrongPerson,
    PartialMatch,
    Duplicate,
    Replay,
    ClockSkew,
}

/// <summary>Names on the wire: timeout, slow-body, 5xx, truncated, malformed, stale, wrong-person ...</summary>
internal sealed class FaultKindNames : JsonConverter<FaultKind>
{
    private static readonly (FaultKind Kind, string Name)[] Names =
    [
        (FaultKind.Timeout, "timeout"), (FaultKind.SlowBody, "slow-body"), (FaultKind.Http5xx, "5xx"),
        (FaultKind.TruncatedBody, "truncated"), (FaultKind.MalformedBody, "malformed"), (FaultKind.Stale, "stale"),
        (FaultKind.WrongPerson, "wrong-person"), (FaultKind.PartialMatch, "partial-match"),
        (FaultKind.Duplicate, "duplicate"), (FaultKind.Replay, "replay"), (FaultKind.ClockSkew, "clock-skew"),
    ];

    public override FaultKind Read(
        ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options)
    {
        var name = reader.GetString();
        foreach (var (kind, known) in Names)
        {
            if (known == name)
            {
                return kind;
            }
        }

        throw new System.Text.Json.JsonException($"'{name}' is no kind of fault; known are " +
            string.Join(", ", Names.Select(n => n.Name)) + ".");
    }

    public override void Write(
        System.Text.Json.Utf8JsonWriter writer, FaultKind value, System.Text.Json.JsonSerializerOptions options) =>
        writer.WriteStringValue(Names.First(n => n.Kind == value).Name);
}
