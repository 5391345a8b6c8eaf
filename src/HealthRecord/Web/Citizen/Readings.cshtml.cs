using Civic.HealthRecord.Access;
using Civic.HealthRecord.Storage;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Web.Citizen;

[Authorize(Policy = Policies.Citizen)]
internal sealed class ReadingsModel(CurrentOwner current, HealthDatabase database, Facilities facilities, Words words)
    : PageModel
{
    private const int Shown = 200;

    public IReadOnlyList<Reading> Readings { get; private set; } = [];

    public string PlaceOf(Reading reading) => reading.Facility.Length > 0
        ? facilities.NameOf(reading.Facility)
        : words["Cơ sở không rõ", "Unknown facility"];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var owner = await current.GetAsync(cancellation);
        Readings = await database.Readings.AsNoTracking().Where(r => r.OwnerId == owner.Id)
            .OrderByDescending(r => r.At).Take(Shown).ToListAsync(cancellation);
    }
}
