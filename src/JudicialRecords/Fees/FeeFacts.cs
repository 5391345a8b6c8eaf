using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Fees;

/// <summary>
/// Everything that the fee depends on, frozen with the dossier so that it can be computed again years later. Class,
/// age, nationality and residence are those of the person certified; level and channel are the requester's.
/// </summary>
internal sealed record FeeFacts
{
    /// <summary>The day of reception; online that of the valid submission.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>0 is an electronic result only.</summary>
    public required int PaperCopies { get; init; }

    /// <summary>Null: the population register could not be reached, so nothing is decided.</summary>
    public required FeePerson? Person { get; init; }

    public required AssuranceLevel RequesterLevel { get; init; }

    public required RequestChannel Channel { get; init; }

    public IReadOnlyList<ClassClaim> Claims { get; init; } = [];

    /// <summary>An agency asks in its own duty; the fee is one of persons.</summary>
    public bool ByAgency { get; init; }

    /// <summary>Number of the agency's decision by which a certificate is issued anew; null for all others.</summary>
    public string? ReissuedBy { get; init; }
}

/// <summary>What the population register says of the person certified, as far as the fee needs it.</summary>
/// <param name="Nationality">ISO 3166 alpha-2.</param>
/// <param name="Source">Name of the register, for the trace.</param>
internal sealed record FeePerson(
    BirthDate BirthDate,
    string Nationality,
    bool PermanentInCity,
    bool TemporaryInCity,
    string Source,
    DateTimeOffset AsOf
);

/// <summary>How the request came in. The city's support belongs to some of them only.</summary>
internal enum RequestChannel
{
    Counter,
    Post,

    /// <summary>Online, signed in through the national portal's own login.</summary>
    NationalPortal,

    /// <summary>Online, signed in through VNeID.</summary>
    Vneid,

    /// <summary>A dossier that the VNeID application sent (TaoHoSo).</summary>
    VneidApplication,
}

/// <summary>Classes of Circular 244/2016/TT-BTC, by our code.</summary>
internal enum FeeClass
{
    /// <summary>EX1, trẻ em: below 16. Never claimed: the birth date decides.</summary>
    Child,

    /// <summary>EX2, người cao tuổi: full 60. Never claimed: the birth date decides.</summary>
    Elderly,

    /// <summary>EX3, người khuyết tật.</summary>
    Disabled,

    /// <summary>EX4, người thuộc hộ nghèo.</summary>
    PoorHousehold,

    /// <summary>EX5, người cư trú tại xã đặc biệt khó khăn, biên giới, an toàn khu.</summary>
    DifficultCommune,

    /// <summary>RD1, sinh viên.</summary>
    Student,

    /// <summary>RD2, người có công với cách mạng.</summary>
    Merit,

    /// <summary>RD3, thân nhân liệt sỹ.</summary>
    MartyrRelative,
}

/// <summary>A class that the person claims, and how far it is proved.</summary>
/// <param name="Source">The register or the papers that prove it, for the trace.</param>
internal sealed record ClassClaim(FeeClass Class, ClaimEvidence Evidence, string Source, DateTimeOffset? AsOf = null);

internal enum ClaimEvidence
{
    /// <summary>No register proves it; reception has to judge the papers.</summary>
    NotProved,

    /// <summary>Its register could not be asked: neither exempt nor full fee.</summary>
    RegisterDown,

    RegisterProves,

    PapersAccepted,

    PapersRejected,
}
