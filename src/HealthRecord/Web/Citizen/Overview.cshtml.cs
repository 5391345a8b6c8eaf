using Civic.HealthRecord.Access;
using Civic.HealthRecord.Emergencies;
using Civic.HealthRecord.Fhir;
using Civic.HealthRecord.Queries;
using Civic.HealthRecord.Sources;
using Civic.HealthRecord.Sources.InsuranceClaims;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.HealthRecord.Web.Citizen;

[Authorize(Policy = Policies.Citizen)]
internal sealed class OverviewModel(
    OwnRecord record, EmergencyOpenings openings, Facilities facilities, TimeProvider clock)
    : PageModel
{
    private static readonly TimeSpan Told = TimeSpan.FromDays(30);

    /// <summary>Somebody read it without consent not long ago.</summary>
    public bool OpenedInEmergency { get; private set; }

    public Facilities Facilities => facilities;

    public PersonFacts Facts { get; private set; } = null!;

    public HealthSummary Summary { get; private set; } = null!;

    public SectionsView Sections => new(Summary, facilities);

    /// <summary>
    /// An episode's key holds the facility's own number of the patient, so addresses carry another one.
    /// </summary>
    public string AddressOf(Episode episode) =>
        $"/ho-so/luot-kham/{StableId.Of(Summary.Owner.Id, "visit", episode.Key)}";

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Facts = await record.OpenAsync("overview", cancellation);
        Summary = Summarize.From(Facts);
        OpenedInEmergency = (await openings.OfAsync(Summary.Owner, cancellation))
            .Any(o => o.OpenedAt > clock.GetUtcNow() - Told);
    }
}
