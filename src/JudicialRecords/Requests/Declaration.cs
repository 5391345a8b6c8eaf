using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Requests;

/// <summary>
/// The declaration (Tờ khai, forms 12 and 13/2024/LLTP): everything the person certified or the requester states.
/// Register fields are copied from the population register and not asked again. Frozen at submission.
/// </summary>
internal sealed record Declaration
{
    public required CertificateKind Kind { get; init; }

    public required Requester Requester { get; init; }

    public required CertifiedPerson Person { get; init; }

    /// <summary>Phone and e-mail for messages about the dossier.</summary>
    public required string Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>Residence since the age of 14; decides between 10 and 15 days (Art. 48).</summary>
    public required ResidencePeriod[] Residences { get; init; }

    /// <summary>Own statement about convictions and bans.</summary>
    public string? OwnStatement { get; init; }

    /// <summary>
    /// Whether the ban on managing enterprises is to be confirmed (only a choice on số 1; số 2 always has it).
    /// </summary>
    public bool ConfirmBan { get; init; }

    public required string Purpose { get; init; }

    /// <summary>0 is the ordinary, electronic-only request.</summary>
    public int PaperCopies { get; init; }

    public PaperDelivery Delivery { get; init; }

    public string? DeliveryAddress { get; init; }

    /// <summary>
    /// Fields of the register that the requester says are wrong ("báo sai"), with what they say instead.
    /// </summary>
    public RegisterErrorReport[] RegisterErrors { get; init; } = [];

    /// <summary>A class claimed for exemption or reduction that no register has proved yet.</summary>
    public string? ClaimedClass { get; init; }

    /// <summary>The undertaking that everything stated is true.</summary>
    public bool Undertaken { get; init; }
}

/// <summary>Phiếu lý lịch tư pháp số 1 or số 2 (Law on Judicial Records Art. 41).</summary>
internal enum CertificateKind
{
    Number1 = 1,
    Number2 = 2,
}

internal enum PaperDelivery
{
    None = 0,
    Counter = 1,
    Post = 2,
}

/// <summary>Who asks, and by what right where it is not for themselves.</summary>
/// <param name="Number">Personal ID number; empty for an agency.</param>
/// <param name="Name">Of the person, or of the agency.</param>
internal sealed record Requester(string Number, string Name, RequesterRelation Relation)
{
    /// <summary>What shows the relation where no register does: papers that reception saw.</summary>
    public string? Evidence { get; init; }

    /// <summary>The notarized or certified mandate, or the agency's letter.</summary>
    public RequestPaper? Paper { get; init; }

    internal bool IsAgency => Relation is RequesterRelation.Agency or RequesterRelation.ProcedureAgency;
}

/// <param name="Authority">Who notarized or certified it (mandate), or null for an agency's own letter.</param>
internal sealed record RequestPaper(string Number, DateOnly Date, string? Authority);

internal enum RequesterRelation
{
    Oneself = 0,

    /// <summary>Father or mother of a person under 18.</summary>
    ParentOfMinor = 1,

    /// <summary>Father or mother of an adult.</summary>
    Parent = 2,

    Spouse = 3,
    Child = 4,

    /// <summary>Anybody else, with a notarized or certified mandate.</summary>
    Mandate = 5,

    /// <summary>State agency or organisation (cơ quan, tổ chức): number 1.</summary>
    Agency = 6,

    /// <summary>Agency that conducts proceedings (cơ quan tiến hành tố tụng): number 2, within 24 hours.</summary>
    ProcedureAgency = 7,
}

internal static class RequesterRelations
{
    internal static Shared.Web.Bilingual Name(this RequesterRelation relation) =>
        relation switch
        {
            RequesterRelation.Oneself => new("Chính người đó", "The person"),
            RequesterRelation.ParentOfMinor => new("Cha, mẹ của người chưa thành niên", "Parent of a minor"),
            RequesterRelation.Parent => new("Cha, mẹ", "Parent"),
            RequesterRelation.Spouse => new("Vợ, chồng", "Spouse"),
            RequesterRelation.Child => new("Con", "Child"),
            RequesterRelation.Mandate => new("Người được ủy quyền", "Holder of a mandate"),
            RequesterRelation.Agency => new("Cơ quan, tổ chức", "Agency or organisation"),
            RequesterRelation.ProcedureAgency => new(
                "Cơ quan tiến hành tố tụng", "Agency that conducts proceedings"),
            _ => throw new System.Diagnostics.UnreachableException("No such relation."),
        };
}

/// <summary>The person certified, as the population register states them at submission.</summary>
internal sealed record CertifiedPerson
{
    public required string Number { get; init; }

    public string? OldNumber { get; init; }

    public required string Name { get; init; }

    public string? OtherName { get; init; }

    public required bool IsMale { get; init; }

    /// <summary>As far as the register knows it; never more.</summary>
    public required PartialDate BirthDate { get; init; }

    public required string Birthplace { get; init; }

    /// <summary>ISO 3166 alpha-2; the certificate prints the Vietnamese name.</summary>
    public required string Nationality { get; init; }

    public string? Ethnicity { get; init; }

    public string? PermanentResidence { get; init; }

    public string? TemporaryResidence { get; init; }

    public string? PermanentProvince { get; init; }

    public string? TemporaryProvince { get; init; }

    public string? Father { get; init; }

    public string? Mother { get; init; }

    public string? Spouse { get; init; }
}

/// <summary>From and to are yyyy-MM; an open end is null.</summary>
internal sealed record ResidencePeriod(string From, string? To, string Place, string? Occupation, string? Workplace);

internal sealed record RegisterErrorReport(string Field, string Registered, string Stated);
