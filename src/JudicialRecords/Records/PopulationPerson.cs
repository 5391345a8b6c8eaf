using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;
using static Civic.Shared.Registers.PopulationService;

namespace Civic.JudicialRecords.Records;

/// <summary>Reads one CongDan element.</summary>
internal static class PopulationPerson
{
    /// <exception cref="XmlException">An element that every entry has is missing.</exception>
    /// <exception cref="FormatException">A value is impossible.</exception>
    internal static PopulationFacts Read(XElement entry)
    {
        var permanent = Address(entry.Element(Person + "ThuongTru"));
        var current = Address(entry.Element(Person + "NoiOHienTai"));
        return new PopulationFacts
        {
            Number = CitizenId.Parse(Required(entry, "SoDinhDanh")),
            OldNumber = Optional(entry, "SoCMND"),
            Name = FullName(entry.Element(Person + "HoVaTen")) ?? throw new XmlException("HoVaTen is missing."),
            IsMale = Gender(Required(entry, "GioiTinh")),
            BirthDate = Born(entry.Element(Person + "NgayThangNamSinh")),
            Nationality = Required(entry, "QuocTich"),
            Ethnicity = Optional(entry, "DanToc"),
            BirthRegisteredAt = Address(entry.Element(Person + "NoiDangKyKhaiSinh")),
            Permanent = permanent,
            Current = current == permanent ? null : current,
            Father = RelativeOf(entry, "Cha"),
            Mother = RelativeOf(entry, "Me"),
            Spouse = RelativeOf(entry, "VoChong"),
            DiedOn = Optional(entry, "NgayMat") is { } died ? Day(died) : null,
        };
    }

    private static string Required(XElement parent, string name) =>
        Optional(parent, name) ?? throw new XmlException($"{name} is missing.");

    private static string? Optional(XElement parent, string name) =>
        parent.Element(Person + name)?.Value.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>A name comes in three parts: family, middle and given name; foreigners may lack some.</summary>
    private static string? FullName(XElement? name)
    {
        if (name is null)
        {
            return null;
        }

        var parts = new[] { "Ho", "ChuDem", "Ten" }.Select(p => Optional(name, p)).OfType<string>().ToList();
        return parts.Count > 0 ? string.Join(' ', parts) : name.HasElements ? null : name.Value.Trim();
    }

    /// <summary>Catalogue GioiTinh: 1 male, 2 female.</summary>
    private static bool Gender(string code) => code switch
    {
        "1" => true,
        "2" => false,
        _ => throw new FormatException("GioiTinh is neither 1 nor 2."),
    };

    /// <summary>Older entries know only the year.</summary>
    private static BirthDate Born(XElement? element)
    {
        if (element is null)
        {
            throw new XmlException("NgayThangNamSinh is missing.");
        }

        return Optional(element, "NgayThangNam") is { } day
            ? BirthDate.Of(Day(day))
            : BirthDate.From(PartialDate.Parse(Required(element, "Nam")));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);

    private static PopulationAddress? Address(XElement? element) =>
        element is null || Optional(element, "ChiTiet") is not { } detail ? null : new(
            Optional(element, "MaTinhThanh") ?? "", Optional(element, "MaQuanHuyen"), Optional(element, "MaPhuongXa"),
            detail, Optional(element, "QuocGia") ?? "VN");

    private static Relative? RelativeOf(XElement entry, string name)
    {
        var element = entry.Element(Person + name);
        var fullName = FullName(element?.Element(Person + "HoVaTen"));
        return fullName is null ? null
            : new(fullName, CitizenId.TryParse(Optional(element!, "SoDinhDanh"), out var id) ? id : null);
    }
}
