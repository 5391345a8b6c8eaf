using Civic.HealthRecord.Access;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.HealthRecord.Web.Citizen;

[Authorize(Policy = Policies.Citizen)]
internal sealed class PermissionsModel(CurrentOwner current, Consents consents, Facilities facilities) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Xong { get; set; }

    public IReadOnlyList<(Facility Facility, Consent? Consent)> Choices { get; private set; } = [];

    public Bilingual? Done =>
        Xong switch
        {
            "cho-phep" => new(
                "Đã ghi nhận. Cơ sở này có thể xem hồ sơ từ bây giờ.",
                "Done. The facility can read from now on."
            ),
            "rut" => new("Đã ghi nhận. Cơ sở này không xem được hồ sơ nữa.", "Done. The facility can no longer read."),
            _ => null,
        };

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var inForce = (await consents.OfAsync(await current.GetAsync(cancellation), cancellation))
            .Where(c => c.WithdrawnAt is null)
            .ToDictionary(c => c.Facility, StringComparer.Ordinal);
        Choices = [.. facilities.Connected.Select(f => (f, inForce.GetValueOrDefault(f.Code)))];
    }
}
