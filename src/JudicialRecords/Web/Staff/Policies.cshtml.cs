using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Policies.Changes;
using Civic.JudicialRecords.Storage;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>The rules in force, and changes to them: proposed by one person, put in force by another.</summary>
[Authorize(Policy = PolicyAccess.Policy)]
internal sealed class PoliciesModel(
    JudicialDbContext database,
    PolicyInForce inForce,
    ChangePolicy change,
    CurrentPerson person,
    Words words
) : PageModel
{
    private const int Shown = 20;

    public PolicyPack Pack => inForce.Pack;

    public IReadOnlyList<PolicyChange> Changes { get; private set; } = [];

    public bool MayConfirm => person.Has(Roles.Leader);

    public string? Note { get; private set; }

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    /// <summary>The stored file itself, for whoever is to confirm it.</summary>
    public async Task<IActionResult> OnGetFileAsync(Guid id, CancellationToken cancellation)
    {
        var content = await database.PolicyChanges.AsNoTracking()
            .Where(c => c.Id == id).Select(c => c.Content).SingleOrDefaultAsync(cancellation);
        return content is null ? NotFound() : Content(content, "application/json; charset=utf-8");
    }

    public async Task<IActionResult> OnPostProposeAsync(
        IFormFile? file, [FromForm] string? note, CancellationToken cancellation)
    {
        Note = note;
        return await AnswerAsync("file", await change.ProposeAsync(file, note, cancellation), cancellation);
    }

    public async Task<IActionResult> OnPostConfirmAsync([FromForm] Guid id, CancellationToken cancellation) =>
        MayConfirm
            ? await AnswerAsync("confirm", await change.ConfirmAsync(id, cancellation), cancellation)
            : Forbid();

    public async Task<IActionResult> OnPostWithdrawAsync([FromForm] Guid id, CancellationToken cancellation)
    {
        await change.WithdrawAsync(id, cancellation);
        return new SeeOther("/staff/policies");
    }

    private async Task<IActionResult> AnswerAsync(string field, Bilingual? wrong, CancellationToken cancellation)
    {
        if (wrong is null)
        {
            return new SeeOther("/staff/policies");
        }

        ModelState.Clear();
        ModelState.AddModelError(field, wrong.In(words));
        Response.StatusCode = StatusCodes.Status400BadRequest;
        database.ChangeTracker.Clear();
        await LoadAsync(cancellation);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellation) =>
        Changes = await database.PolicyChanges.AsNoTracking()
            .OrderByDescending(c => c.ProposedAt).Take(Shown).ToListAsync(cancellation);
}
