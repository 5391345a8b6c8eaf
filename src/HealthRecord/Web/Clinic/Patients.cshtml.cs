using Civic.HealthRecord.Access;
using Civic.HealthRecord.Storage;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Web.Clinic;

[Authorize(Policy = Policies.Clinician)]
internal sealed class PatientsModel(CurrentPerson person, HealthDatabase database, Facilities facilities,
    TimeProvider clock) : PageModel
{
    public string FacilityName => facilities.NameOf(person.FacilityCode ?? "");

    public IReadOnlyList<RecordOwner> Patients { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (facilities.ConnectedOf(person.FacilityCode) is not { } facility)
        {
            return Forbid();
        }

        Patients = await (from consent in database.Consents.Where(Consent.InForce(clock.GetUtcNow()))
                          where consent.Facility == facility.Code
                          join owner in database.Owners on consent.OwnerId equals owner.Id
                          orderby owner.Name
                          select owner).AsNoTracking().ToListAsync(cancellation);
        return Page();
    }
}
