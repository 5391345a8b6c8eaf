using Civic.HealthRecord.Access;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.HealthRecord.Web.Citizen;

/// <summary>Withdrawing is as easy as giving, also for a facility that has left the directory meanwhile.</summary>
[Authorize(Policy = Policies.Citizen)]
internal sealed class WithdrawModel(CurrentOwner current, Consents consents, Facilities facilities) : PageModel
{
    public string Name { get; private set; } = "";

    public void OnGet(string code) => Name = facilities.NameOf(code);

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken cancellation)
    {
        await consents.WithdrawAsync(await current.GetAsync(cancellation), code, cancellation);
        return new SeeOther("/ho-so/dong-y?xong=rut");
    }
}
