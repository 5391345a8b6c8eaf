using System.Globalization;
using System.Text.Json;
using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Http;

namespace Civic.JudicialRecords.VneidApplication;

/// <summary>
/// A request as TaoHoSo states it (facts 6.6): the same form that a person types here, who asks, and what they paid.
/// In toKhai "nyc" is the person certified; who asks for a child stands in thongTinUyQuyen.
/// </summary>
internal sealed record ReceivedRequest(RequestForm Form, Identity Requester, Money Paid, IReadOnlyList<IFormFile> Files)
{
    /// <summary>Null where something is wrong; then it stands in <paramref name="problems"/>.</summary>
    internal static ReceivedRequest? Read(JsonElement body, string province, List<FormProblem> problems)
    {
        var root = new Members(body, "", problems);
        if (root.Needed("maTinh") is { } to && to != province)
        {
            root.Wrong("maTinh", new($"tỉnh nhận hồ sơ phải là {province}", $"the province must be {province}"));
        }

        var declared = root.Object("toKhai");
        var payment = root.Object("thongTinThanhToan", needed: false);
        var certified = Identity.Read(declared, "nyc");
        var form = ReadForm(declared, payment);
        var requester = certified;
        if (declared.Text("uyQuyen") == "1")
        {
            requester = Identity.Read(declared.Object("thongTinUyQuyen"), "nuq");
            (form.For, form.ChildNumber, form.ChildName, form.ChildBirthDate) =
                ("child", certified?.Number.Value, certified?.Name, certified?.BirthDate.ToVietnamese());
        }

        var paid = ReadPaid(payment, root);
        var files = ReadFiles(root);
        return problems.Count == 0 ? new(form, requester!, paid, files) : null;
    }

    /// <summary>Where a field of the form came from, so that a problem names what is to be changed.</summary>
    internal static string PathOf(string field)
    {
        if (field.StartsWith("Residences[", StringComparison.Ordinal))
        {
            var (row, member) = (field[10..(field.IndexOf(']') + 1)], field[(field.IndexOf('.') + 1)..]);
            var name = member switch { "From" => "tuThangNam", "To" => "denThangNam", _ => "diaChiCuTru" };
            return $"toKhai.quaTrinhCTNNNLV{row}.{name}";
        }

        return field switch
        {
            "Kind" => "toKhai.loaiPhieu",
            "ConfirmBan" => "toKhai.yeuCauCDNCV",
            "Purpose" => "toKhai.maMucDich",
            "OtherPurpose" => "toKhai.mucDichKhac",
            "PaperCopies" => "toKhai.soLuongCap",
            "Birthplace" => "toKhai.nycNoiSinh",
            "OtherName" => "toKhai.nycTenGoiKhac",
            "Phone" => "toKhai.nycDienThoai",
            "Email" => "toKhai.nycEmail",
            "OwnStatement" => "toKhai.thongTinAnTich",
            "ChildBirthDate" => "toKhai.nycNgaySinh",
            "Delivery" => "thongTinThanhToan.hinhThucNhanBanGiay",
            "DeliveryAddress" => "thongTinThanhToan.diaChiNhan",
            _ => "toKhai",
        };
    }

    private static RequestForm ReadForm(Members declared, Members payment)
    {
        var purpose = declared.Text("maMucDich");
        var known = purpose != Purposes.Other && Purposes.NameOf(purpose) is not null;
        var form = new RequestForm
        {
            Kind = declared.Text("loaiPhieu"),
            ConfirmBan = declared.Text("yeuCauCDNCV") switch { "1" => "yes", "0" => "no", _ => null },
            Purpose = known ? purpose : Purposes.Other,
            OtherPurpose = known ? null : declared.Text("mucDichKhac") ?? declared.Text("tenMucDich"),
            PaperCopies = declared.Text("soLuongCap"),
            Birthplace = AddressIn(declared.Object("nycNoiSinh")),
            OtherName = declared.Text("nycTenGoiKhac"),
            Phone = declared.Text("nycDienThoai"),
            Email = declared.Text("nycEmail"),
            OwnStatement = declared.Text("thongTinAnTich"),
            ClaimedClass = ClassOf(declared.Text("nycDoiTuongNopPhi"))?.ToString(),
            Delivery = payment.Text("hinhThucNhanBanGiay") == "2" ? "post" : "counter",
            DeliveryAddress = payment.Text("diaChiNhan"),
        };
        form.Residences.AddRange(declared.Objects("quaTrinhCTNNNLV").Select(r => new ResidenceRow
        {
            From = r.Text("tuThangNam"),
            To = r.Text("denThangNam"),
            Place = r.Text("diaChiCuTru"),
            Occupation = r.Text("ngheNghiep"),
            Workplace = r.Text("noiLamViec"),
        }));
        return form;
    }

