using Civic.IdentityBridge.Misuse;
using Civic.IdentityBridge.Sessions;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.IdentityBridge.Web;

/// <summary>Who has confirmed what after a report; the address is the key, because the person can't sign in.</summary>
internal sealed class ReportedModel(Freezes freezes, FreezeTruth truth) : PageModel
{
    public AccountFreeze Freeze { get; private set; } = null!;

    public FreezeSeen Seen { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken cancellation)
    {
        if (await freezes.FindAsync(reference, cancellation) is not { } freeze)
        {
            return NotFound();
        }

        Freeze = freeze;
        Seen = await truth.OfAsync(freeze, cancellation);
        return Page();
    }

    public static Bilingual Session(Told told) => told switch
    {
        Told.Confirmed => new("Đã xác nhận phiên kết thúc", "Confirmed that the session ended"),
        Told.CannotBeTold => new("Không nhận được tin báo; phiên tự hết hạn", "Can't be told; its session runs out"),
        _ => Warning(told),
    };

    public static Bilingual Warning(Told told) => told switch
    {
        Told.Confirmed => new("Đã xác nhận", "Confirmed"),
        Told.Retrying => new(
            "Chưa trả lời; hệ thống tiếp tục báo cho đến khi được xác nhận",
            "Has not answered; it is told again until it confirms"),
        _ => new(
            "Không trả lời trong một ngày; hãy liên hệ dịch vụ đó", "Did not answer for a day; contact that service"),
    };
}
