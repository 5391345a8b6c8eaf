namespace Civic.HealthRecord.Sources.InsuranceClaims;

/// <summary>One visit or stay (đợt khám chữa bệnh) as its facility reported it to the insurance gateway.</summary>
internal sealed record Episode
{
    /// <summary>Facility and MA_LK together: nobody says that MA_LK is unique in the whole country.</summary>
    public required string Key { get; init; }

    public required string Facility { get; init; }

    public required string CareType { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public required string Reason { get; init; }

    public required string Diagnosis { get; init; }

    /// <summary>ICD-10 codes, the main one first.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    /// <summary>KET_QUA_DTRI 1 to 8.</summary>
    public string Outcome { get; init; } = "";

    public string Weight { get; init; } = "";

    public string Advice { get; init; } = "";

    public IReadOnlyList<DateOnly> Revisits { get; init; } = [];

    public IReadOnlyList<PrescribedDrug> Drugs { get; init; } = [];

    public IReadOnlyList<PerformedService> Services { get; init; } = [];

    public IReadOnlyList<TestResult> Results { get; init; } = [];
}

internal sealed record PrescribedDrug(
    int Row, string Code, string Name, string Strength, string Dose, string Instructions, DateTimeOffset OrderedAt)
{
    /// <summary>NGUON_CTRA: 1 insurance, 2 aid, 3 national programme, 4 other.</summary>
    public string Source { get; init; } = "";

    /// <summary>Last day that the dose text covers; null where the text does not follow the pattern.</summary>
    public DateOnly? Until { get; init; }
}

internal sealed record PerformedService(string Name, DateTimeOffset At);

internal sealed record TestResult(
    int Row, string Code, string Name, string Value, string Unit, string Conclusion, DateTimeOffset At);