    private static string AddressIn(Members place) => string.Join(", ", new[]
    {
        place.Text("chiTiet"), place.Text("tenPhuongXa"), place.Text("tenQuanHuyen"), place.Text("tenTinhThanh"),
        place.Text("tenQuocGia"),
    }.Where(part => part is not null));

    private static FeeClass? ClassOf(string? code) =>
        Submission.RequestCheck.Claimable.Cast<FeeClass?>().FirstOrDefault(c => c!.Value.Code() == code);

    /// <summary>The sum of what it is made of, or the people there can't have seen what they paid for.</summary>
    private static Money ReadPaid(Members payment, Members root)
    {
        var total = payment.Dong("tongPhi");
        var parts = payment.Dong("phiLLTP") + payment.Dong("phiCapThemBanGiay");
        if (parts != total)
        {
            payment.Wrong("tongPhi", new(
                $"không bằng phiLLTP cộng phiCapThemBanGiay ({parts})", $"is not phiLLTP plus phiCapThemBanGiay"));
        }

        var receipt = root.Object("thongTinBienLai", needed: total > 0);
        var lines = receipt.Objects("dSKhoanNop").Sum(line => line.Dong("SoTien"));
        if (total > 0 && lines != total)
        {
            receipt.Wrong("dSKhoanNop", new(
                $"tổng các khoản ({lines}) không bằng tongPhi", "the lines do not come to tongPhi"));
        }

        return new Money(total);
    }

    private static List<IFormFile> ReadFiles(Members root)
    {
        var files = new List<IFormFile>();
        foreach (var group in root.Objects("giayToDinhKem"))
        {
            var name = group.Text("ten") ?? group.Text("ma") ?? "giay-to";
            foreach (var file in group.Objects("danhSach"))
            {
                if (!TryDecode(file.Needed("duLieu"), out var content))
                {
                    file.Wrong("duLieu", new("không phải base64", "is not base64"));
                    continue;
                }

                var number = string.Create(CultureInfo.InvariantCulture, $"{files.Count + 1}");
                files.Add(new FormFile(new MemoryStream(content), 0, content.Length, "files", $"{name} {number}"));
            }
        }

        return files;
    }

    private static bool TryDecode(string? text, out byte[] content)
    {
        content = new byte[(text?.Length ?? 0) * 3 / 4];
        var good = Convert.TryFromBase64String(text ?? "", content, out var length);
        content = content[..length];
        return good;
    }
}

/// <summary>A person as the application knows them.</summary>
internal sealed record Identity(CitizenId Number, string Name, DateOnly BirthDate)
{
    /// <param name="from">Where they stand.</param>
    /// <param name="prefix">What their members begin with.</param>
    internal static Identity? Read(Members from, string prefix)
    {
        var (number, born) = (from.Needed(prefix + "SoGiayTo"), from.Needed(prefix + "NgaySinh"));
        var name = from.Needed(prefix + "HoTen");
        CitizenId id = default;
        DateOnly day = default;
        if (number is not null && !CitizenId.TryParse(number, out id))
        {
            from.Wrong(prefix + "SoGiayTo", new(
                "cần số định danh cá nhân 12 chữ số", "a personal ID number of 12 digits is needed"));
            number = null;
        }

        if (born is not null && !DateOnly.TryParseExact(
            born, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            from.Wrong(prefix + "NgaySinh", new("cần dạng dd/MM/yyyy", "must be dd/MM/yyyy"));
            born = null;
        }

        return number is null || born is null || name is null ? null : new(id, name, day);
    }
}
