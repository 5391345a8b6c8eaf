using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.HealthRecord.Queries;

/// <summary>When somebody was born, in words that claim no more than is known.</summary>
internal static class BirthWords
{
    internal static Bilingual Label(PartialDate born) => born switch
    {
        { Day: not null } => new("Ngày sinh", "Born"),
        { Month: not null } => new("Tháng, năm sinh", "Month of birth"),
        _ => new("Năm sinh", "Year of birth"),
    };

    /// <summary>After "sinh" and "born".</summary>
    internal static Bilingual Of(PartialDate born) => born switch
    {
        { Day: not null } => new($"ngày {born.ToVietnamese()}", born.ToVietnamese()),
        { Month: not null } => new($"tháng {born.ToVietnamese()}", $"in {born.ToVietnamese()}"),
        _ => new($"năm {born.ToVietnamese()}", $"in {born.ToVietnamese()}"),
    };
}
