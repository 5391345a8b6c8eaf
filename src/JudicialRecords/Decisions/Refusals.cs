using Civic.JudicialRecords.Requests;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Decisions;

/// <summary>Why an action is refused; each says what happened, what it means and what to do.</summary>
internal static class Refusals
{
    internal static Outcome.Refused Of(Hindrance hindrance) => hindrance switch
    {
        Hindrance.FeeUndecided => FeeUndecided,
        Hindrance.Unpaid => Unpaid,
        Hindrance.NotYourDossier => NotYourDossier,
        Hindrance.FourEyes => FourEyes,
        Hindrance.MisuseReported => MisuseReported,
        _ => NotThisStep,
    };

    internal static readonly Outcome.Refused NotThisStep = new("not-this-step", new(
        "Hồ sơ không còn ở bước này. Chưa có gì thay đổi; hãy xem trạng thái hiện tại của hồ sơ bên dưới.",
        "The dossier is no longer at this step. Nothing was changed; see its present state below."));

    internal static readonly Outcome.Refused SomebodyWasFaster = new("somebody-was-faster", new(
        "Một cán bộ khác vừa cập nhật hồ sơ này. Thao tác của ông/bà chưa được ghi; hãy đọc lại rồi quyết định.",
        "Somebody else has just changed this dossier. Your action was not recorded; read it again, then decide."));

    internal static readonly Outcome.Refused FourEyes = new("four-eyes", new(
        "Người lập, người kiểm tra và người ký phải là ba người khác nhau. Hãy chuyển cho người khác có thẩm quyền.",
        "Whoever prepares, checks and signs must be three different persons. Hand it to somebody else."));

    internal static readonly Outcome.Refused MisuseReported = new("misuse-reported", new(
        "Người yêu cầu đã báo tài khoản bị mạo danh. Trưởng phòng phải xác minh và ghi căn cứ trước khi làm tiếp.",
        "The requester reported misuse of their account. A division head must look into it and write the ground."));

    internal static readonly Outcome.Refused NoKey = new("no-key", new(
        "Chức vụ của ông/bà chưa có khóa ký số nên chưa duyệt được. Hãy chuyển cho Giám đốc hoặc Phó Giám đốc.",
        "Your office has no signing key here, so you can't approve. Hand it to the director or a deputy director."));

    internal static readonly Outcome.Refused SigningDown = new("signing-down", new(
        "Hệ thống ký số không trả lời nên phiếu chưa được lập. Chưa có gì được duyệt; hãy thử lại sau ít phút.",
        "The signing system does not answer, so no document was made. Nothing is approved; try again shortly."));

    internal static readonly Outcome.Refused NotInAList = new("not-in-a-list", new(
        "Hồ sơ có nội dung phải xem riêng (án tích, kết luận của chuyên viên, người có thể trùng). Hãy mở từng hồ sơ.",
        "This dossier has something to be looked at by itself (a conviction, a decision, a namesake). Open it alone."));

    internal static readonly Outcome.Refused NotYourDossier = new("not-your-dossier", new(
        "Hồ sơ do chuyên viên khác thụ lý. Chỉ người đó được thực hiện bước này.",
        "Another case officer has this dossier; only they may do this step."));

    internal static readonly Outcome.Refused ReasonMissing = new("reason-missing", new(
        "Cần ghi lý do, từ 10 đến 2.000 ký tự. Chưa có gì thay đổi; hãy ghi lý do rồi gửi lại.",
        "A reason of 10 to 2,000 characters is needed. Nothing was changed; write it and send again."));

    internal static readonly Outcome.Refused ChoiceMissing = new("choice-missing", new(
        "Chưa chọn phương án. Hãy chọn một phương án rồi gửi lại.", "Nothing was chosen. Choose, then send again."));

    internal static readonly Outcome.Refused NothingTicked = new("nothing-ticked", new(
        "Chưa chọn hồ sơ nào nên chưa có gì thay đổi. Hãy đánh dấu các hồ sơ cần xử lý rồi bấm lại.",
        "No dossier was ticked, so nothing was changed. Tick those that are meant, then press again."));

    internal static readonly Outcome.Refused FeeUndecided = new("fee-undecided", new(
        "Chưa xác định được phí. Hãy xét đối tượng miễn, giảm hoặc tính lại phí trước.",
        "The fee is not decided yet. Judge the claimed class or assess the fee again first."));

    internal static readonly Outcome.Refused Unpaid = new("unpaid", new(
        "Công dân chưa nộp phí. Chỉ tiếp nhận sau khi đã nộp đủ.",
        "The fee is not paid. The request can be accepted once it is."));

    internal static readonly Outcome.Refused PaymentExists = new("payment-exists", new(
        "Đã có yêu cầu nộp phí nên không xét lại đối tượng được nữa.",
        "A payment order exists already, so the class can't be judged any more."));

    internal static readonly Outcome.Refused RegisterStillDown = new("register-still-down", new(
        "Cơ sở dữ liệu vẫn chưa trả lời nên phí chưa tính lại được. Chưa có gì thay đổi; hãy thử lại sau ít phút.",
        "The register still does not answer, so the fee stays undecided. Nothing was changed; try again shortly."));

