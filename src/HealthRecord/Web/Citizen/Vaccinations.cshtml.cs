using Civic.HealthRecord.Queries;
using Civic.HealthRecord.Sources.Vaccinations;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.HealthRecord.Web.Citizen;

[Authorize(Policy = Policies.Citizen)]
internal sealed class VaccinationsModel(OwnRecord record, Words words) : PageModel
{
    public SectionOf<Injection> Own { get; private set; } = null!;

    public SectionFoot Foot => new(
        Own.State, SectionWords.Empty(Own).In(words), SectionWords.Source(Own.Source).In(words), Own.AsOf);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Own = Summarize.From(await record.OpenAsync("vaccinations", cancellation)).Immunizations;
    }
}
