using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Expungement;
using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>Names of what staff read, in both languages.</summary>
internal static class StaffWords
{
    internal static Bilingual ClassName(FeeClass fee) =>
        fee switch
        {
            FeeClass.Child => new("trẻ em", "child"),
            FeeClass.Elderly => new("người cao tuổi", "elderly"),
            FeeClass.Disabled => new("người khuyết tật", "person with a disability"),
            FeeClass.PoorHousehold => new("người thuộc hộ nghèo", "poor household"),
            FeeClass.DifficultCommune => new(
                "cư trú tại xã đặc biệt khó khăn",
                "resident of a specially difficult commune"
            ),
            FeeClass.Student => new("sinh viên", "student"),
            FeeClass.Merit => new("người có công với cách mạng", "person with meritorious service"),
            FeeClass.MartyrRelative => new("thân nhân liệt sỹ", "martyr's relative"),
            _ => throw new System.Diagnostics.UnreachableException("No such class."),
        };

    internal static Bilingual DocumentName(DocumentKind kind) =>
        kind switch
        {
            DocumentKind.Declaration => new("Tờ khai", "Declaration"),
            DocumentKind.CertificateRendered => new("Phiếu chưa ký", "Certificate, unsigned"),
            DocumentKind.CertificateSigned => new("Phiếu có chữ ký của người có thẩm quyền", "Certificate, signed"),
            DocumentKind.CertificateSealed => new("Phiếu đã đóng dấu số", "Certificate, sealed"),
            _ => throw new System.Diagnostics.UnreachableException("No such document."),
        };

    internal static Bilingual Conclusion(ConvictionResult result) =>
        result switch
        {
            ConvictionResult.Clear => new("không có án tích", "no conviction to certify"),
            ConvictionResult.Convicted => new("có án tích", "convicted"),
            _ => new("cần xác minh", "needs verification"),
        };

    /// <summary>What an officer decided on a judgment.</summary>
    internal static Bilingual JudgmentChoice(string? choice) =>
        choice?.Split(' ')[0] switch
        {
            DecideJudgment.Confirmed => new("Xác nhận kết quả theo quy định", "The result by the rules is confirmed"),
            DecideJudgment.Active => new("Còn án tích", "Active"),
            DecideJudgment.Expunged => new("Đã được xóa án tích", "Expunged"),
            DecideJudgment.NoRecord => new("Không bị coi là có án tích", "Never counts"),
            _ => new("Không xét bản án này", "Disregarded"),
        };

    internal static Bilingual StandingName(JudgmentStanding standing) =>
        standing switch
        {
            JudgmentStanding.Ignored => new(
                "không xét (chưa có hiệu lực, bị hủy hoặc không còn là tội phạm)",
                "disregarded"
            ),
            JudgmentStanding.NoRecord => new("không bị coi là có án tích", "never counts"),
            JudgmentStanding.Amnestied => new("được đại xá", "amnestied"),
            JudgmentStanding.ExpungedAndRecorded => new("đã xóa án tích, đã ghi vào hồ sơ", "expunged and recorded"),
            JudgmentStanding.ExpungedByTime => new(
                "đủ thời hạn đương nhiên xóa án tích, chưa ghi",
                "expunged by lapse of time"
            ),
            JudgmentStanding.Active => new("còn án tích", "active"),
            _ => new("cần xác minh", "needs verification"),
        };

    internal static Bilingual TraceOutcome(PoliceTraceOutcome outcome) =>
        outcome switch
        {
            PoliceTraceOutcome.Pending => new("đang giải quyết", "pending"),
            PoliceTraceOutcome.ClosedWithoutJudgment => new("kết thúc, không có bản án", "closed without a judgment"),
            PoliceTraceOutcome.Judgment => new("đã có bản án", "judgment given"),
            _ => new("chưa rõ kết quả", "outcome unknown"),
        };

    internal static Bilingual UnreachableName(UnreachableReason reason) =>
        reason switch
        {
            UnreachableReason.Timeout => new("không trả lời kịp thời gian", "no answer in time"),
            UnreachableReason.Failed => new("không kết nối được hoặc báo lỗi", "no connection, or it failed"),
            UnreachableReason.Refused => new("từ chối yêu cầu tra cứu", "it refused the question"),
            UnreachableReason.Malformed => new("trả lời không đúng định dạng", "the answer could not be read"),
            UnreachableReason.WrongPerson => new("trả lời về người khác", "answered for another person"),
            UnreachableReason.Stale => new("dữ liệu trả lời đã cũ", "the answer was too old"),
            _ => throw new System.Diagnostics.UnreachableException("No such reason."),
        };

    internal static Bilingual ActName(string action) =>
        action switch
        {
            "dossier.accepted" => new("Tiếp nhận", "Accepted"),
            "dossier.refused" => new("Từ chối tiếp nhận", "Refused"),
            AfterIssue.DraftDecision.Action => new("Soạn quyết định", "Drafted a decision"),
            AfterIssue.Complaints.Recorded => new("Ghi nhận khiếu nại", "Recorded a complaint"),
            AfterIssue.Complaints.Answered => new("Trả lời khiếu nại", "Answered a complaint"),
            Apologize.Action => new("Xin lỗi, hẹn lại ngày trả", "Apologized and named a new day"),
            HandOver.GivenBack => new("Trả về hàng việc", "Gave it back to the queue"),
            HandOver.TakenOver => new("Nhận bàn giao", "Took it over"),
            "dossier.stopped" => new("Dừng giải quyết theo Điều 49", "Stopped on a ground of Art. 49"),
            "dossier.supplement-asked" => new("Yêu cầu bổ sung", "Asked for further papers"),
            AssessFeeAgain.Action => new("Tra cứu lại, tính lại phí", "Assessed the fee again"),
            "class.judged" => new("Xét đối tượng miễn, giảm", "Judged a claimed class"),
            "dossier.taken" => new("Nhận thụ lý", "Taken"),
            "records.fetched" => new("Tra cứu cơ sở dữ liệu", "Asked the registers"),
            "match.decided" => new("Quyết định người có thể trùng", "Decided a possible match"),
            "misuse.settled" => new("Xác minh báo cáo bị mạo danh", "Settled a report of misuse"),
            "register-error.decided" => new("Xét thông tin báo sai", "Decided a reported error"),
            "judgment.decided" => new("Kết luận về một bản án", "Decided on a judgment"),
            "trace.decided" => new("Xác minh hồ sơ Công an", "Looked into a police file"),
            "certificate.prepared" => new("Lập phiếu", "Prepared"),
            "certificate.checked" => new("Kiểm tra", "Checked"),
            "approval.begun" => new("Đưa vào danh sách ký", "Put on a list to be signed"),
            "certificate.approved" => new("Duyệt, ký", "Approved"),
            "certificate.sent-back" => new("Chuyển lại", "Sent back"),
            "seal.ordered" => new("Lệnh đóng dấu số", "Ordered the seal"),
            Counter.TakePayment.Action => new("Thu phí tại quầy", "Took the fee"),
            Counter.GiveBackPayment.Action => new("Hoàn tiền đã thu", "Gave the fee back"),
            _ => new(action, action),
        };
}
