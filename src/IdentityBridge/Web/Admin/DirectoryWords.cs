using Civic.IdentityBridge.Administration;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;

namespace Civic.IdentityBridge.Web.Admin;

/// <summary>The directory in words.</summary>
internal static class DirectoryWords
{
    internal static Bilingual Role(string role) => role switch
    {
        Roles.Reception => new("Tiếp nhận", "Reception"),
        Roles.CaseOfficer => new("Thụ lý", "Case officer"),
        Roles.DivisionHead => new("Trưởng phòng", "Division head"),
        Roles.Leader => new("Lãnh đạo", "Leader"),
        Roles.Clerk => new("Văn thư", "Clerk"),
        Roles.Clinician => new("Người hành nghề khám, chữa bệnh", "Clinician"),
        Roles.Administrator => new("Quản trị viên danh bạ", "Directory administrator"),
        _ => new(role, role),
    };

    internal static string RolesIn(IEnumerable<string> roles, Words words) =>
        string.Join(", ", roles.Select(r => Role(r).In(words)));

    internal static string Period(DateOnly from, DateOnly? until, Words words) => until is { } last
        ? $"{from.ToVietnamese()} – {last.ToVietnamese()}"
        : $"{words["từ", "from"]} {from.ToVietnamese()}";

    internal static Bilingual Kind(DirectoryChange change) => change switch
    {
        DirectoryChange.AddEntry => new("Giao vai trò", "Give a role"),
        DirectoryChange.EndEntry => new("Kết thúc vai trò", "End a role"),
        DirectoryChange.SetFacility => new("Cơ sở khám, chữa bệnh", "Health facility"),
        DirectoryChange.SetCertificate => new("Chứng chỉ hành nghề", "Practice certificate"),
        DirectoryChange.SettleAccount => new("Đối chiếu dữ liệu dân cư", "Comparison with population data"),
        DirectoryChange.LiftFreeze => new("Mở lại tài khoản bị báo mạo danh", "Open an account reported as misused"),
        _ => throw new System.Diagnostics.UnreachableException("Every change is named above."),
    };

    internal static Bilingual Told(Decision decision) => decision switch
    {
        Decision.Done => new("Đã ghi nhận quyết định.", "Your decision is recorded."),
        Decision.SamePerson => new(
            "Ông/bà đã đề nghị thay đổi này nên không tự xác nhận được. Một quản trị viên khác cần xác nhận.",
            "You proposed this change, so you can't confirm it. Another administrator must."),
        Decision.AboutOneself => new(
            "Thay đổi này về chính ông/bà. Một quản trị viên khác cần xác nhận.",
            "This change is about yourself. Another administrator must confirm it."),
        Decision.TooFewLeft => new(
            "Phải còn ít nhất hai quản trị viên. Hãy thêm một người trước, rồi kết thúc vai trò này.",
            "Two administrators must remain. Add one first, then end this role."),
        Decision.DoesNotFit => new(
            "Thay đổi không còn khớp với danh bạ (đã bị xóa hoặc thuộc người khác). Hãy từ chối và đề nghị lại.",
            "The change does not fit the directory any more. Reject it and propose anew."),
        Decision.NotOpen => new("Đề nghị này đã được quyết định.", "This proposal is decided already."),
        Decision.NotAnAdministrator => new(
            "Vai trò quản trị viên của ông/bà không còn hiệu lực.", "Your administrator's role has ended."),
        _ => throw new System.Diagnostics.UnreachableException("Every decision is named above."),
    };
}
