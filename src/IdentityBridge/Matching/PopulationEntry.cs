using System.Globalization;
using System.Xml.Linq;
using Civic.Shared.Identity;
using static Civic.Shared.Registers.PopulationService;

namespace Civic.IdentityBridge.Matching;

/// <summary>
/// As much of one CongDan as the bridge needs: to compare a person at login, and to see whose child somebody is.
/// </summary>
internal sealed record PopulationEntry(CitizenId Number, string? FormerNumber, string PlainName, int BirthYear)
{
    internal bool IsDeceased { get; init; }

    /// <summary>As it is written.</summary>
    internal string Name { get; init; } = "";

    /// <summary>Null where only the year is known.</summary>
    internal DateOnly? BirthDay { get; init; }

    internal PartialDate Born => BirthDay is { } day ? PartialDate.Of(day) : PartialDate.OfYear(BirthYear);

    internal bool IsMale { get; init; }

    /// <summary>Null where there is none, or one of whom the register has only a name (as for the others).</summary>
    internal string? Father { get; init; }

    internal string? Mother { get; init; }

    internal Guardian Guardian { get; init; } = Guardian.None;

    /// <exception cref="FormatException">A value is missing or impossible.</exception>
    internal static PopulationEntry Of(XElement person)
    {
        var born = person.Element(Person + "NgayThangNamSinh");
        var day = born?.Element(Person + "NgayThangNam")?.Value;
        // The day is written yyyyMMdd; older entries know only the year.
        var year = born?.Element(Person + "Nam")?.Value ?? day ?? "";
        var name = person.Element(Person + "HoVaTen");
        var guardian = person.Element(Person + "NguoiDaiDien");
        return new(
            CitizenId.Parse(person.Element(Person + "SoDinhDanh")?.Value ?? ""),
            person.Element(Person + "SoCMND")?.Value,
            Shared.Identity.PlainName.Of(name?.Value ?? ""),
            int.Parse(year.AsSpan(0, Math.Min(4, year.Length)), NumberStyles.None, CultureInfo.InvariantCulture))
        {
            IsDeceased = person.Element(Person + "NgayMat") is { Value.Length: > 0 },
            Name = name is null ? "" : string.Join(' ', name.Elements().Select(e => e.Value).Where(v => v.Length > 0)),
            BirthDay = DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, default, out var known)
                ? known : null,
            IsMale = person.Element(Person + "GioiTinh")?.Value == "1",
            Father = NumberOf(person.Element(Person + "Cha")),
            Mother = NumberOf(person.Element(Person + "Me")),
            Guardian = new(guardian is not null, NumberOf(guardian)),
        };
    }

    /// <summary>The present number alone names a person: never a name, never a number that they had before.</summary>
    private static string? NumberOf(XElement? relative) =>
        relative?.Element(Person + "SoDinhDanh")?.Value is { Length: > 0 } number ? number : null;
}

/// <summary>NguoiDaiDien: whether there is one, and their number where the register has it.</summary>
internal sealed record Guardian(bool IsNamed, string? Number)
{
    internal static readonly Guardian None = new(false, null);
}
