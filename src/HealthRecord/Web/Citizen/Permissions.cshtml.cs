using Civic.HealthRecord.Access;
using Civic.HealthRecord.Storage;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.HealthRecord.Web.Citizen;

[Authorize(Policy = Policies.Citizen)]
internal sealed class PermissionsModel(
    CurrentOwner current, CurrentPerson person, Consents consents, HealthDatabase database, Facilities facilities,
    TimeProvider clock)
    : PageModel
{
    /// <summary>Set where the owner reported misuse and has not looked yet.</summary>
    public MisuseReview? Review { get; private set; }

    public string NameOf(string facility) => facilities.NameOf(facility);

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
            "da-xem" => new("Đã ghi nhận: ông/bà đã xem lại.", "Done: you have looked."),
            _ => null,
        };

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (person.Representative is not null)
        {
            return Forbid();
        }

        await MisuseReports.CloseAsync(database, await current.GetAsync(cancellation), clock, cancellation);
        return new SeeOther("/ho-so/dong-y?xong=da-xem");
    }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var owner = await current.GetAsync(cancellation);
        // A report of the child's own account is theirs to look at.
        Review = person.Representative is not null
            ? null : await MisuseReports.ReviewAsync(database, owner, cancellation);
        var inForce = (await consents.OfAsync(owner, cancellation))
            .AsQueryable().Where(Consent.InForce(clock.GetUtcNow()))
            .ToDictionary(c => c.Facility, StringComparer.Ordinal);
        Choices = [.. facilities.Connected.Select(f => (f, inForce.GetValueOrDefault(f.Code)))];
    }
}
