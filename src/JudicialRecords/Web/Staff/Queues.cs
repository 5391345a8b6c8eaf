using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>
/// Whose dossiers a role sees as its work; the same order as <see cref="NextStep"/>, as a query. Each says that the
/// dossier is open, which it is anyway, so that the indexes of open ones serve it.
/// </summary>
internal static class Queues
{
    internal static readonly IReadOnlyList<(string Role, Turn Turn)> OfRoles =
    [
        (Roles.Reception, Turn.Reception), (Roles.CaseOfficer, Turn.CaseOfficer),
        (Roles.DivisionHead, Turn.DivisionHead), (Roles.Leader, Turn.Leader), (Roles.Clerk, Turn.Clerk),
    ];

    internal static Bilingual Name(this Turn turn) => turn switch
    {
        Turn.Citizen => new("Chờ công dân", "With the citizen"),
        Turn.Reception => new("Chờ tiếp nhận", "For reception"),
        Turn.CaseOfficer => new("Chờ chuyên viên xử lý", "For the case officer"),
        Turn.DivisionHead => new("Chờ lãnh đạo phòng kiểm tra", "For the division head"),
        Turn.Leader => new("Chờ lãnh đạo Sở duyệt, ký", "For the leader's approval"),
        Turn.PersonSignature => new("Đang ký số của người có thẩm quyền", "Being signed by the competent person"),
        Turn.Clerk => new("Chờ văn thư đóng dấu", "For the clerk's seal order"),
        Turn.AgencySeal => new("Đang đóng dấu số của cơ quan", "Being sealed by the agency"),
        Turn.Delivery => new("Đang trả kết quả", "Being delivered"),
        _ => new("Đã kết thúc", "Closed"),
    };

    internal static IQueryable<Dossier> Of(this IQueryable<Dossier> dossiers, Turn turn) => turn switch
    {
        Turn.Reception => dossiers.Where(d => d.IsOpen && d.State == DossierState.Registered),
        // What is only received is not prepared either.
        Turn.CaseOfficer => dossiers.Where(d => d.IsOpen && d.PreparedAt == null
            && (d.State == DossierState.Received || d.State == DossierState.InProgress)),
        Turn.DivisionHead => dossiers.Where(d => d.IsOpen && d.State == DossierState.InProgress
            && d.PreparedAt != null && d.CheckedAt == null),
        Turn.Leader => dossiers.Where(d => d.IsOpen && d.State == DossierState.InProgress
            && d.CheckedAt != null && d.ApprovedAt == null),
        Turn.Clerk => dossiers.Where(d => d.IsOpen && d.State == DossierState.InProgress
            && d.PersonSignedAt != null && d.SealOrderedAt == null),
        _ => throw new System.Diagnostics.UnreachableException("Only people have queues."),
    };

    /// <summary>Days left until the due date: negative when late, null while no clock runs.</summary>
    internal static int? DaysLeft(this IDossierProgress dossier, DateOnly today) =>
        dossier is { DueDate: { } due, IsOpen: true } ? due.DayNumber - today.DayNumber : null;

    internal static Bilingual WaitsText(string code) => code switch
    {
        Certificates.SigningClient.TimestampUnavailable => new(
            "Dịch vụ cấp dấu thời gian tạm thời không trả lời. Hồ sơ chờ và tự tiếp tục khi dịch vụ hoạt động lại.",
            "The time-stamping service does not answer. The dossier waits and goes on by itself."),
        Certificates.SigningClient.SignerRevocationUnavailable => new(
            "Tổ chức cấp chứng thư của người ký tạm thời không trả lời. Hồ sơ chờ và tự tiếp tục khi có trả lời.",
            "The signer's certificate authority does not answer whether the certificate stands. The dossier waits and "
                + "goes on by itself."),
        Certificates.SigningClient.TimestampRevocationUnavailable => new(
            "Tổ chức cấp chứng thư của dịch vụ dấu thời gian tạm thời không trả lời. Hồ sơ chờ và tự tiếp tục.",
            "The time-stamping service's certificate authority does not answer. The dossier waits and goes on by "
                + "itself."),
        Certificates.SigningClient.SigningRefused => new(
            "Hệ thống ký số từ chối yêu cầu. Hãy báo quản trị hệ thống; hồ sơ vẫn được giữ và thử lại.",
            "The signing system refused the request. Tell the administrator; the dossier is kept and tried again."),
        Certificates.Papers.CancelledReceipts.Sealing => new(
            "Biên lai đang được ghi vào sổ cấp; việc hủy tiếp tục ngay sau đó.",
            "The receipt is being entered in the log; its cancellation goes on right after."),
        _ => new(
            "Hệ thống ký số tạm thời không trả lời. Hồ sơ chờ và tự tiếp tục khi hệ thống hoạt động lại.",
            "The signing system does not answer. The dossier waits and goes on by itself."),
    };
}