    internal static readonly Outcome.Refused RecordsMissing = new("records-missing", new(
        "Chưa có trả lời dùng được của mọi cơ sở dữ liệu. Hãy tra cứu lại; không tra cứu được không phải là không có.",
        "Not every register has given an answer that may be used. Ask again; unreachable does not mean empty."));

    internal static readonly Outcome.Refused RecordsTooOld = new("records-too-old", new(
        "Kết quả tra cứu đã quá hạn sử dụng. Hồ sơ được chuyển lại chuyên viên để tra cứu lại.",
        "The registers' answers are too old. The dossier went back to the case officer, to ask again."));

    internal static readonly Outcome.Refused ResultChanged = new("result-changed", new(
        "Tính đến hôm nay kết quả đã khác lúc lập phiếu. Hồ sơ được chuyển lại chuyên viên.",
        "As of today the result differs from the one prepared. The dossier went back to the case officer."));

    internal static readonly Outcome.Refused MatchesUndecided = new("matches-undecided", new(
        "Còn người có thể trùng chưa được xác định. Hãy quyết định từng trường hợp và ghi căn cứ.",
        "A possible match is undecided. Decide each one and write the ground."));

    internal static readonly Outcome.Refused RegisterFirst = new("register-first", new(
        "Họ tên, ngày sinh, giới tính, quốc tịch chỉ in theo cơ sở dữ liệu. Hãy chuyển đề nghị điều chỉnh.",
        "Name, birth date, sex, nationality and number are printed as registered. Pass it on for correction."));

    internal static readonly Outcome.Refused ErrorsUndecided = new("errors-undecided", new(
        "Còn thông tin công dân báo sai chưa được xét. Hãy xét từng mục.",
        "A field reported wrong is undecided. Decide each one."));

    internal static readonly Outcome.Refused NotIssued = new("not-issued", new(
        "Chưa có Phiếu đã phát hành để ra quyết định. Hãy đợi Phiếu được đóng dấu và trả kết quả.",
        "No certificate is issued yet that a decision could be about. Wait until it is sealed and returned."));

    internal static readonly Outcome.Refused CertificateGone = new("certificate-gone", new(
        "Phiếu đã bị thu hồi hoặc hủy bỏ nên không ra quyết định khác được. Hãy cấp lại nếu cần.",
        "The certificate was revoked or cancelled, so nothing more can be decided on it. Issue a new one if needed."));

    internal static readonly Outcome.Refused DecisionPending = new("decision-pending", new(
        "Đang có một quyết định về Phiếu này chưa phát hành. Hãy chờ quyết định đó xong rồi lập quyết định mới.",
        "A decision on this certificate is still under way. Wait until it is issued, then draft another."));

    internal static readonly Outcome.Refused WordingMissing = new("wording-missing", new(
        "Quyết định bổ sung hoặc đính chính phải ghi nội dung được bổ sung, đính chính. Chưa có gì thay đổi.",
        "A supplement or correction must say what it supplements or corrects. Nothing was changed."));

    internal static readonly Outcome.Refused OwnWork = new("own-work", new(
        "Ông/bà đã tham gia giải quyết hồ sơ này nên không trả lời khiếu nại về hồ sơ. Hãy chuyển cho người khác.",
        "You had part in this dossier, so you can't answer the complaint about it. Hand it to somebody else."));

    internal static readonly Outcome.Refused MonthNotOver = new("month-not-over", new(
        "Tháng này chưa kết thúc nên chưa lập bảng kê được. Hãy lập sau ngày cuối tháng.",
        "This month is not over, so no statement can be drawn up yet. Do it after its last day."));

    internal static readonly Outcome.Refused StatementExists = new("statement-exists", new(
        "Tháng này đã có bảng kê. Nếu phải lập lại, người ký cần không duyệt bảng kê đang chờ.",
        "There is a statement of this month. To draw it up anew, the one that waits must be turned down first."));

    internal static readonly Outcome.Refused DayMissing = new("day-missing", new(
        "Ngày hẹn lại phải là một ngày làm việc sau hôm nay. Chưa có gì thay đổi; hãy chọn ngày khác.",
        "The new day must be a working day after today. Nothing was changed; choose another day."));

    internal static readonly Outcome.Refused SameHands = new("same-hands", new(
        "Người soạn và người ký phải là hai người khác nhau. Hãy chuyển cho người khác có thẩm quyền.",
        "Whoever drafts and whoever signs must be two persons. Hand it to somebody else."));

    internal static readonly Outcome.Refused ResultUndecided = new("result-undecided", new(
        "Có bản án hoặc hồ sơ Công an cần chuyên viên kết luận và ghi căn cứ trước khi lập phiếu; xem bên dưới.",
        "A judgment or a police file needs an officer's decision and its ground before preparing; see below."));

    internal static readonly Outcome.Refused NothingToConfirm = new("nothing-to-confirm", new(
        "Quy định chưa cho kết quả về bản án này nên không có gì để xác nhận. Hãy chọn một kết luận khác.",
        "The rules give no result for this judgment, so there is nothing to confirm. Choose another conclusion."));

    internal static readonly Outcome.Refused DayOfExpungement = new("day-of-expungement", new(
        "Cần ghi ngày được xóa án tích, từ ngày bản án đến hôm nay. Chưa có gì thay đổi; hãy chọn ngày rồi gửi lại.",
        "The day of expungement is needed, from the judgment's day to today. Nothing was changed; choose the day."));
}
