using Civic.JudicialRecords.Certificates.Papers;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Storage;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>
/// One drafted paper before the competent person: the draft, then the exact file and the way to the login.
/// </summary>
[Authorize(Policy = Shared.SignIn.Policies.Leader)]
internal sealed class DecisionModel(JudicialDbContext database, CurrentPerson person, TimeProvider clock) : PageModel
{
    public Paper Paper { get; private set; } = null!;

    public string? Code { get; private set; }

    public Bilingual? Told { get; private set; }

    public Bilingual? Warned { get; private set; }

    /// <summary>Rendered for this reader's signature.</summary>
    public bool IsReady => Paper.ListDigest is not null && Paper.Proposer == person.Subject;

    public async Task<IActionResult> OnGetAsync(Guid id, string? note, CancellationToken cancellation)
    {
        if (note == "approved")
        {
            Told = new("Đã duyệt; hệ thống đang ký số.", "Approved and being signed.");
        }
        else
        {
            Warned = note is null ? null : ApprovalNotes.Of(note);
        }

        return await LoadAsync(id, cancellation) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostProposeAsync(
        Guid id, [FromServices] ProposePaper propose, CancellationToken cancellation)
    {
        if (await propose.RunAsync(id, cancellation) is not { } refused)
        {
            return new SeeOther($"/staff/decisions/{id}");
        }

        database.ChangeTracker.Clear();
        Warned = refused.Why;
        Response.StatusCode = 409;
        return await LoadAsync(id, cancellation) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostCloseAsync(
        Guid id, [FromServices] Desk desk, CancellationToken cancellation)
    {
        var paper = await database.Papers.SingleOrDefaultAsync(p => p.Id == id, cancellation);
        if (paper is null || PaperTurns.Of(paper) != PaperTurn.Leader)
        {
            return NotFound();
        }

        paper.ClosedAt = clock.GetUtcNow();
        paper.Version++;
        desk.Audit("paper.not-approved", paper.Id.ToString(), "ok", []);
        try
        {
            await database.SaveChangesAsync(cancellation);
            return new SeeOther("/staff/decisions");
        }
        catch (DbUpdateConcurrencyException)
        {
            database.ChangeTracker.Clear();
            Warned = Refusals.SomebodyWasFaster.Why;
            Response.StatusCode = 409;
            return await LoadAsync(id, cancellation) ? Page() : NotFound();
        }
    }

    /// <summary>What is drafted, before it has a number.</summary>
    internal static byte[] DraftOf(Paper paper) => PaperPdf.Render(
        LawJson.Read<PaperContent>(paper.ContentJson!), paper.Kind, null, paper.AskedAt);

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellation)
    {
        var paper = await database.Papers.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellation);
        if (paper is null || !paper.Kind.NeedsPerson())
        {
            return false;
        }

        Paper = paper;
        Code = await database.Dossiers.Where(d => d.Id == paper.DossierId)
            .Select(d => d.Code).SingleOrDefaultAsync(cancellation);
        return true;
    }
}
