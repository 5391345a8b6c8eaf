using Civic.HealthRecord.Access;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.HealthRecord.Web.Citizen;

/// <summary>One facility, one purpose, an unticked box: the form of consent of Decree 356/2025/NĐ-CP Art. 6.</summary>
[Authorize(Policy = Policies.Citizen)]
internal sealed class PermitModel(
    CurrentOwner current, CurrentPerson person, Consents consents, Facilities facilities, Words words,
    TimeProvider clock)
    : PageModel
{
    [BindProperty]
    public bool Agreed { get; set; }

    /// <summary>What the representative says of the child.</summary>
    [BindProperty]
    public bool ChildAgrees { get; set; }

    /// <summary>The child is old enough to be asked as well.</summary>
    public bool AsksChild { get; private set; }

    /// <summary>When a representative's permission ends at the latest; null for one's own.</summary>
    public DateOnly? EndsOn { get; private set; }

    public Facility Facility { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancellation) =>
        Find(code) && await OwnerAsync(cancellation) is not null ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken cancellation)
    {
        if (!Find(code))
        {
            return NotFound();
        }

        var owner = await OwnerAsync(cancellation);
        if (!Agreed || (AsksChild && !ChildAgrees))
        {
            ModelState.AddModelError(
                nameof(Agreed),
                AsksChild ? words[
                    "Chưa có gì thay đổi. Từ 7 tuổi trẻ phải được hỏi: hãy đánh dấu cả hai ô nếu muốn cho phép.",
                    "Nothing was changed. From the age of 7 the child is asked: tick both boxes if you want to permit."
                ] : words[
                    "Chưa có gì thay đổi. Hãy đánh dấu vào ô đồng ý nếu muốn cho phép.",
                    "Nothing was changed. Tick the box if you want to permit."
                ]
            );
            return Page();
        }

        await consents.GiveAsync(owner, Facility, cancellation);
        return new SeeOther("/ho-so/dong-y?xong=cho-phep");
    }

    private async Task<RecordOwner> OwnerAsync(CancellationToken cancellation)
    {
        var owner = await current.GetAsync(cancellation);
        if (person.Representative is not null)
        {
            var today = clock.TodayInVietnam();
            (AsksChild, EndsOn) = (Minority.HasOwnWord(owner, today), Minority.EndOf(owner, today));
        }

        return owner;
    }

    private bool Find(string code)
    {
        if (facilities.ConnectedOf(code) is not { } facility)
        {
            return false;
        }

        Facility = facility;
        return true;
    }
}
