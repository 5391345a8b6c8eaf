using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.Matching;
using Civic.Shared.Hosting;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.IdentityBridge.Web;

/// <summary>The population register says otherwise: what that means for the person and where they go.</summary>
internal sealed class DifferenceModel(Logins logins, LoginRefusal refusal, CivicSettings settings) : PageModel
{
    private static readonly Bilingual AtThePolice = new(
        "Hãy mang thẻ căn cước đến công an xã, phường nơi cư trú để đối chiếu và cập nhật. Cập nhật xong, ông/bà " +
        "đăng nhập lại là được. Cần gấp, hãy đến nộp hồ sơ trực tiếp tại quầy của cơ quan.",
        "Take your identity card to the commune police where you live, to compare and update. Once that is done, " +
        "sign in again. If it can't wait, go to the agency's counter in person.");

    public RefusalTexts Refusal { get; } = RefusalTexts.LoginNotFound;

    public RefusalTexts? Difference { get; private set; }

    public string Reference { get; private set; } = "";

    /// <summary>People have looked, and closed the account.</summary>
    public bool IsClosed { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        Guid id, string? why, string? reference, bool closed, CancellationToken cancellation)
    {
        IsClosed = closed;
        if (await FindAsync(id, cancellation) is null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        Response.StatusCode = StatusCodes.Status403Forbidden;
        Difference = TextsFor(Enum.TryParse<Finding>(why, out var finding) ? finding : null);
        Reference = reference is { Length: 32 } && reference.All(char.IsAsciiHexDigitLower)
            ? reference : Correlation.Current;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } login)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        return new SeeOther(await refusal.EndAsync(
            login, OAuthErrors.AccessDenied, cancellation, "register-differs"));
    }

    private Task<Storage.LoginTransaction?> FindAsync(Guid id, CancellationToken cancellation) =>
        logins.FindOpenAsync(id, BrowserSecret.Read(HttpContext, settings), cancellation);

    private static RefusalTexts TextsFor(Finding? why) => why switch
    {
        Finding.OtherBirthDate => Texts(new(
            "Ngày sinh ở nơi đăng nhập khác với ngày sinh trong Cơ sở dữ liệu quốc gia về dân cư.",
            "The birth date where you signed in is not the one in the national population database."), AtThePolice),
        Finding.Deceased => Texts(new(
            "Cơ sở dữ liệu quốc gia về dân cư ghi nhận người mang số định danh này đã mất, nên tài khoản không mở " +
            "được.",
            "The national population database says that the person with this number has died, so the account stays " +
            "closed."), new(
            "Nếu ông/bà chính là người đó, hãy mang thẻ căn cước đến công an xã, phường nơi cư trú để sửa ghi nhận " +
            "sai. Nếu ông/bà dùng tài khoản của người thân, hãy thôi và làm thủ tục bằng tài khoản của chính mình.",
            "If you are that person, take your identity card to the commune police where you live, to have the " +
            "record put right. If this is a relative's account, stop here and use your own.")),
        Finding.NumberReplaced => Texts(new(
            "Số định danh ở nơi đăng nhập là số cũ: Cơ sở dữ liệu quốc gia về dân cư đã cấp số khác thay cho số này.",
            "The number where you signed in is a former one: the national population database has another instead."),
            new("Hãy cập nhật ứng dụng VNeID để dùng số mới rồi đăng nhập lại. Hồ sơ cũ của ông/bà được chuyển sang " +
            "số mới sau khi hai cán bộ xác nhận.",
            "Update the VNeID app so that it uses the new number and sign in again. What you had under the old " +
            "number moves to the new one once two officers have confirmed.")),
        _ => Texts(new(
            "Không tìm thấy trong Cơ sở dữ liệu quốc gia về dân cư người nào có đúng số định danh, họ tên và ngày " +
            "sinh như ở nơi đăng nhập.",
            "The national population database has nobody with exactly this number, name and birth date."), AtThePolice),
    };

    private static RefusalTexts Texts(Bilingual means, Bilingual toDo) => new(
        OAuthErrors.AccessDenied,
        new("Thông tin của ông/bà chưa khớp với dữ liệu dân cư", "Your details do not agree with the population data"),
        means, toDo);
}
