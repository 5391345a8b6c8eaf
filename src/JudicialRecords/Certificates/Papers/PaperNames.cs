using System.Diagnostics;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Papers;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Certificates.Papers;

/// <summary>What papers are called: to readers, in the issuance log, in announcements.</summary>
internal static class PaperNames
{
    internal static Bilingual Of(PaperKind kind) => kind switch
    {
        PaperKind.AppointmentSlip => new("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt and appointment slip"),
        PaperKind.RefusalNotice => new("Thông báo từ chối giải quyết hồ sơ", "Notice of refusal"),
        PaperKind.Apology => new("Phiếu xin lỗi và hẹn lại ngày trả kết quả", "Apology and new date"),
        PaperKind.Receipt => new("Biên lai điện tử thu phí", "Electronic fee receipt"),
        PaperKind.ReceiptCancellation => new("Thông báo hủy biên lai điện tử", "Notice that a receipt is cancelled"),
        PaperKind.Supplement => new(
            "Quyết định bổ sung Phiếu lý lịch tư pháp", "Decision supplementing a criminal record certificate"),
        PaperKind.Correction => new(
            "Quyết định đính chính Phiếu lý lịch tư pháp", "Decision correcting a criminal record certificate"),
        PaperKind.Revocation => new(
            "Quyết định thu hồi Phiếu lý lịch tư pháp", "Decision revoking a criminal record certificate"),
        PaperKind.Cancellation => new(
            "Quyết định hủy bỏ Phiếu lý lịch tư pháp", "Decision cancelling a criminal record certificate"),
        PaperKind.SettlementStatement => new(
            "Bảng kê kinh phí Thành phố hỗ trợ", "Statement of the city's support"),
        _ => throw new UnreachableException($"A paper of kind {(int)kind} has no name."),
    };

    internal static string LogKind(PaperKind kind) => kind switch
    {
        PaperKind.AppointmentSlip => "appointment-slip",
        PaperKind.RefusalNotice => "refusal-notice",
        PaperKind.Apology => "apology",
        PaperKind.Receipt => "receipt",
        PaperKind.ReceiptCancellation => "receipt-cancellation",
        PaperKind.SettlementStatement => "statement",
        _ => "decision",
    };

    /// <summary>The status that it gives to the certificate or receipt, as the issuance log spells it.</summary>
    internal static string StatusOf(PaperKind kind) => kind switch
    {
        PaperKind.Supplement => "supplemented",
        PaperKind.Correction => "corrected",
        PaperKind.Revocation => "revoked",
        PaperKind.Cancellation or PaperKind.ReceiptCancellation => "cancelled",
        _ => throw new UnreachableException($"{kind} changes no status."),
    };

    internal static AnnouncementTopic? TopicOf(PaperKind kind) => kind switch
    {
        PaperKind.AppointmentSlip => AnnouncementTopic.AppointmentSlip,
        PaperKind.RefusalNotice => AnnouncementTopic.RefusalNotice,
        PaperKind.Apology => AnnouncementTopic.Apology,
        // The message about the payment, or about the end that gives it back, speaks of it.
        PaperKind.Receipt or PaperKind.ReceiptCancellation => null,
        PaperKind.SettlementStatement => null,
        _ => AnnouncementTopic.Decision,
    };
}
