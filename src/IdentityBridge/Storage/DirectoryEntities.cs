namespace Civic.IdentityBridge.Storage;

/// <summary>What a person is in one agency, from one day to another, as two administrators decided.</summary>
internal sealed class DirectoryEntry
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>The agency's client id; "identity" for the bridge itself.</summary>
    public required string Agency { get; init; }

    /// <summary>Separated by spaces.</summary>
    public required string Roles { get; init; }

    public required string Title { get; init; }

    public required string Unit { get; init; }

    public string? FacilityCode { get; init; }

    /// <summary>A clinician's practice certificate; without a valid one the role is lost that day.</summary>
    public string? Certificate { get; init; }

    public required DateOnly FromDay { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? UntilDay { get; set; }

    internal bool HoldsOn(DateOnly day) => FromDay <= day && !(UntilDay < day);

    internal bool Has(string role) => Roles.Split(' ').Contains(role, StringComparer.Ordinal);
}

/// <summary>A health facility for which clinicians act.</summary>
internal sealed class Facility
{
    public required string Code { get; init; }

    public required string Name { get; set; }

    public required DateOnly FromDay { get; set; }

    public DateOnly? UntilDay { get; set; }

    internal bool HoldsOn(DateOnly day) => FromDay <= day && !(UntilDay < day);
}

/// <summary>A practice certificate (chứng chỉ, giấy phép hành nghề) under the Law on Medical Examination.</summary>
internal sealed class PracticeCertificate
{
    public required string Number { get; init; }

    public required Guid PersonId { get; init; }

    public required DateOnly FromDay { get; set; }

    public DateOnly? UntilDay { get; set; }

    internal bool HoldsOn(DateOnly day) => FromDay <= day && !(UntilDay < day);
}

/// <summary>A change of the directory that one administrator proposed and another decides.</summary>
internal sealed class DirectoryProposal
{
    internal const string Confirmed = "confirmed";
    internal const string Rejected = "rejected";

    public required Guid Id { get; init; }

    /// <summary>A DirectoryChange as JSON.</summary>
    public required string Change { get; init; }

    public required Guid ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public Guid? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? Outcome { get; set; }
}
