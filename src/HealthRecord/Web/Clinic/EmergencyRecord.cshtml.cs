using Civic.HealthRecord.Access;
using Civic.HealthRecord.Emergencies;
using Civic.HealthRecord.Queries;
using Civic.HealthRecord.Sources;
using Civic.HealthRecord.Storage;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Web.Clinic;

/// <summary>The opening itself: only by a clinician who has just proved who they are (RFC 9470).</summary>
[Authorize(Policy = Policies.Clinician)]
internal sealed class EmergencyRecordModel(
    CurrentPerson person, EmergencyOpenings openings, HealthDatabase database, RecordSources sources,
    Facilities facilities)
    : PageModel
{
    public EmergencyOpening Opening { get; private set; } = null!;

    public RecordOwner Owner { get; private set; } = null!;

    public SectionsView? Sections { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        if (HttpContext.StepUpTo($"/phong-kham/cap-cuu/{id}") is { } again)
        {
            return again;
        }

        var facts = await sources.FetchAsync(Owner, cancellation);
        await openings.AdmitAsync(Opening, Owner, facts.Outcomes(), cancellation);
        Sections = new SectionsView(Summarize.From(facts), facilities);
        return Page();
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        if (facilities.ConnectedOf(person.FacilityCode) is not { } facility
            || await openings.FindAsync(id, facility, cancellation) is not { } opening)
        {
            return false;
        }

        Opening = opening;
        Owner = await database.Owners.AsNoTracking().SingleAsync(o => o.Id == opening.OwnerId, cancellation);
        return true;
    }
}
