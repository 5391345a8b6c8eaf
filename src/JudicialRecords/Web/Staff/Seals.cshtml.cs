using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>
/// What the competent person has signed and the clerk has not ordered to be sealed; one or many at once.
/// </summary>
[Authorize(Policy = Shared.SignIn.Policies.Clerk)]
internal sealed class SealsModel(JudicialDbContext database, WorkSignal signal, TimeProvider clock) : PageModel
{
    private const int Most = 200;

    public IReadOnlyList<SealLine> Lines { get; private set; } = [];

    public IReadOnlyList<Dossier> Waiting { get; private set; } = [];

    public Bilingual? Told { get; private set; }

    public IReadOnlyList<string> NotDone { get; private set; } = [];

    public async Task OnGetAsync(int? ordered, CancellationToken cancellation)
    {
        if (ordered is > 0)
        {
            Told = new($"Đã lệnh đóng dấu {ordered} phiếu.", $"The seal was ordered on {ordered} certificates.");
        }

        await LoadAsync(cancellation);
    }

    /// <summary>Each in its own transaction: one that somebody changed meanwhile does not hold up the others.</summary>
    public async Task<IActionResult> OnPostAsync(Guid[] ids, [FromServices] Desk desk, CancellationToken cancellation)
    {
        if (ids.Length == 0)
        {
            ModelState.AddModelError("ids", Refusals.ChoiceMissing.Why.Vi);
            await LoadAsync(cancellation);
            return Page();
        }

        var failed = new List<string>();
        foreach (var id in ids.Distinct().Take(Most))
        {
            if (await OrderAsync(id, desk, cancellation) is { } code)
            {
                failed.Add(code);
            }
        }

        signal.Wake();
        if (failed.Count == 0)
        {
            return new RedirectResult($"/staff/seals?ordered={ids.Length}");
        }

        NotDone = failed;
        await LoadAsync(cancellation);
        return Page();
    }

    /// <returns>The code of a dossier that could not be ordered; null where it was.</returns>
    private async Task<string?> OrderAsync(Guid id, Desk desk, CancellationToken cancellation)
    {
        database.ChangeTracker.Clear();
        var dossier = await database.Dossiers.SingleOrDefaultAsync(d => d.Id == id, cancellation);
        if (dossier is null || OrderSeal.Decide(dossier, desk) is Outcome.Refused)
        {
            return dossier?.Code ?? "?";
        }

        dossier.Version++;
        database.StaffActs.Add(desk.Officer.Act(id, clock.GetUtcNow(), "seal.ordered", new StaffForm { Version = 0 }));
        database.Audit(clock, desk.Officer.Subject, "seal.ordered", dossier.Code);
        try
        {
            await database.SaveChangesAsync(cancellation);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return dossier.Code;
        }
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        Lines = await (
            from d in database.Dossiers.AsNoTracking().Of(Turn.Clerk)
            join c in database.Certificates.AsNoTracking() on d.Id equals c.DossierId
            orderby d.ApprovedAt
            select new SealLine(d.Id, d.Code, d.Kind, c.PrintedNumber, c.IssueDate, c.SignerName)
        )
            .Take(Most)
            .ToListAsync(cancellation);
        Waiting = await database
            .Dossiers.AsNoTracking()
            .Where(d =>
                d.State == DossierState.InProgress
                && d.ApprovedAt != null
                && (d.PersonSignedAt == null || d.SealOrderedAt != null)
            )
            .OrderBy(d => d.ApprovedAt)
            .Take(Most)
            .ToListAsync(cancellation);
    }
}

internal sealed record SealLine(
    Guid Id,
    string Code,
    CertificateKind Kind,
    string Number,
    DateOnly IssueDate,
    string Signer
);
