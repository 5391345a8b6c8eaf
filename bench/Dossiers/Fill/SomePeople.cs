using System.Globalization;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.Dossiers.Bench.Fill;

/// <summary>People that there are not; the same number is the same person.</summary>
internal static class SomePeople
{
    /// <summary>About as often as in Vietnam: of twenty people seven are a Nguyễn.</summary>
    private static readonly string[] Families =
    [
        "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm",
        "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
    ];

    private static readonly string[] MenMiddle = ["Văn", "Đức", "Minh", "Quốc", "Hữu", "Xuân", "Thành", "Ngọc"];
    private static readonly string[] WomenMiddle = ["Thị", "Ngọc", "Thu", "Thanh", "Minh", "Phương", "Hồng", "Thùy"];

    private static readonly string[] Given =
    [
        "An", "Anh", "Ánh", "Bảo", "Bình", "Châu", "Chi", "Cường", "Dũng", "Dương", "Đạt", "Giang", "Hà", "Hải",
        "Hạnh", "Hiền", "Hiếu", "Hoa", "Hòa", "Hùng", "Hương", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Nga",
        "Nhung", "Oanh", "Phong", "Phúc", "Quân", "Quỳnh", "Sơn", "Tâm", "Thảo", "Trang", "Tuấn", "Yến",
    ];

    private static readonly string[] Places =
        ["phường Hoàn Kiếm", "phường Ba Đình", "phường Cầu Giấy", "phường Hà Đông", "xã Gia Lâm", "xã Đông Anh"];

    private static readonly string[] Provinces = ["030", "031", "033", "034", "035", "036", "037", "038", "040", "042"];

    internal static CertifiedPerson Number(ulong seed, long number)
    {
        var draw = new Draw(seed, ~number);
        var man = draw.Happens(50);
        var born = new DateOnly(1962, 1, 1).AddDays(draw.Below(365 * 44));
        var name = Name(draw, man);
        var place = $"số {1 + draw.Below(300)}, {draw.Of(Places)}, Hà Nội";
        return new CertifiedPerson
        {
            Number = IdNumber(number, born, man),
            Name = name,
            IsMale = man,
            BirthDate = PartialDate.Of(born),
            Birthplace = "Hà Nội",
            Nationality = "VN",
            Ethnicity = "Kinh",
            PermanentResidence = place,
            PermanentProvince = "01",
            Father = Name(draw, man: true),
            Mother = Name(draw, man: false),
        };
    }

    /// <summary>Ten million people: province and six digits come from the number, century and year fit.</summary>
    private static string IdNumber(long number, DateOnly born, bool man)
    {
        var century = ((born.Year - 1900) / 100 * 2) + (man ? 0 : 1);
        return Provinces[number / 1_000_000 % Provinces.Length]
            + string.Create(CultureInfo.InvariantCulture, $"{century}{born.Year % 100:D2}{number % 1_000_000:D6}");
    }

    private static string Name(Draw draw, bool man) =>
        $"{draw.Of(Families)} {draw.Of(man ? MenMiddle : WomenMiddle)} {draw.Of(Given)}";
}
