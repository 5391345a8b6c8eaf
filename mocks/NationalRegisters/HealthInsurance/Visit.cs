namespace Civic.NationalRegisters.HealthInsurance;

/// <summary>One invented visit, from which the claim tables are filled so that their rules hold.</summary>
internal sealed record Visit
{
    /// <summary>How long ago it was, so that a sandbox never grows old.</summary>
    public required int DaysAgo { get; init; }

    public required string Facility { get; init; }

    public required string Reason { get; init; }

    /// <summary>ICD-10.</summary>
    public required string MainCode { get; init; }

    public required string Diagnosis { get; init; }

    public string OtherCodes { get; init; } = "";

    /// <summary>MA_LOAI_KCB: 01 examination, 03 inpatient, 05 long-term outpatient.</summary>
    public string CareType { get; init; } = "01";

    public string Weight { get; init; } = "";

    public string Advice { get; init; } = "";

    public int Days { get; init; }

    public Drug[] Drugs { get; init; } = [];

    public Service[] Services { get; init; } = [];

    public Result[] Results { get; init; } = [];
}

internal sealed record Drug(
    string Code,
    string Name,
    string Strength,
    string Route,
    string Dose,
    decimal Quantity,
    decimal Price
)
{
    public string Unit { get; init; } = "Viên";

    /// <summary>NGUON_CTRA: 1 insurance, 3 national programme.</summary>
    public int Source { get; init; } = 1;
}

internal sealed record Service(string Code, string Name, decimal Price, int Group);

internal sealed record Result(
    string Service,
    string Index,
    string Name,
    string Value,
    string Unit,
    string Conclusion = ""
);
