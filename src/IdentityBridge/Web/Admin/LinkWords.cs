using Civic.IdentityBridge.Matching;
using Civic.Shared.Web;

namespace Civic.IdentityBridge.Web.Admin;

/// <summary>Accounts and their differences in words.</summary>
internal static class LinkWords
{
    internal static Bilingual Of(Finding finding) => finding switch
    {
        Finding.OtherBirthDate => new("Ngày sinh khác", "Another birth date"),
        Finding.Deceased => new("Được ghi nhận đã mất", "On record as deceased"),
        Finding.NumberReplaced => new("Số định danh đã được thay", "The number was replaced"),
        _ => new("Không có số và tên này", "Nobody with this number and name"),
    };

    internal static Bilingual Of(LinkState state) => state switch
    {
        LinkState.Questioned => new("Chờ đối chiếu", "Waits"),
        LinkState.Closed => new("Đã đóng", "Closed"),
        LinkState.Accepted => new("Đã chấp nhận", "Accepted"),
        LinkState.Merged => new("Đã chuyển sang số mới", "Moved to the new number"),
        LinkState.Matched => new("Khớp", "Matched"),
        _ => new("Chưa đối chiếu", "Not compared yet"),
    };

    internal static Bilingual Propose(Settlement settlement) => settlement switch
    {
        Settlement.Accept => new("Đề nghị chấp nhận", "Propose to accept"),
        Settlement.Close => new("Đề nghị đóng tài khoản", "Propose to close the account"),
        Settlement.Reopen => new("Đề nghị mở lại để đối chiếu", "Propose to reopen"),
        _ => new("Đề nghị chuyển sang số mới", "Propose to move to the new number"),
    };
}
