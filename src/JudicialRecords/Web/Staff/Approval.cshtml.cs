using Civic.JudicialRecords.Certificates.Approvals;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Storage;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

internal sealed record ApprovalLine(Guid DossierId, string Code, string Number, string Signer);

/// <summary>
/// One list before the login that approves it: the exact documents, what can be taken out, the way to the login.
/// </summary>
[Authorize(Policy = Shared.SignIn.Policies.Leader)]
internal sealed class ApprovalModel(JudicialDbContext database, CurrentPerson person) : PageModel
{
    public string Digest { get; private set; } = "";

    public IReadOnlyList<ApprovalLine> Lines { get; private set; } = [];

    public Bilingual? Warned { get; private set; }

    public async Task<IActionResult> OnGetAsync(string digest, string? note, CancellationToken cancellation)
    {
        Warned = note is null ? null : ApprovalNotes.Of(note);
        return await LoadAsync(digest, cancellation) ? Page() : new RedirectResult("/staff/approvals?note=gone");
    }

    /// <summary>What is not chosen is taken out; the rest becomes a list of its own, with its own login.</summary>
    public async Task<IActionResult> OnPostAsync(
        string digest, Guid[] keep, [FromServices] Propose propose, CancellationToken cancellation)
    {
        if (!await LoadAsync(digest, cancellation))
        {
            return new SeeOther("/staff/approvals?note=gone");
        }

        var kept = Lines.Select(l => l.DossierId).Where(keep.Contains).ToList();
        if (kept.Count == 0)
        {
            ModelState.AddModelError("keep", Refusals.ChoiceMissing.Why.Vi);
            return Page();
        }

        if (await propose.RenderAsync(kept, cancellation) is ProposeOutcome.Proposed proposed)
        {
            return new SeeOther($"/staff/approvals/{proposed.ListDigest}");
        }

        Warned = Refusals.SigningDown.Why;
        return Page();
    }

    private async Task<bool> LoadAsync(string digest, CancellationToken cancellation)
    {
        Digest = digest;
        Lines = await (
            from p in database.Proposals.AsNoTracking()
            where p.ListDigest == digest && p.Proposer == person.Subject && p.ApprovedAt == null
            from item in p.Items
            join d in database.Dossiers.AsNoTracking() on item.DossierId equals d.Id
            orderby item.Position
            select new ApprovalLine(d.Id, d.Code, item.PrintedNumber, item.SignerTitle + " " + item.SignerName)
        ).ToListAsync(cancellation);
        return Lines.Count > 0;
    }
}
