using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Civic.Sandbox;

namespace Civic.NationalRegisters.Population;

/// <summary>A persona as the CongDan element of service 037.</summary>
internal static class PersonElement
{
    internal static readonly XNamespace Namespace = "http://www.mic.gov.vn/dancu/1.0";

    internal static XElement Of(Persona person, bool yearOnly) =>
        new(
            Namespace + "CongDan",
            Text("SoDinhDanh", person.Number.Value),
            Text("SoCMND", person.OldNumber),
            Name("HoVaTen", person.Name),
            Text("GioiTinh", person.IsMale ? "1" : "2"),
            Text("DanToc", person.Ethnicity),
            new XElement(
                Namespace + "NgayThangNamSinh",
                Text("Nam", person.BirthDate.Year.ToString(CultureInfo.InvariantCulture)),
                yearOnly ? null : Text("NgayThangNam", Day(person.BirthDate))
            ),
            new XElement(
                Namespace + "NoiDangKyKhaiSinh",
                Text("ChiTiet", person.Birthplace),
                Text("QuocGia", person.Nationality)
            ),
            Text("QuocTich", person.Nationality),
            Address("ThuongTru", person.Permanent),
            Address("NoiOHienTai", person.Temporary ?? person.Permanent),
            Relative("Cha", person.Father),
            Relative("Me", person.Mother),
            Relative("VoChong", person.Spouse),
            Relative("NguoiDaiDien", person.Guardian),
            Text("NgayMat", person.DiedOn is { } died ? Day(died) : null)
        );

    /// <summary>Upper case, no diacritics, no spaces: how the service takes names.</summary>
    internal static string PlainName(string name) =>
        string.Concat(
            name.Normalize(NormalizationForm.FormD)
                .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c != ' ')
                .Select(c => c is 'đ' or 'Đ' ? 'D' : char.ToUpperInvariant(c))
        );

    private static XElement? Text(string name, string? value) =>
        string.IsNullOrEmpty(value) ? null : new(Namespace + name, value);

    private static XElement Name(string element, string name)
    {
        var parts = name.Split(' ');
        return new(
            Namespace + element,
            Text("Ho", parts[0]),
            Text("ChuDem", string.Join(' ', parts[1..^1])),
            parts.Length > 1 ? Text("Ten", parts[^1]) : null
        );
    }

    private static XElement? Address(string element, Residence? residence) =>
        residence is null
            ? null
            : new(
                Namespace + element,
                Text("MaTinhThanh", residence.Province),
                Text("MaQuanHuyen", residence.District),
                Text("MaPhuongXa", residence.Ward),
                Text("ChiTiet", residence.Full),
                Text("QuocGia", "VN")
            );

    private static XElement? Relative(string element, string? name)
    {
        if (name is null)
        {
            return null;
        }

        var known = Personas.All.FirstOrDefault(p => p.Name == name);
        return new(
            Namespace + element,
            Name("HoVaTen", name),
            Text("QuocTich", known?.Nationality ?? "VN"),
            Text("SoDinhDanh", known?.Number.Value)
        );
    }

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
