using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
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
    /// <summary>As many as are sealed under one authorization of the agency's key.</summary>
    private const int Most = 500;

    private const int Attempts = 5;

    public IReadOnlyList<SealLine> Lines { get; private set; } = [];

    /// <summary>Notices, decisions and statements that wait for the same action.</summary>
    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    public IReadOnlyList<DossierLine> Waiting { get; private set; } = [];

    /// <summary>Which boxes are ticked.</summary>
    public SealChoice Choice { get; private set; } = SealChoice.All;

    public Bilingual? Told { get; private set; }

    public IReadOnlyList<string> NotDone { get; private set; } = [];

    /// <param name="ordered">How many were just ordered.</param>
    /// <param name="left">What had been unticked when a fresh login was asked for.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task OnGetAsync(int? ordered, string? left, CancellationToken cancellation)
    {
        Choice = SealChoice.Of(left);
        if (ordered is > 0)
        {
            Told = new(
                $"Đã lệnh đóng dấu {ordered} phiếu, văn bản.", $"The seal was ordered on {ordered} documents.");
        }

        await LoadAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync(Guid[] ids, [FromServices] Desk desk, CancellationToken cancellation)
    {
        if (ids.Length == 0)
        {
            ModelState.AddModelError("ids", Refusals.ChoiceMissing.Why.Vi);
            await LoadAsync(cancellation);
            return Page();
        }

        if (await AskAnewAsync(ids, cancellation) is { } again)
        {
            return again;
        }

        var failed = await OrderAsync([.. ids.Distinct().Take(Most)], desk, cancellation);
        signal.Wake();
        if (failed.Count == 0)
        {
            return new SeeOther($"/staff/seals?ordered={ids.Length}");
        }

        NotDone = failed;
        await LoadAsync(cancellation);
        return Page();
    }

    /// <summary>The same for papers, each by itself; one that somebody else has just ordered is ordered once.</summary>
    public async Task<IActionResult> OnPostPapersAsync(
        Guid[] papers, [FromServices] Desk desk, CancellationToken cancellation)
    {
        if (papers.Length == 0)
        {
            ModelState.AddModelError("papers", Refusals.ChoiceMissing.Why.Vi);
            await LoadAsync(cancellation);
            return Page();
        }

        if (await AskAnewAsync(papers, cancellation) is { } again)
        {
            return again;
        }

        var ordered = 0;
        var failed = new List<string>();
        foreach (var id in papers.Distinct().Take(Most))
        {
            switch (await OrderPaperAsync(id, desk, cancellation))
            {
                case (true, _):
                    ordered++;
                    break;
                case (false, { } number):
                    failed.Add(number);
                    break;
            }
        }

        if (failed.Count == 0)
        {
            return new SeeOther($"/staff/seals?ordered={ordered}");
        }

        NotDone = failed;
        Response.StatusCode = StatusCodes.Status409Conflict;
        await LoadAsync(cancellation);
        return Page();
    }

    /// <summary>The agency's seal is ordered by a clerk who has just proved who they are.</summary>
    private async Task<IActionResult?> AskAnewAsync(Guid[] chosen, CancellationToken cancellation)
    {
        if (HttpContext.StepUpTo("/staff/seals") is null)
        {
            return null;
        }

        await LoadAsync(cancellation);
        var left = Lines.Select(l => l.Id).Concat(Papers.Select(p => p.Id)).Except(chosen);
        return HttpContext.StepUpTo($"/staff/seals{SealChoice.Query([.. left])}");
    }

    /// <returns>
    /// Whether this call ordered it; the number of one that others kept changing, null where nothing waits for the
    /// clerk.
    /// </returns>
    private async Task<(bool Ordered, string? Number)> OrderPaperAsync(
        Guid id, Desk desk, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            database.ChangeTracker.Clear();
            var paper = await database.Papers.SingleOrDefaultAsync(p => p.Id == id, cancellation);
            if (paper is null || PaperTurns.Of(paper) != PaperTurn.Clerk)
            {
                return (false, null);
            }

            (paper.SealOrderedBy, paper.SealOrderedAt) = (desk.Officer.Subject, desk.Now);
            paper.Version++;
            desk.Audit("seal.ordered", paper.AddressNumber!, "ok", []);
            try
            {
                await database.SaveChangesAsync(cancellation);
                return (true, paper.PrintedNumber);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Read again: what was changed is decided as it is now.
            }
            catch (DbUpdateConcurrencyException)
            {
                database.ChangeTracker.Clear();
                return (false, paper.PrintedNumber);
            }
        }
    }

    /// <summary>
    /// All of them in one transaction, so that they are sealed together; where somebody changed one meanwhile, all are
    /// looked at once more.
    /// </summary>
    /// <returns>The codes of those that could not be ordered.</returns>
    private async Task<List<string>> OrderAsync(
        IReadOnlyList<Guid> ids, Desk desk, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            database.ChangeTracker.Clear();
            var dossiers = await database.Dossiers.Where(d => ids.Contains(d.Id))
                .ToDictionaryAsync(d => d.Id, cancellation);
            var failed = ids.Where(id => !TryOrder(dossiers.GetValueOrDefault(id), desk))
                .Select(id => dossiers.GetValueOrDefault(id)?.Code ?? "?").ToList();
            try
            {
                await database.SaveChangesAsync(cancellation);
                return failed;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Read again: what was changed is decided as it is now.
            }
        }
    }

    private bool TryOrder(Dossier? dossier, Desk desk)
    {
        if (dossier is null || OrderSeal.Decide(dossier, desk) is Outcome.Refused)
        {
            return false;
        }

        dossier.Version++;
        database.StaffActs.Add(
            desk.Officer.Act(dossier.Id, clock.GetUtcNow(), "seal.ordered", new StaffForm { Version = 0 }));
        database.Audit(clock, desk.Officer.Subject, "seal.ordered", dossier.Code);
        return true;
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        Lines = await (
            from d in database.Dossiers.AsNoTracking().Of(Turn.Clerk)
            join c in database.Certificates.AsNoTracking() on d.Id equals c.DossierId
            where d.MisuseReportedAt == null
            orderby d.ApprovedAt
            select new SealLine(d.Id, d.Code, d.Kind, c.PrintedNumber, c.IssueDate, c.SignerName)
        )
            .Take(Most)
            .ToListAsync(cancellation);
        Papers = await database.Papers.AsNoTracking()
            .Where(p => p.IssuedAt == null && p.ClosedAt == null && p.SealOrderedAt == null && p.RenderedAt != null
                && (p.PersonSignedAt != null || p.Kind < PaperKind.Supplement))
            .OrderBy(p => p.AskedAt)
            .Take(Most)
            .ToListAsync(cancellation);
        Waiting = await database
            .Dossiers.Where(d =>
                d.State == DossierState.InProgress
                && d.ApprovedAt != null
                && d.SealedAt == null
                && (d.PersonSignedAt == null || d.SealOrderedAt != null || d.MisuseReportedAt != null)
            )
            .OrderBy(d => d.ApprovedAt)
            .Take(Most)
            .Select(DossierLine.Of)
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
