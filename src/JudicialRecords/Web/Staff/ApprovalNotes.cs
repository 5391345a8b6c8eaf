using Civic.Shared.Web;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>How an approval's login ended badly: what happened, what it means, what to do.</summary>
internal static class ApprovalNotes
{
    internal static Bilingual Of(string note) => note switch
    {
        "other-person" => new(
            "Người vừa đăng nhập VNeID không phải là ông/bà. Chưa phiếu nào được duyệt và sự việc đã được ghi lại; "
                + "hãy tự đăng nhập lại để ký.",
            "Somebody else logged in at VNeID. Nothing is approved and this was recorded; log in yourself to sign."),
        "cancelled" => new(
            "Việc đăng nhập đã bị hủy nên chưa phiếu nào được duyệt. Danh sách vẫn còn; hãy đăng nhập lại để ký.",
            "The login was cancelled, so nothing is approved. The list is kept; log in again to sign."),
        "unavailable" => new(
            "Hệ thống đăng nhập hoặc ký số không trả lời nên chưa phiếu nào được duyệt. Hãy thử lại sau ít phút.",
            "The login or the signing system does not answer, so nothing is approved. Try again in a few minutes."),
        "refused" => new(
            "Hệ thống ký số không chấp nhận lần đăng nhập này cho danh sách: đăng nhập quá lâu, hoặc khóa ký thuộc "
                + "người khác. Chưa phiếu nào được duyệt; hãy đăng nhập lại.",
            "The signing system did not take this login for the list: too old, or the key is somebody else's. "
                + "Nothing is approved; log in again."),
        "not-competent" => new(
            "Hôm nay ông/bà không còn (hoặc chưa) được giao ký bằng khóa này nên chưa văn bản nào được duyệt. "
                + "Hãy xem trang Thẩm quyền ký và chuyển cho người có thẩm quyền.",
            "You are not assigned to sign with this key today, so nothing is approved. See who may sign, and hand "
                + "it to somebody who is competent."),
        "another-day" => new(
            "Danh sách được lập hôm trước nên phiếu ghi ngày và kết quả của hôm đó. Chưa phiếu nào được duyệt; "
                + "hãy chọn lại các phiếu để ký với ngày hôm nay.",
            "The list is of another day, and its certificates state that day and its result. Nothing is approved; "
                + "choose the certificates again to sign them as of today."),
        "changed" => new(
            "Một hồ sơ vừa được người khác cập nhật nên chưa phiếu nào được duyệt. Hãy đăng nhập lại để ký phần kia.",
            "Somebody has just changed one of the dossiers, so nothing is approved. Log in again to sign the rest."),
        "gone" => new(
            "Danh sách này không còn: đã được duyệt, hoặc đã được lập lại. Hãy chọn lại các phiếu cần ký.",
            "This list is gone: approved already, or made anew. Choose the certificates again."),
        _ => new(
            "Đăng nhập để ký không thành công. Chưa phiếu nào được duyệt; hãy thử lại.",
            "The login did not succeed. Nothing is approved; try again."),
    };

    internal static Bilingual LeftOut(int count) => new(
        $"{count} hồ sơ đã thay đổi trong lúc ông/bà đăng nhập nên không được duyệt; hãy xem lại từng hồ sơ.",
        $"{count} dossiers changed while you logged in and are not approved; look at each of them.");
}
