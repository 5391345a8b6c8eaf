using Civic.JudicialRecords.Certificates.Approvals;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>
/// What waits for the competent person. Only results without a conviction and without anything an officer had to decide
/// go into a list; every other dossier is opened by itself.
/// </summary>
[Authorize(Policy = Shared.SignIn.Policies.Leader)]
internal sealed class ApprovalsModel(JudicialDbContext database, CurrentPerson person) : PageModel
{
    private const int Shown = 200;

    public IReadOnlyList<Dossier> Plain { get; private set; } = [];

    public IReadOnlyList<Dossier> OneByOne { get; private set; } = [];

    public Bilingual? Told { get; private set; }

    public Bilingual? Warned { get; private set; }

    /// <summary>Dossiers that could not go into the list just asked for, each with its reason.</summary>
    public IReadOnlyList<(string Code, Bilingual Why)> NotDone { get; private set; } = [];

    public async Task OnGetAsync(string? note, int? approved, int? left, CancellationToken cancellation)
    {
        if (note == "approved")
        {
            Told = approved switch
            {
                null => new("Danh sách này đã được duyệt trước đó.", "This list was approved before."),
                0 => null,
                _ => new(
                    $"Đã duyệt {approved} phiếu; hệ thống đang ký số.",
                    $"{approved} certificates are approved and being signed."),
            };
            Warned = left is > 0 ? ApprovalNotes.LeftOut(left.Value) : null;
        }
        else if (note is not null)
        {
            Warned = ApprovalNotes.Of(note);
        }

        await LoadAsync(cancellation);
    }

    /// <summary>Each is checked by itself; those that stand are rendered as one list.</summary>
    public async Task<IActionResult> OnPostAsync(
        string[] ids, [FromServices] Desk desk, [FromServices] Propose propose, CancellationToken cancellation)
    {
        var (chosen, refused) = (new List<Guid>(), new List<(string, Bilingual)>());
        var rule = propose.Check(f => f.IsPlain ? null : Refusals.NotInAList, cancellation);
        var seen = ids.Take(Proposal.Most).Select(Chosen.Parse).OfType<Chosen>().DistinctBy(c => c.Id);
        foreach (var (id, outcome) in await desk.DecideSeveralAsync(seen, "approval.begun", rule, cancellation))
        {
            if (outcome is Outcome.Refused why)
            {
                refused.Add((await CodeOfAsync(id, cancellation), why.Why));
            }
            else
            {
                chosen.Add(id);
            }
        }

        database.ChangeTracker.Clear();
        if (chosen.Count == 0 || refused.Count > 0)
        {
            return await ShowAsync(refused, cancellation);
        }

        return await propose.RenderAsync(chosen, cancellation) switch
        {
            ProposeOutcome.Proposed proposed => new SeeOther($"/staff/approvals/{proposed.ListDigest}"),
            ProposeOutcome.Refused down => await ShowAsync([("", down.Why.Why)], cancellation),
            _ => throw new System.Diagnostics.UnreachableException("A list is proposed or refused."),
        };
    }

    private Task<string> CodeOfAsync(Guid id, CancellationToken cancellation) =>
        database.Dossiers.AsNoTracking().Where(d => d.Id == id).Select(d => d.Code).SingleAsync(cancellation);

    private async Task<IActionResult> ShowAsync(List<(string, Bilingual)> refused, CancellationToken cancellation)
    {
        NotDone = refused;
        if (refused.Count == 0)
        {
            ModelState.AddModelError("ids", Refusals.ChoiceMissing.Why.Vi);
        }

        await LoadAsync(cancellation);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        var waiting = await database.Dossiers.AsNoTracking().Of(Turn.Leader)
            .Where(d => d.PreparedBy != person.Subject && d.CheckedBy != person.Subject)
            .OrderBy(d => d.DueDate).Take(Shown).ToListAsync(cancellation);
        var files = await CaseFile.LoadAsync(database, waiting, cancellation);
        Plain = [.. files.Where(f => f.IsPlain).Select(f => f.Dossier)];
        OneByOne = [.. waiting.Except(Plain)];
    }
}
