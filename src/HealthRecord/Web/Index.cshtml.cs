using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.HealthRecord.Web;

[AllowAnonymous]
internal sealed class IndexModel(CurrentPerson person) : PageModel
{
    public bool SignedIn => person.IsSignedIn;

    public bool IsForChild => person.IsSignedIn && person.Representative is not null;

    public bool Clinician => person.IsSignedIn && person.Has(Roles.Clinician);
}
