using Civic.Shared.Identity;
using static Civic.Sandbox.SocialClass;

namespace Civic.Sandbox;

/// <summary>Everybody who lives in the sandbox.</summary>
public static class Personas
{
    public static IReadOnlyList<Persona> All { get; } = [.. CitizenPersonas.All, .. StaffPersonas.All];

    /// <exception cref="KeyNotFoundException">Nobody has that id.</exception>
    public static Persona ById(string id) =>
        Find(id) ?? throw new KeyNotFoundException($"No persona is called '{id}'.");

    /// <summary>Somebody of the list, or of the crowd.</summary>
    public static Persona? Find(string id) => All.FirstOrDefault(p => p.Id == id) ?? Crowd.ById(id);

    /// <summary>Somebody of the list, or of the crowd.</summary>
    public static Persona? ByNumber(string number) =>
        All.FirstOrDefault(p => p.Number.Value == number) ?? Crowd.ByNumber(number);
}

internal static class CitizenPersonas
{
    internal static IReadOnlyList<Persona> All { get; } =
    [
        Adult(
            "an",
            "001090999001",
            "Nguyễn Văn An",
            "1990-03-14",
            "Người lớn, chưa từng bị kết án",
            "Adult, never convicted"
        ) with
        {
            Spouse = "Phạm Thị Hòa",
        },
        Adult(
            "binh",
            "001185999002",
            "Trần Thị Bình",
            "1985-11-02",
            "Có án tích còn hiệu lực",
            "Adult with an active conviction"
        ),
        Adult(
            "cuong",
            "001088999003",
            "Lê Văn Cường",
            "1988-07-21",
            "Án tích đã được xóa và đã ghi vào hồ sơ",
            "Conviction expunged and recorded"
        ) with
        {
            Spouse = "Đỗ Thị Yến",
        },
        Adult("dung", "001304999004", "Phạm Thùy Dung", "2004-09-05", "Sinh viên", "Student") with
        {
            Classes = [Student],
        },
        Adult("giang", "001060999005", "Hoàng Văn Giang", "1960-01-30", "Người cao tuổi", "Elderly"),
        Adult("ha", "001192999006", "Vũ Thị Hà", "1992-05-18", "Người khuyết tật", "Disabled") with
        {
            Classes = [Disabled],
        },
        Adult("hung", "001087999007", "Đặng Văn Hùng", "1987-12-09", "Hộ nghèo", "Poor household") with
        {
            Classes = [PoorHousehold],
        },
        Adult(
            "khanh",
            "001068999008",
            "Bùi Văn Khánh",
            "1968-08-27",
            "Người có công với cách mạng",
            "Person with meritorious service"
        ) with
        {
            Classes = [Merit],
        },
        Adult("lan", "001195999009", "Ngô Thị Lan", "1995-02-11", "Tài khoản mức độ 1", "Level-1 account only") with
        {
            Level = AssuranceLevel.Level1,
        },
        Adult(
            "minh",
            "001091999010",
            "Đinh Văn Minh",
            "1991-06-16",
            "Cha của một trẻ dưới 14 tuổi",
            "Parent of a child under 14"
        ) with
        {
            Children = ["001317999011"],
            Spouse = "Trịnh Thị Ngọc",
        },
        new()
        {
            Id = "be-na",
            Number = CitizenId.Parse("001317999011"),
            Name = "Đinh Bảo Na",
            BirthDate = new(2017, 4, 3),
            Level = null,
            Father = "Đinh Văn Minh",
            Mother = "Trịnh Thị Ngọc",
            ShowsVi = "Trẻ dưới 14 tuổi, con của anh Minh",
            ShowsEn = "Child under 14, of Minh",
        },
        Adult(
            "ngoc",
            "001193999021",
            "Trịnh Thị Ngọc",
            "1993-08-24",
            "Mẹ của một trẻ dưới 14 tuổi",
            "Mother of a child under 14"
        ) with
        {
            Children = ["001317999011"],
            Spouse = "Đinh Văn Minh",
        },
        Child(
            "gia-han",
            "001310999022",
            "Đinh Gia Hân",
            "2010-11-23",
            "Từ đủ 14 đến dưới 18 tuổi, con của anh Minh",
            "From 14 to below 18, of Minh"
        ) with
        {
            Level = AssuranceLevel.Level2,
            Father = "Đinh Văn Minh",
            Mother = "Trịnh Thị Ngọc",
        },
        Child(
            "be-khoi",
            "001215999023",
            "Quách Minh Khôi",
            "2015-06-09",
            "Trẻ dưới 14 tuổi, con của bác sĩ Lành",
            "Child under 14, of a clinician"
        ) with
        {
            Father = "Quách Văn Lành",
        },
        Child(
            "be-bao",
            "001213999024",
            "Vũ Gia Bảo",
            "2013-12-30",
            "Trẻ được chị Hà giám hộ",
            "Child whose guardian is Hà"
        ) with
        {
            Guardian = "Vũ Thị Hà",
        },
        Adult("cu-my", "002148999025", "Giàng Thị Mỷ", "1948-01-01", "Chỉ có năm sinh", "Only the year of birth") with
        {
            IsBirthDayKnown = false,
            Ethnicity = "Mông",
        },
        Child(
            "be-sua",
            "002319999026",
            "Giàng Thị Súa",
            "2019-01-01",
            "Trẻ chỉ có năm sinh, con của anh Lử",
            "Child of whom only the year of birth is known, of Lử"
        ) with
        {
            IsBirthDayKnown = false,
            Ethnicity = "Mông",
            Father = "Giàng Seo Lử",
        },
        Adult("phuc", "001055999012", "Lý Văn Phúc", "1955-10-10", "Đã mất", "Deceased") with
        {
            DiedOn = new(2024, 2, 1),
        },
        Adult(
            "john",
            "508080999013",
            "John Sample",
            "1980-04-25",
            "Người nước ngoài, tài khoản mức độ 2",
            "Foreigner with a level-2 account"
        ) with
        {
            Nationality = "GB",
            Ethnicity = "",
            Birthplace = "Vương quốc Anh",
            Father = "Peter Sample",
            Mother = "Mary Sample",
            Permanent = null,
            Temporary = Residence.HoanKiem,
        },
        Adult("quynh", "001172999014", "Mai Thị Quỳnh", "1972-07-27", "Thân nhân liệt sỹ", "Relative of a martyr") with
        {
            Classes = [MartyrRelative],
        },
        Adult(
            "seo",
            "002094999015",
            "Giàng Seo Lử",
            "1994-03-08",
            "Cư trú tại xã đặc biệt khó khăn",
            "Resident of a specially difficult commune"
        ) with
        {
            Ethnicity = "Mông",
            Birthplace = "Tỉnh Hà Giang",
            Permanent = Residence.MeoVac,
            Temporary = Residence.GiaLam,
            Classes = [SpeciallyDifficultCommune],
        },
        Adult(
            "thao",
            "001193999016",
            "Dương Thị Thảo",
            "1993-09-19",
            "Thường trú tại Hà Nội",
            "Permanent resident of Hanoi"
        ) with
        {
            Permanent = Residence.GiaLam,
            OldNumber = "001193999046",
        },
        Adult(
            "tuan",
            "048089999017",
            "Hồ Anh Tuấn",
            "1989-01-05",
            "Tạm trú tại Hà Nội",
            "Temporary resident of Hanoi"
        ) with
        {
            Permanent = Residence.DaNang,
            Temporary = Residence.HoanKiem,
            Birthplace = "Thành phố Đà Nẵng",
        },
        Adult(
            "uyen",
            "048196999018",
            "Phan Thị Uyên",
            "1996-12-12",
            "Không cư trú tại Hà Nội",
            "Not a resident of Hanoi"
        ) with
        {
            Permanent = Residence.DaNang,
            Birthplace = "Thành phố Đà Nẵng",
        },
        Adult(
            "nam-1",
            "001083999019",
            "Nguyễn Văn Nam",
            "1983-05-01",
            "Trùng họ tên và ngày sinh (người thứ nhất)",
            "Namesake with the same birth date (first)"
        ),
        Adult(
            "nam-2",
            "001083999020",
            "Nguyễn Văn Nam",
            "1983-05-01",
            "Trùng họ tên và ngày sinh (người thứ hai)",
            "Namesake with the same birth date (second)"
        ) with
        {
            Father = "Nguyễn Văn Sáu",
        },
    ];

    private static Persona Child(string id, string number, string name, string born, string vi, string en) =>
        Adult(id, number, name, born, vi, en) with
        {
            Level = null,
        };

    private static Persona Adult(string id, string number, string name, string born, string vi, string en)
    {
        var family = name.Split(' ')[0];
        return new()
        {
            Id = id,
            Number = CitizenId.Parse(number),
            Name = name,
            BirthDate = DateOnly.ParseExact(born, "yyyy-MM-dd"),
            Father = $"{family} Văn Mẫu",
            Mother = "Nguyễn Thị Mẫu",
            ShowsVi = vi,
            ShowsEn = en,
        };
    }
}
