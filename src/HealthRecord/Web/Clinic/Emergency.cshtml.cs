using Civic.HealthRecord.Access;
using Civic.HealthRecord.Emergencies;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.HealthRecord.Web.Clinic;

/// <summary>Who, in what situation and why: kept before the fresh login that opening asks for.</summary>
[Authorize(Policy = Policies.Clinician)]
internal sealed class EmergencyModel(
    CurrentPerson person, EmergencyOpenings openings, Facilities facilities, Words words)
    : PageModel
{
    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public EmergencyCause? Cause { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public IActionResult OnGet() => facilities.ConnectedOf(person.FacilityCode) is null ? Forbid() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (facilities.ConnectedOf(person.FacilityCode) is not { } facility)
        {
            return Forbid();
        }

        ModelState.Clear();
        var isNumber = CitizenId.TryParse(Number?.Trim(), out var number);
        Check(isNumber);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (await openings.AskAsync(number, Cause!.Value, Reason!.Trim(), facility, cancellation) is { } id)
        {
            return new SeeOther($"/phong-kham/cap-cuu/{id}");
        }

        ModelState.AddModelError(nameof(Number), words[
            "Chưa có hồ sơ nào ở đây cho số này: người đó chưa từng đăng nhập sổ sức khỏe. Hãy kiểm tra lại số.",
            "Nobody of this number has a record here: they never signed in to it. Check the number."]);
        return Page();
    }

    private void Check(bool isNumber)
    {
        if (!isNumber)
        {
            ModelState.AddModelError(nameof(Number), words[
                "Nhập số định danh gồm 12 chữ số.", "Enter the personal number of 12 digits."]);
        }

        if (Cause is not { } cause || !Enum.IsDefined(cause))
        {
            ModelState.AddModelError(nameof(Cause), words["Chọn tình huống.", "Choose the situation."]);
        }

        if (Reason?.Trim().Length is not (>= EmergencyOpening.ShortestReason and <= EmergencyOpening.LongestReason))
        {
            ModelState.AddModelError(nameof(Reason), words[
                "Nêu lý do cụ thể, từ 20 đến 500 ký tự.", "State the reason in 20 to 500 characters."]);
        }
    }
}
