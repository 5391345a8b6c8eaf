using System.Globalization;
using System.Xml.Linq;
using Civic.Shared.Identity;
using static Civic.Shared.Registers.PopulationService;

namespace Civic.IdentityBridge.Matching;

/// <summary>As much of one CongDan as a login needs.</summary>
internal sealed record PopulationEntry(CitizenId Number, string? FormerNumber, string PlainName, int BirthYear)
{
    internal bool IsDeceased { get; init; }

    /// <exception cref="FormatException">A value is missing or impossible.</exception>
    internal static PopulationEntry Of(XElement person)
    {
        var born = person.Element(Person + "NgayThangNamSinh");
        // The day is written yyyyMMdd; older entries know only the year.
        var year = born?.Element(Person + "Nam")?.Value ?? born?.Element(Person + "NgayThangNam")?.Value ?? "";
        return new(
            CitizenId.Parse(person.Element(Person + "SoDinhDanh")?.Value ?? ""),
            person.Element(Person + "SoCMND")?.Value,
            Shared.Identity.PlainName.Of(person.Element(Person + "HoVaTen")?.Value ?? ""),
            int.Parse(year.AsSpan(0, Math.Min(4, year.Length)), NumberStyles.None, CultureInfo.InvariantCulture))
        {
            IsDeceased = person.Element(Person + "NgayMat") is { Value.Length: > 0 },
        };
    }
}
