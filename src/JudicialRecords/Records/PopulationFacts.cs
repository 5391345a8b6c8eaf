using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Records;

/// <summary>Whom the population register is asked about; it matches number, name and birth date together.</summary>
/// <param name="Officer">Who asks (MaCanBo): the officer's pairwise subject, or the agency's system account.</param>
internal sealed record PopulationQuery(CitizenId Number, string Name, BirthDate BirthDate, string Officer);

/// <summary>A person as service 037 states them.</summary>
internal sealed record PopulationFacts
{
    public required CitizenId Number { get; init; }

    /// <summary>Nine-digit identity card number, where one is on record.</summary>
    public string? OldNumber { get; init; }

    public required string Name { get; init; }

    public required bool IsMale { get; init; }

    public required BirthDate BirthDate { get; init; }

    /// <summary>ISO 3166 alpha-2.</summary>
    public required string Nationality { get; init; }

    public string? Ethnicity { get; init; }

    public PopulationAddress? BirthRegisteredAt { get; init; }

    /// <summary>Nơi thường trú.</summary>
    public PopulationAddress? Permanent { get; init; }

    /// <summary>Nơi ở hiện tại, where it differs from the permanent residence: the temporary residence.</summary>
    public PopulationAddress? Current { get; init; }

    public Relative? Father { get; init; }

    public Relative? Mother { get; init; }

    public Relative? Spouse { get; init; }

    public DateOnly? DiedOn { get; init; }
}

/// <param name="Province">Two-digit code of the administrative catalogue (Hà Nội 01).</param>
/// <param name="Detail">The whole address as printed.</param>
internal sealed record PopulationAddress(
    string Province,
    string? District,
    string? Ward,
    string Detail,
    string Country = "VN"
);

internal sealed record Relative(string Name, CitizenId? Number);
