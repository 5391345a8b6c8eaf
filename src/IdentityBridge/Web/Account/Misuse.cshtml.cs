using Civic.IdentityBridge.Account;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.Misuse;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.IdentityBridge.Web.Account;

/// <summary>
/// A person reports that somebody else uses their account. No fresh login is asked for: who is in a hurry must not be
/// held up, and whoever does it in another's name does less harm than a day's delay.
/// </summary>
[Authorize(Policy = Policies.Citizen)]
internal sealed class MisuseModel(Freezes freezes, PairwiseSubjects people, CurrentPerson me, Words words) : PageModel
{
    public async Task<IActionResult> OnPostAsync(bool sure, CancellationToken cancellation)
    {
        if (!sure)
        {
            ModelState.AddModelError("sure", words[
                "Chưa có gì thay đổi. Hãy đánh dấu vào ô nếu ông/bà muốn báo và khóa tài khoản.",
                "Nothing was changed. Tick the box if you want to report it and close the account."]);
            return Page();
        }

        var person = await people.PersonOfAsync(me.Subject, StaffDirectory.OwnAgency, cancellation)
            ?? throw new InvalidOperationException("A signed-in person is not known to the bridge.");
        var reference = await freezes.ReportAsync(person, cancellation);
        return new SeeOther($"/misuse/{reference}");
    }
}
