using Civic.HealthRecord.Access;
using Civic.HealthRecord.Fhir;
using Civic.HealthRecord.Sources.InsuranceClaims;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.HealthRecord.Web.Citizen;

[Authorize(Policy = Policies.Citizen)]
internal sealed class VisitModel(OwnRecord record, Facilities facilities) : PageModel
{
    public Facilities Facilities => facilities;

    public Episode Visit { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        var facts = await record.OpenAsync("visit", cancellation);
        var visit = facts.Episodes.FirstOrDefault(e => StableId.Of(facts.Owner.Id, "visit", e.Key) == id);
        if (visit is null)
        {
            return NotFound();
        }

        Visit = visit;
        return Page();
    }
}
