using System.Globalization;
using System.Text.Json.Nodes;
using Civic.Sandbox;

namespace Civic.Vneid.Application;

/// <summary>What somebody asks for in the app.</summary>
internal sealed record Wish
{
    public required string Persona { get; init; }

    /// <summary>The child's id, where it is for one's own child.</summary>
    public string? Child { get; init; }

    public int Kind { get; init; } = 1;

    public int Copies { get; init; }

    /// <summary>What the app makes them pay; by the resolution of Hanoi where absent.</summary>
    public long? Total { get; init; }

    /// <summary>Code of the fee class that they claim, such as EX3.</summary>
    public string? Class { get; init; }

    public string Place { get; init; } = "Hà Nội";

    /// <summary>Papers in base64.</summary>
    public string[] Papers { get; init; } = [];

    /// <summary>A dossier of theirs that is sent again.</summary>
    public string? Code { get; init; }
}

/// <summary>The wish in the members of TaoHoSo, prefilled from the population register as the app does it.</summary>
internal static class WishJson
{
    private const long Base = 200_000;
    private const long Copy = 5_000;

    internal static long TotalOf(Wish wish)
    {
        var certified = Personas.ById(wish.Child ?? wish.Persona);
        var resides = certified.Permanent?.Province == "01" || certified.Temporary?.Province == "01";
        return wish.Total ?? (resides
            ? Copy * Math.Max(0, wish.Copies - 12)
            : Base + (Copy * Math.Max(0, wish.Copies - 2)));
    }

    internal static JsonObject Make(Wish wish, string code)
    {
        var (asks, certified) = (Personas.ById(wish.Persona), Personas.ById(wish.Child ?? wish.Persona));
        var total = TotalOf(wish);
        var extra = Math.Min(total, Copy * Math.Max(0, wish.Copies - 2));
        var body = new JsonObject
        {
            ["maTinh"] = "01",
            ["tenTinh"] = "Thành phố Hà Nội",
            ["maHoSoMCDT"] = code,
            ["nguonDangKy"] = "VNEID",
            ["tenNguonDangKy"] = "Ứng dụng VNeID",
            ["toKhai"] = Declaration(wish, asks, certified),
            ["thongTinThanhToan"] = new JsonObject
            {
                ["phiLLTP"] = total - extra,
                ["phiCapThemBanGiay"] = extra,
                ["hinhThucNhanBanGiay"] = wish.Copies > 0 ? "1" : null,
                ["tongPhi"] = total,
            },
            ["giayToDinhKem"] = new JsonArray([.. wish.Papers.Select(Paper)]),
        };
        if (total > 0)
        {
            body["trangThaiGD"] = "1";
            body["thongTinBienLai"] = new JsonObject
            {
                ["dSKhoanNop"] = new JsonArray(new JsonObject
                {
                    ["NoiDung"] = "Phí cung cấp thông tin lý lịch tư pháp",
                    ["SoTien"] = total,
                }),
            };
        }

        return body;
    }

    private static JsonObject Declaration(Wish wish, Persona asks, Persona certified)
    {
        var declared = Person("nyc", certified);
        declared["loaiPhieu"] = wish.Kind;
        declared["yeuCauCDNCV"] = 0;
        declared["maMucDich"] = "work";
        declared["tenMucDich"] = "Xin việc làm";
        declared["soLuongCap"] = wish.Copies;
        declared["nycDoiTuongNopPhi"] = wish.Class;
        declared["nycDienThoai"] = "0912345678";
        declared["nycNoiSinh"] = new JsonObject { ["maQuocGia"] = "VN", ["tenTinhThanh"] = certified.Birthplace };
        declared["nycHoTenCha"] = certified.Father;
        declared["nycHoTenMe"] = certified.Mother;
        declared["uyQuyen"] = wish.Child is null ? 0 : 1;
        var from = certified.BirthDate.AddYears(14);
        declared["quaTrinhCTNNNLV"] = wish.Child is not null ? new JsonArray() : new JsonArray(new JsonObject
        {
            ["tuThangNam"] = from.ToString("MM/yyyy", CultureInfo.InvariantCulture),
            ["diaChiCuTru"] = wish.Place,
            ["ngheNghiep"] = "nhân viên",
        });
        if (wish.Child is not null)
        {
            declared["thongTinUyQuyen"] = Person("nuq", asks);
        }

        return declared;
    }

    private static JsonObject Person(string prefix, Persona person) => new()
    {
        [prefix + "HoTen"] = person.Name,
        [prefix + "GioiTinh"] = person.IsMale ? "1" : "0",
        [prefix + "NgaySinh"] = person.BirthDate.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        [prefix + "LoaiGiayTo"] = "CCCD",
        [prefix + "SoGiayTo"] = person.Number.Value,
    };

    private static JsonObject Paper(string base64) => new()
    {
        ["ma"] = "GT",
        ["ten"] = "giay-to",
        ["danhSach"] = new JsonArray(new JsonObject { ["loai"] = "application/pdf", ["duLieu"] = base64 }),
    };
}
