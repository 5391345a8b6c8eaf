using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Delivery;

/// <summary>
/// What the citizen is told. No message says what the certificate contains; an SMS names the dossier only.
/// </summary>
internal static class MessageText
{
    internal static string Title(string code) => $"Hồ sơ {code}";

    internal static string Of(MessageChannel channel, string code, StateChange change, string address)
    {
        var state = change.To.Name();
        var text = $"Hồ sơ {code}: {state.Vi} ({change.At.ToVietnamese()}).";
        return channel == MessageChannel.Sms
            ? $"{text} Xem chi tiết trên VNeID hoặc trang dịch vụ của Sở Tư pháp."
            : $"{text} {Advice(change)} {address}\n\nRequest {code}: {state.En}.";
    }

    internal static string Of(MessageChannel channel, string code, Announcement announcement, string address)
    {
        var what = Of(announcement.Topic);
        var text = $"Hồ sơ {code}: {what.Vi} ({announcement.At.ToVietnamese()}).";
        return channel == MessageChannel.Sms
            ? $"{text} Xem chi tiết trên VNeID hoặc trang dịch vụ của Sở Tư pháp."
            : $"{text} Xem và tải về trên trang hồ sơ. {address}\n\nRequest {code}: {what.En}.";
    }

    /// <summary>A decision is named without what it says: a message may be read by others.</summary>
    private static Bilingual Of(AnnouncementTopic topic) =>
        topic switch
        {
            AnnouncementTopic.AppointmentSlip => new(
                "đã có Giấy tiếp nhận và hẹn trả kết quả",
                "the receipt and appointment slip is ready"
            ),
            AnnouncementTopic.RefusalNotice => new("đã có Thông báo từ chối", "the notice of refusal is ready"),
            AnnouncementTopic.Apology => new(
                "cơ quan xin lỗi vì chậm trả kết quả và hẹn lại ngày",
                "the agency apologizes for the delay and sets a new date"
            ),
            AnnouncementTopic.Decision => new(
                "đã có quyết định về Phiếu đã cấp",
                "there is a decision on the issued certificate"
            ),
            AnnouncementTopic.ComplaintRecorded => new("đã ghi nhận khiếu nại", "the complaint is recorded"),
            AnnouncementTopic.ComplaintAnswered => new("đã trả lời khiếu nại", "the complaint is answered"),
            AnnouncementTopic.PaperPosted => new(
                "bản giấy đã gửi bưu điện, mã bưu gửi có trên trang hồ sơ",
                "the paper copies are posted, the tracking number is on the request's page"
            ),
            AnnouncementTopic.PaperHanded => new("bản giấy đã được trả", "the paper copies are handed over"),
            _ => throw new System.Diagnostics.UnreachableException("No such topic."),
        };

    private static string Advice(StateChange change) =>
        change.To switch
        {
            DossierState.Registered when change.From == DossierState.PaymentAsked =>
                "Đã nhận tiền; biên lai điện tử có trên trang hồ sơ. Không cần làm gì thêm.",
            DossierState.PaymentAsked => "Hãy thanh toán để hồ sơ được tiếp nhận.",
            DossierState.SupplementAsked => "Cơ quan cần bổ sung giấy tờ; lý do ghi trên trang hồ sơ.",
            DossierState.Returned => "Kết quả điện tử đã có trên trang hồ sơ.",
            DossierState.Rejected or DossierState.Stopped => "Lý do ghi trên trang hồ sơ.",
            _ => "Không cần làm gì thêm.",
        };
}
