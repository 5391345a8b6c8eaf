using Civic.Shared.Identity;

namespace Civic.Sandbox;

internal static class StaffPersonas
{
    private const string Justice = "judicial-records";
    private const string Health = "health-record";

    internal static IReadOnlyList<Persona> All { get; } =
    [
        Member(
            "tiep-nhan",
            "001190999101",
            "Tạ Thị Nhạn",
            Justice,
            ["reception"],
            "Cán bộ tiếp nhận",
            "Bộ phận Một cửa"
        ),
        Member(
            "chuyen-vien",
            "001086999102",
            "Cao Văn Thụ",
            Justice,
            ["case_officer"],
            "Chuyên viên",
            "Phòng Hành chính và Bổ trợ tư pháp"
        ),
        Member(
            "chuyen-vien-2",
            "001189999103",
            "Kiều Thị Lý",
            Justice,
            ["case_officer"],
            "Chuyên viên",
            "Phòng Hành chính và Bổ trợ tư pháp"
        ),
        Member(
            "truong-phong",
            "001078999104",
            "Chu Văn Duyệt",
            Justice,
            ["division_head"],
            "Trưởng phòng",
            "Phòng Hành chính và Bổ trợ tư pháp"
        ),
        Member("giam-doc", "001170999105", "Lương Thị Ký", Justice, ["leader"], "Giám đốc", "Ban Giám đốc"),
        Member("pho-giam-doc", "001074999106", "Tô Văn Thay", Justice, ["leader"], "Phó Giám đốc", "Ban Giám đốc"),
        Member("van-thu", "001188999107", "Hà Thị Dấu", Justice, ["clerk"], "Văn thư", "Văn phòng Sở"),
        Member("bac-si", "001082999108", "Quách Văn Lành", Health, ["clinician"], "Bác sĩ", "Phòng khám Mẫu số 1") with
        {
            Staff = new(Health, ["clinician"], "Bác sĩ", "Phòng khám Mẫu số 1", "01901"),
        },
        Member(
            "bac-si-2",
            "001184999109",
            "Âu Thị An Khang",
            Health,
            ["clinician"],
            "Bác sĩ",
            "Phòng khám Mẫu số 2"
        ) with
        {
            Staff = new(Health, ["clinician"], "Bác sĩ", "Phòng khám Mẫu số 2", "01902"),
        },
    ];

    private static Persona Member(
        string id,
        string number,
        string name,
        string agency,
        string[] roles,
        string title,
        string unit
    )
    {
        var parsed = CitizenId.Parse(number);
        return new()
        {
            Id = id,
            Number = parsed,
            Name = name,
            BirthDate = new(parsed.BirthYear, 6, 15),
            Father = "Nguyễn Văn Mẫu",
            Mother = "Nguyễn Thị Mẫu",
            Staff = new StaffEntry(agency, roles, title, unit),
            ShowsVi = $"{title}, {unit}",
            ShowsEn = $"Staff: {string.Join(", ", roles)}",
        };
    }
}
