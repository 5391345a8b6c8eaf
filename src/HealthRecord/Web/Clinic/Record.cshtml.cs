using Civic.HealthRecord.Access;
using Civic.HealthRecord.Queries;
using Civic.HealthRecord.Sources;
using Civic.HealthRecord.Storage;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Web.Clinic;

/// <summary>
/// A clinician opens a record: an act with a purpose, hence a POST; the same gate as for the clinic's system.
/// </summary>
[Authorize(Policy = Policies.Clinician)]
internal sealed class RecordModel(
    CurrentPerson person,
    HealthDatabase database,
    ConsentGate gate,
    RecordSources sources,
    Facilities facilities
) : PageModel
{
    public SectionsView? Sections { get; private set; }

    public IActionResult OnGet() => RedirectToPage("/Clinic/Patients");

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (facilities.ConnectedOf(person.FacilityCode) is not { } facility)
        {
            return Forbid();
        }

        var reader = new Reader(person.Subject, facility.Code, person.Name, "TREAT");
        var owner = await database.Owners.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, cancellation);
        if (owner is null || !await gate.IsOpenAsync(owner.Id, facility.Code, cancellation))
        {
            await gate.RefuseAsync(owner, reader, "summary", ConsentGate.NoConsent, cancellation);
            return Refused();
        }

        var facts = await sources.FetchAsync(owner, cancellation);
        if (!await gate.AdmitAsync(owner, reader, "summary", facts.Outcomes(), cancellation))
        {
            return Refused();
        }

        Sections = new SectionsView(Summarize.From(facts), facilities);
        return Page();
    }

    private PageResult Refused()
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Page();
    }
}
