using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.Shared.Web;

/// <summary>
/// What happened, what it means for the person and what to do, for every status without a page of its own.
/// </summary>
[ResponseCache(NoStore = true)]
public sealed class ErrorModel : PageModel
{
    public Bilingual What { get; private set; } = new("", "");

    public Bilingual Means { get; private set; } = new("", "");

    public Bilingual ToDo { get; private set; } = new("", "");

    public string Reference { get; } = Correlation.Current;

    public void OnGet()
    {
        var status = HttpContext.Items["civic.status"] as int? ?? StatusCodes.Status404NotFound;
        Response.StatusCode = status;
        (What, Means, ToDo) = TextsFor(status);
    }

    private static (Bilingual What, Bilingual Means, Bilingual ToDo) TextsFor(int status) =>
        status switch
        {
            400 => (
                new("Yêu cầu không đúng dạng", "The request was not understood"),
                new("Chưa có gì được thay đổi.", "Nothing was changed."),
                new("Hãy quay lại trang trước, tải lại rồi thử lần nữa.", "Go back, reload the page and try again.")
            ),
            401 or 403 => (
                new("Ông/bà không có quyền xem trang này", "You may not see this page"),
                new(
                    "Trang thuộc về người khác hoặc cần một vai trò khác.",
                    "It belongs to somebody else or needs another role."
                ),
                new(
                    "Hãy đăng nhập bằng đúng tài khoản, hoặc về trang đầu.",
                    "Sign in with the right account, or go back."
                )
            ),
            404 => (
                new("Không tìm thấy trang", "Page not found"),
                new(
                    "Địa chỉ có thể đã gõ sai hoặc không còn dùng.",
                    "The address may be mistyped or no longer in use."
                ),
                new("Hãy kiểm tra lại địa chỉ hoặc về trang đầu.", "Check the address or go to the first page.")
            ),
            429 => (
                new("Có quá nhiều lượt truy cập", "Too many requests"),
                new(
                    "Để bảo vệ dịch vụ, chúng tôi tạm dừng nhận thêm từ kết nối này.",
                    "To protect the service, no more are taken from this connection for a moment."
                ),
                new("Hãy chờ một phút rồi thử lại.", "Wait a minute and try again.")
            ),
            _ => (
                new("Hệ thống đang gặp sự cố", "Something went wrong on our side"),
                new("Những gì đã gửi thành công trước đó vẫn được giữ.", "What was sent successfully before is kept."),
                new(
                    "Hãy thử lại sau ít phút; nếu vẫn lỗi, hãy báo mã tra cứu dưới đây.",
                    "Try again in a few minutes; if it stays, tell us the reference below."
                )
            ),
        };
}
