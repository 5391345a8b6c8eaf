using Civic.Shared.SignIn;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>Sổ cấp Phiếu: every number that was given, searchable by number and date.</summary>
[Authorize(Policy = RegisterAccess.Policy)]
internal sealed class RegisterModel(JudicialDbContext database, CurrentPerson person, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public RegisterSearch Search { get; set; } = new();

    public IReadOnlyList<RegisterLine> Lines { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Lines = await RegisterLines.FindAsync(database, Search, RegisterLines.Shown, cancellation);
        database.Audit(clock, person.Subject, "register.read", "so-cap-phieu");
        await database.SaveChangesAsync(cancellation);
    }
}
