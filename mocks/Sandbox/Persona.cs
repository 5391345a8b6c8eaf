using Civic.Shared.Identity;

namespace Civic.Sandbox;

/// <summary>
/// A synthetic person whom VNeID, the registers and the staff directory of the sandbox know alike. Numbers follow the
/// real structure and end in 999 and three digits: the reserved pattern that says that nobody has them.
/// </summary>
public sealed record Persona
{
    /// <summary>Short id for scenarios and the command line, such as "an".</summary>
    public required string Id { get; init; }

    public required CitizenId Number { get; init; }

    /// <summary>Passcode of the sandbox's VNeID; the same for all but it is asked for.</summary>
    public string Passcode { get; init; } = "888999";

    public required string Name { get; init; }

    public required DateOnly BirthDate { get; init; }

    /// <summary>False where VNeID and the registers have only the year, and nobody knows the day above.</summary>
    public bool IsBirthDayKnown { get; init; } = true;

    public bool IsMale => Number.IsMale;

    /// <summary>Account level at VNeID (01 or 02); null where the person has no account (a child).</summary>
    public AssuranceLevel? Level { get; init; } = AssuranceLevel.Level2;

    /// <summary>ISO 3166 alpha-2.</summary>
    public string Nationality { get; init; } = "VN";

    public string Ethnicity { get; init; } = "Kinh";

    public string Birthplace { get; init; } = "Thành phố Hà Nội";

    public Residence? Permanent { get; init; } = Residence.HoanKiem;

    public Residence? Temporary { get; init; }

    public string? OldNumber { get; init; }

    public required string Father { get; init; }

    public required string Mother { get; init; }

    public string? Spouse { get; init; }

    /// <summary>Name of the guardian of a child whose parents are gone.</summary>
    public string? Guardian { get; init; }

    public DateOnly? DiedOn { get; init; }

    /// <summary>Numbers of children whose dependant entry VNeID holds.</summary>
    public string[] Children { get; init; } = [];

    public SocialClass[] Classes { get; init; } = [];

    public StaffEntry? Staff { get; init; }

    /// <summary>What this person shows, in one phrase each.</summary>
    public required string ShowsVi { get; init; }

    public required string ShowsEn { get; init; }
}

/// <summary>An address with the two-digit province code of the administrative catalogue (Hà Nội 01).</summary>
public sealed record Residence(string Province, string District, string Ward, string Detail, string Full)
{
    public static readonly Residence HoanKiem = new(
        "01", "002", "00055", "Số 12 phố Mẫu", "Số 12 phố Mẫu, phường Tràng Tiền, quận Hoàn Kiếm, thành phố Hà Nội");

    public static readonly Residence GiaLam = new(
        "01", "018", "00526", "Thôn Mẫu", "Thôn Mẫu, xã Bát Tràng, huyện Gia Lâm, thành phố Hà Nội");

    public static readonly Residence DaNang = new(
        "48", "492", "20227", "Số 5 đường Mẫu", "Số 5 đường Mẫu, phường Hải Châu I, quận Hải Châu, thành phố Đà Nẵng");

    public static readonly Residence MeoVac = new(
        "02", "027", "00787", "Bản Mẫu", "Bản Mẫu, xã Thượng Phùng, huyện Mèo Vạc, tỉnh Hà Giang");
}

/// <summary>Classes that the social-policy and education registers can prove.</summary>
public enum SocialClass
{
    Student,
    Disabled,
    PoorHousehold,
    Merit,
    MartyrRelative,
    SpeciallyDifficultCommune,
}

/// <summary>What the bridge's sandbox directory says of a member of staff.</summary>
public sealed record StaffEntry(string Agency, string[] Roles, string Title, string Unit, string? FacilityCode = null);
