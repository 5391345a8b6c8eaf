using Civic.HealthRecord.Access;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.HealthRecord.Web.Citizen;

/// <summary>One facility, one purpose, an unticked box: the form of consent of Decree 356/2025/NĐ-CP Art. 6.</summary>
[Authorize(Policy = Policies.Citizen)]
internal sealed class PermitModel(CurrentOwner current, Consents consents, Facilities facilities, Words words)
    : PageModel
{
    [BindProperty]
    public bool Agreed { get; set; }

    public Facility Facility { get; private set; } = null!;

    public IActionResult OnGet(string code) => Find(code) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken cancellation)
    {
        if (!Find(code))
        {
            return NotFound();
        }

        if (!Agreed)
        {
            ModelState.AddModelError(
                nameof(Agreed),
                words[
                    "Chưa có gì thay đổi. Hãy đánh dấu vào ô đồng ý nếu muốn cho phép.",
                    "Nothing was changed. Tick the box if you want to permit."
                ]
            );
            return Page();
        }

        await consents.GiveAsync(await current.GetAsync(cancellation), Facility, cancellation);
        return new SeeOtherResult("/ho-so/dong-y?xong=cho-phep");
    }

    private bool Find(string code)
    {
        if (facilities.ConnectedOf(code) is not { } facility)
        {
            return false;
        }

        Facility = facility;
        return true;
    }
}
