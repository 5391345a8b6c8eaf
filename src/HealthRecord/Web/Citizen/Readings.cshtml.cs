using Civic.HealthRecord.Access;
using Civic.HealthRecord.Emergencies;
using Civic.HealthRecord.Storage;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Web.Citizen;

[Authorize(Policy = Policies.Citizen)]
internal sealed class ReadingsModel(
    CurrentOwner current, HealthDatabase database, EmergencyOpenings openings, Facilities facilities, Words words)
    : PageModel
{
    private const int Shown = 200;

    public IReadOnlyList<Reading> Readings { get; private set; } = [];

    public IReadOnlyList<EmergencyOpening> Emergencies { get; private set; } = [];

    /// <summary>By parents and guardians, the newest first.</summary>
    public IReadOnlyList<ActForChild> ActsForChild { get; private set; } = [];

    public string NameOf(string facility) => facilities.NameOf(facility);

    public static Bilingual PurposeOf(Reading reading) => reading.Purpose switch
    {
        "TREAT" => new("Khám, chữa bệnh", "Treatment"),
        EmergencyOpenings.Purpose => new("Cấp cứu", "Emergency treatment"),
        _ => new("Không nêu", "Not stated"),
    };

    public string PlaceOf(Reading reading) => reading.Facility.Length > 0
        ? facilities.NameOf(reading.Facility)
        : words["Cơ sở không rõ", "Unknown facility"];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var owner = await current.GetAsync(cancellation);
        Emergencies = await openings.OfAsync(owner, cancellation);
        ActsForChild = await database.ActsForChildren.AsNoTracking().Where(a => a.OwnerId == owner.Id)
            .OrderByDescending(a => a.At).Take(Shown).ToListAsync(cancellation);
        Readings = await database.Readings.AsNoTracking().Where(r => r.OwnerId == owner.Id)
            .OrderByDescending(r => r.At).Take(Shown).ToListAsync(cancellation);
    }
}
