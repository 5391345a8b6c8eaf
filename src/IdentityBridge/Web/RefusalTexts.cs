using Civic.Shared.Web;

namespace Civic.IdentityBridge.Web;

/// <summary>A refusal that can't go back to a client, because none is verified: said to the person here.</summary>
internal sealed record RefusalTexts(string Error, Bilingual What, Bilingual Means, Bilingual ToDo)
{
    internal static readonly RefusalTexts RequestNotValid = new(OAuthErrors.InvalidRequest,
        new("Yêu cầu đăng nhập không còn hiệu lực", "This sign-in request is not valid any more"),
        new("Mỗi yêu cầu chỉ dùng được một lần và trong một phút. Có thể trang đã được tải lại, hoặc đường dẫn " +
        "được chép từ nơi khác.",
            "A request works once and for one minute. The page may have been reloaded, or the address copied " +
            "from elsewhere."),
        new("Hãy quay lại trang dịch vụ và bấm Đăng nhập một lần nữa.",
            "Go back to the service and choose Sign in again."));

    internal static readonly RefusalTexts LoginNotFound = new(OAuthErrors.InvalidRequest,
        new("Không tìm thấy lần đăng nhập này", "This sign-in was not found"),
        new("Nó đã kết thúc, đã quá 10 phút, hoặc được bắt đầu từ trình duyệt khác. Chưa có dữ liệu nào được chia sẻ.",
            "It has ended, is older than 10 minutes, or was begun in another browser. No data was shared."),
        new("Hãy quay lại trang dịch vụ và bấm Đăng nhập một lần nữa.",
            "Go back to the service and choose Sign in again."));

    internal static readonly RefusalTexts LevelTooLow = new(OAuthErrors.UnmetAuthenticationRequirements,
        new("Trang này cần tài khoản định danh mức độ 2", "This page needs a level-2 account"),
        new("Tài khoản VNeID của ông/bà ở mức độ 1 nên không mở được trang tài khoản.",
            "Your VNeID account is level 1, so the account pages stay closed."),
        new("Hãy nâng lên mức độ 2 tại cơ quan công an gần nhất, mang theo thẻ căn cước.",
            "Raise it to level 2 at the nearest police office, with your identity card."));

    internal static readonly RefusalTexts SignOutNotVerified = new(OAuthErrors.InvalidRequest,
        new("Không rõ trang cần quay về", "The page to return to is not known"),
        new("Địa chỉ quay về không thuộc dịch vụ nào đã đăng ký nên chúng tôi không chuyển đến đó. Chưa có " +
        "phiên đăng nhập nào bị kết thúc.",
            "The return address belongs to no registered service, so you are not sent there. No session " +
            "has been ended."),
        new("Hãy tự mở lại trang dịch vụ mà ông/bà cần.", "Open the service that you need yourself."));
}
