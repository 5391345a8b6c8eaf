using Civic.JudicialRecords.AfterIssue;
using Civic.JudicialRecords.Attachments;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.PaperCopies;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
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
/// One dossier with all on which it rests, and the actions that are the reader's now. Every reading is audited.
/// </summary>
[Authorize(Policy = Shared.SignIn.Policies.Staff)]
internal sealed class DossierModel(
    JudicialDbContext database,
    AttachedPapers papers,
    CurrentPerson person,
    TimeProvider clock
) : PageModel
{
    public CaseFile Case { get; private set; } = null!;

    public Dossier Dossier => Case.Dossier;

    public FeeRecord? Fee { get; private set; }

    public IReadOnlyList<PaymentOrder> Orders { get; private set; } = [];

    public IReadOnlyList<PaymentNotice> Notices { get; private set; } = [];

    public Certificate? Certificate { get; private set; }

    /// <summary>Slips, notices and decisions, the newest last.</summary>
    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    public IReadOnlySet<string> CancelledReceipts { get; private set; } = new HashSet<string>();

    /// <summary>Null before the result is returned, and where no paper was asked for.</summary>
    public PaperCopy? PaperCopy { get; private set; }

    public IReadOnlyList<Complaint> Complaints { get; private set; } = [];

    /// <summary>Codes of dossiers by which a decision has the certificate made anew.</summary>
    public IReadOnlyList<(Guid Id, string Code)> Anew { get; private set; } = [];

    public IReadOnlyList<DocumentKind> Documents { get; private set; } = [];

    public IReadOnlyList<AttachmentLine> Attachments { get; private set; } = [];

    public Turn Turn { get; private set; }

    public Bilingual? Told { get; private set; }

    private RefusedAct? Refused { get; set; }

    public bool WasRefused => Refused is not null;

    /// <summary>What was typed into a form that this page may no longer offer, because the dossier moved on.</summary>
    public string? TypedInVain =>
        Response.StatusCode == StatusCodes.Status409Conflict && Refused is { Form.Reason: { Length: > 0 } typed }
            ? typed
            : null;

    public DateOnly Today { get; } = clock.TodayInVietnam();

    public bool Is(string role) => person.Has(role);

    /// <summary>The dossier is at the case officer's step and theirs.</summary>
    public bool IsMyCase => Turn == Turn.CaseOfficer && Dossier.CaseOfficer == person.Subject;

    public bool HadPart => AfterIssue.Complaints.HadPart(Dossier, person.Subject);

    public bool WouldBreakFourEyes => person.Subject == Dossier.PreparedBy || person.Subject == Dossier.CheckedBy;

    public async Task<IActionResult> OnGetAsync(Guid id, string? done, CancellationToken cancellation)
    {
        var dossier = await database
            .Dossiers.AsNoTracking()
            .Include(d => d.History)
            .SingleOrDefaultAsync(d => d.Id == id, cancellation);
        if (dossier is null)
        {
            return NotFound();
        }

        Case = await CaseFile.LoadAsync(database, dossier, cancellation);
        Fee = dossier.FeeTraceJson == "{}" ? null : LawJson.Read<FeeRecord>(dossier.FeeTraceJson);
        Orders = await database
            .PaymentOrders.AsNoTracking()
            .Where(o => o.DossierId == id)
            .OrderBy(o => o.CreatedAt)
            .ToListAsync(cancellation);
        Notices = await PaymentNotices.OfAsync(database, Orders, cancellation);
        Certificate = await database
            .Certificates.AsNoTracking()
            .SingleOrDefaultAsync(c => c.DossierId == id, cancellation);
        Papers = await database
            .Papers.AsNoTracking()
            .Where(p => p.DossierId == id)
            .OrderBy(p => p.AskedAt)
            .ThenBy(p => p.Id)
            .ToListAsync(cancellation);
        CancelledReceipts = ReceiptPapers.CancelledAmong(Papers);
        PaperCopy = await database
            .PaperCopies.AsNoTracking()
            .SingleOrDefaultAsync(c => c.DossierId == id, cancellation);
        Complaints = await database
            .Complaints.AsNoTracking()
            .Where(c => c.DossierId == id)
            .OrderBy(c => c.RecordedAt)
            .ToListAsync(cancellation);
        var anew = Papers.Select(p => p.NewDossierId).OfType<Guid>().ToList();
        Anew = await database
            .Dossiers.AsNoTracking()
            .Where(d => anew.Contains(d.Id))
            .Select(d => new ValueTuple<Guid, string>(d.Id, d.Code))
            .ToListAsync(cancellation);
        Documents = await database
            .StoredDocuments.AsNoTracking()
            .Where(d => d.DossierId == id && d.Kind != DocumentKind.CertificateReceipt)
            .Select(d => d.Kind)
            .OrderBy(k => k)
            .ToListAsync(cancellation);
        Attachments = await papers.OfDossierAsync(id, cancellation);
        Turn = NextStep.Of(dossier);
        Refused = HttpContext.Features.Get<RefusedAct>();
        Tell(done);
        database.Audit(clock, person.Subject, "dossier.read", dossier.Code);
        await database.SaveChangesAsync(cancellation);
        return Page();
    }

    /// <summary>What was typed into this form when it was refused just now, or null.</summary>
    internal StaffForm? TypedInto(string action, string? subject = null) =>
        Refused is { } act && act.Action == action && act.Form.Subject == subject ? act.Form : null;

    private void Tell(string? done) =>
        Told =
            Refused?.Why.Why ?? (done is null ? null : new("Thao tác đã được ghi nhận.", "Your action is recorded."));
}
