using System.Globalization;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// What the one-stop desk gives the citizen: the forms that Circular 01/2018/TT-VPCP numbers 01, 03 and 04.
/// </summary>
internal static class ReceptionPapers
{
    internal static PaperContent AppointmentSlip(PaperHead head, Dossier dossier)
    {
        var declaration = Declarations.Of(dossier);
        return head.With(
            "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
            "01",
            [
                PaperPart.Of(
                    new PaperField("Mã hồ sơ", dossier.Code),
                    new PaperField("Tiếp nhận của", declaration.Requester.Name),
                    new PaperField("Người được cấp Phiếu", declaration.Person.Name),
                    new PaperField("Nội dung yêu cầu", Procedure(dossier)),
                    new PaperField("Giấy tờ đã nhận", "Tờ khai yêu cầu cấp Phiếu lý lịch tư pháp (bản điện tử)"),
                    new PaperField("Số bản giấy yêu cầu", Number(declaration.PaperCopies)),
                    new PaperField("Mức thu", dossier.FeeList.ToString()),
                    new PaperField("Người yêu cầu nộp", dossier.FeeCitizen.ToString()),
                    new PaperField("Thời gian tiếp nhận", dossier.ReceivedAt!.Value.ToVietnamese()),
                    new PaperField("Hẹn trả kết quả", dossier.DueDate!.Value.ToVietnamese()),
                    new PaperField("Căn cứ tính thời hạn", dossier.DueReason ?? "")),
                PaperPart.Of("Kết quả điện tử được trả trên trang hồ sơ của người yêu cầu; bản giấy (nếu có) được trả "
                    + "theo cách đã đăng ký."),
            ],
            ["Người yêu cầu", "Lưu hồ sơ"]);
    }

    /// <param name="ground">As it is told to the citizen: the clause of Art. 49 and the reason.</param>
    /// <param name="feeKept">Whether what was paid stays with the agency.</param>
    internal static PaperContent RefusalNotice(PaperHead head, Dossier dossier, string ground, bool feeKept)
    {
        var fee = feeKept
            ? "Khoản phí đã nộp không được hoàn lại."
            : "Khoản phí đã nộp (nếu có) được hoàn lại đầy đủ.";
        var declaration = Declarations.Of(dossier);
        return head.With(
            "THÔNG BÁO TỪ CHỐI GIẢI QUYẾT HỒ SƠ",
            "03",
            [
                PaperPart.Of(
                    new PaperField("Mã hồ sơ", dossier.Code),
                    new PaperField("Người yêu cầu", declaration.Requester.Name),
                    new PaperField("Người được cấp Phiếu", declaration.Person.Name),
                    new PaperField("Nội dung yêu cầu", Procedure(dossier)),
                    new PaperField("Ngày nộp hồ sơ", dossier.SubmittedAt.ToVietnamese())),
                PaperPart.Of($"{head.Authority.Name.Vi} từ chối cấp Phiếu lý lịch tư pháp theo Luật Lý lịch tư pháp."),
                PaperPart.Of(new PaperField("Căn cứ và lý do", ground)),
                PaperPart.Of($"{fee} Người yêu cầu có quyền khiếu nại theo "
                    + "Điều 52 Luật Lý lịch tư pháp và pháp luật về khiếu nại, trên trang hồ sơ hoặc tại bộ phận "
                    + "tiếp nhận."),
            ],
            ["Người yêu cầu", "Lưu hồ sơ"]);
    }

    internal static PaperContent Apology(PaperHead head, Dossier dossier, DateOnly newDay, string reason)
    {
        var declaration = Declarations.Of(dossier);
        return head.With(
            "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
            "04",
            [
                PaperPart.Of(
                    new PaperField("Kính gửi", declaration.Requester.Name),
                    new PaperField("Mã hồ sơ", dossier.Code),
                    new PaperField("Nội dung yêu cầu", Procedure(dossier)),
                    new PaperField("Ngày hẹn trả trước đây", dossier.DueDate!.Value.ToVietnamese())),
                PaperPart.Of(
                    $"Đến nay hồ sơ chưa giải quyết xong. {head.Authority.Name.Vi} xin lỗi về sự chậm trễ này."),
                PaperPart.Of(
                    new PaperField("Lý do", reason),
                    new PaperField("Hẹn lại ngày trả kết quả", newDay.ToVietnamese())),
            ],
            ["Người yêu cầu", "Lưu hồ sơ"]);
    }

    private static string Procedure(Dossier dossier) => $"Cấp Phiếu lý lịch tư pháp số {(int)dossier.Kind}";

    private static string Number(int copies) =>
        copies == 0 ? "không (chỉ nhận bản điện tử)" : copies.ToString(CultureInfo.InvariantCulture);
}
