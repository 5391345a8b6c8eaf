using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Shared.Web.SignIn;

/// <summary>A sign-in that ended without a session: what happened, what it means, what to do.</summary>
public sealed class ProblemModel : PageModel
{
    public Bilingual What { get; private set; } = new("", "");

    public Bilingual Means { get; private set; } = new("", "");

    public Bilingual ToDo { get; private set; } = new("", "");

    public string? Reference { get; private set; }

    /// <summary>Where a step-up began; the session that it was for still stands.</summary>
    public string? Back { get; private set; }

    public string Again { get; private set; } = "/sign-in";

    /// <summary>Where a person who acted for a child may go on doing so.</summary>
    public string? ForChild { get; private set; }

    public IActionResult OnGet(string? what, string? reference, string? returnUrl)
    {
        if (HttpContext.RequestServices.GetService<SignInOptions>() is not { } options)
        {
            return NotFound();
        }

        ViewData.SetSite(options.Site);
        if (what is SignInProblems.ChildOver or SignInProblems.ChildOfAge)
        {
            var back = Uri.EscapeDataString(SignInStart.LocalOrHome(returnUrl));
            Again = "/sign-in?returnUrl=" + back;
            ForChild = what == SignInProblems.ChildOver ? $"{Again}&forChild=true" : null;
        }
        else
        {
            Back = returnUrl is null ? null : SignInStart.LocalOrHome(returnUrl);
        }

        Reference = reference is { Length: 32 } && reference.All(char.IsAsciiHexDigitLower) ? reference : null;
        (Response.StatusCode, What, Means, ToDo) = TextsFor(what);
        return Page();
    }

    private static (int Status, Bilingual What, Bilingual Means, Bilingual ToDo) TextsFor(string? what) => what switch
    {
        SignInProblems.Expired => (StatusCodes.Status400BadRequest,
            new("Lần đăng nhập này không còn hiệu lực", "This sign-in is no longer valid"),
            new("Nó đã quá 15 phút, đã được dùng, hoặc được mở từ trình duyệt khác.",
                "It is older than 15 minutes, was used before, or was begun in another browser."),
            new("Hãy đăng nhập lại từ đầu trong trình duyệt này.", "Sign in again in this browser.")),
        SignInProblems.Unavailable => (StatusCodes.Status503ServiceUnavailable,
            new("Chưa đăng nhập được lúc này", "Signing in is not possible right now"),
            new("Hệ thống định danh tạm thời không trả lời. Dữ liệu của ông/bà không bị ảnh hưởng.",
                "The identity service does not answer for the moment. Your data is not affected."),
            new("Hãy thử lại sau ít phút.", "Try again in a few minutes.")),
        SignInProblems.OtherPerson => (StatusCodes.Status403Forbidden,
            new("Người đăng nhập lại không phải là ông/bà", "Somebody else signed in"),
            new("Việc này cần chính người đang làm việc xác nhận bằng tài khoản của mình. Lần xác nhận vừa " +
                "rồi là của người khác nên không được chấp nhận và đã được ghi lại.",
                "This act needs the person at work to confirm with their own account. The confirmation was somebody " +
                "else's; it was not accepted and is on record."),
            new("Hãy quay lại và xác nhận bằng tài khoản VNeID của chính mình.",
                "Go back and confirm with your own VNeID account.")),
        _ => AboutChild(what) ?? (StatusCodes.Status400BadRequest,
            new("Đăng nhập không thành công", "Signing in did not succeed"),
            new("Câu trả lời của hệ thống định danh không qua được kiểm tra an toàn, nên chúng tôi không chấp nhận.",
                "The identity service's answer did not pass a security check, so it was not accepted."),
            new("Hãy đăng nhập lại; nếu vẫn lỗi, hãy báo mã tra cứu dưới đây.",
                "Sign in again; if it stays, tell us the reference below.")),
    };

    private static (int Status, Bilingual What, Bilingual Means, Bilingual ToDo)? AboutChild(string? what) =>
        what switch
        {
            SignInProblems.OtherChild => (StatusCodes.Status403Forbidden,
                new("Không đúng người đang làm thay, hoặc không đúng trẻ", "Not the same person for the same child"),
                new("Việc này cần chính người đang làm thay xác nhận, cho chính trẻ đó. Lần xác nhận vừa rồi là của "
                    + "người khác hoặc cho người khác nên không được chấp nhận và đã được ghi lại.",
                    "This act needs the person who acts for the child to confirm, for that same child. The "
                    + "confirmation was somebody else's, or for somebody else; it was not accepted and is on record."),
                new("Hãy quay lại, xác nhận bằng tài khoản VNeID của chính mình và chọn đúng trẻ.",
                    "Go back, confirm with your own VNeID account and choose the same child.")),
            SignInProblems.ChildOver => (StatusCodes.Status403Forbidden,
                new("Phiên làm thay cho trẻ đã kết thúc", "Acting for the child is over"),
                new("Mỗi phiên làm thay kéo dài nhiều nhất một giờ và kết thúc sớm hơn nếu không dùng, nếu đã báo mạo "
                    + "danh hoặc nếu phiên ở cổng định danh đã đóng. Sau đó Cơ sở dữ liệu quốc gia về dân cư phải xác "
                    + "nhận lại quan hệ với trẻ. Việc chưa gửi thì chưa được thực hiện.",
                    "It lasts an hour at most, and ends earlier when left alone, when misuse was reported, or when the "
                    + "session at the identity bridge was closed. The population register then has to confirm again "
                    + "what you are to the child. What was not sent was not done."),
                new("Hãy đăng nhập lại cho trẻ, hoặc đăng nhập cho chính mình.",
                    "Sign in for the child again, or for yourself.")),
            SignInProblems.ChildOfAge => (StatusCodes.Status403Forbidden,
                new("Không còn làm thay cho người này được", "Nobody acts for this person any more"),
                new("Người này đã đến tuổi tự làm ở dịch vụ này, nên phiên làm thay đã kết thúc.",
                    "They have come of age for this service, so acting for them is over."),
                new("Người ấy đăng nhập bằng tài khoản VNeID của mình. Ông/bà có thể đăng nhập cho chính mình.",
                    "They sign in with their own VNeID account. You can sign in for yourself.")),
            _ => null,
        };
}
