using Civic.JudicialRecords.AfterIssue;
using Civic.JudicialRecords.Attachments;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Counter;
using Civic.JudicialRecords.PaperCopies;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Ratings;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>One request: where it stands, why, what is due, what the requester can do now. Others get 404.</summary>
[Authorize(Policy = Shared.SignIn.Policies.Citizen)]
[EnableRateLimiting(RateLimits.Tracking)]
internal sealed class RequestModel(
    JudicialDbContext database, AttachedPapers papers, Words words, PolicyPack pack) : PageModel
{
    public Dossier Dossier { get; private set; } = null!;

    public Declaration Declaration { get; private set; } = null!;

    public IReadOnlyList<StateChange> History { get; private set; } = [];

    public IReadOnlyList<PaymentOrder> Orders { get; private set; } = [];

    /// <summary>What the gateway said that it took where that is not what was owed.</summary>
    public IReadOnlyList<PaymentNotice> WrongAmounts { get; private set; } = [];

    public Bilingual? DueReason => Decisions.Deadline.Why(Dossier.DueReason);

    /// <summary>Slips, notices and decisions that are issued.</summary>
    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    /// <summary>Numbers of receipts that do not stand any more, whether or not the log says so yet.</summary>
    public IReadOnlySet<string> CancelledReceipts { get; private set; } = new HashSet<string>();

    public IReadOnlyList<DocumentKind> Documents { get; private set; } = [];

    /// <summary>Where anyone can check the certificate; what its QR holds.</summary>
    public string? VerificationAddress { get; private set; }

    public IReadOnlyList<AttachmentLine> Attachments { get; private set; } = [];

    public Rating? Rating { get; private set; }

    public PaperCopy? PaperCopy { get; private set; }

    public IReadOnlyList<Complaint> Complaints { get; private set; } = [];

    /// <summary>What was typed where it could not be taken.</summary>
    public string? ComplaintTyped { get; private set; }

    public Bilingual? Note { get; private set; }

    public bool CanWithdraw => Dossier.Hinders(DossierEvent.Withdrawn, Dossier.RequesterSubject) is null;

    /// <summary>Less than the fee where a part was paid before the request came.</summary>
    public string Missing => PaymentRules.Missing(Dossier, Orders).ToString();

    /// <summary>What becomes of the fee then.</summary>
    public Bilingual IfWithdrawn => Dossier.State == DossierState.PaymentAsked
        ? RefundText.OfCancelling(Orders.Any(o => o.Held > Money.Zero))
        : RefundText.OfWithdrawal(pack.Refunds.On(Dossier.SubmittedAt.DateInVietnam()));

    public bool IsPaymentPending =>
        Dossier.State == DossierState.PaymentAsked
        && Orders.Any(o => o is { Status: PaymentStatus.Created, PayUrl: not null });

    public bool IsAmountInQuestion =>
        Dossier.State == DossierState.PaymentAsked && Orders.Any(o => o.Status == PaymentStatus.WrongAmount);

    public async Task<IActionResult> OnGetAsync(
        string code, string? note, [FromServices] PaperRequests onPaper, CancellationToken cancellation)
    {
        Note = note switch
        {
            "gateway-down" => new(
                "Cổng thanh toán chưa trả lời. Chưa có khoản tiền nào được thu; hãy thử lại sau ít phút.",
                "The payment gateway does not answer. No money was taken; try again in a few minutes."
            ),
            "too-late" => new(
                "Không thể rút hồ sơ ở trạng thái hiện tại.",
                "The request can't be withdrawn in its present state."
            ),
            "no-level" => new(
                "Chưa chọn mức độ hài lòng. Hãy chọn một trong ba mức rồi gửi lại.",
                "No level was chosen. Choose one of the three and send again."
            ),
            "changed" => new(
                "Hồ sơ vừa thay đổi. Hãy xem lại trạng thái rồi thử lần nữa.",
                "The request has just changed. Look at its state and try again."
            ),
            _ => null,
        };
        return await LoadAsync(code, cancellation)
            || (Requests.Citizen.From(User) is { } citizen
                && await onPaper.TakeOverAsync(citizen, cancellation) && await LoadAsync(code, cancellation))
            ? Page()
            : NotFound();
    }

    public async Task<IActionResult> OnPostPayAsync(
        string code,
        [FromServices] PaymentDesk payments,
        CancellationToken cancellation
    )
    {
        if (Requests.Citizen.From(User) is not { } citizen || !await LoadAsync(code, cancellation))
        {
            return NotFound();
        }

        return await payments.OpenPageAsync(code, citizen.Subject, cancellation) switch
        {
            PayPage.At page => new SeeOther(page.Address),
            PayPage.GatewayDown => new SeeOther($"/requests/{Dossier.Code}?note=gateway-down"),
            _ => new SeeOther($"/requests/{Dossier.Code}"),
        };
    }

    public async Task<IActionResult> OnPostWithdrawAsync(
        string code,
        [FromForm] string? reason,
        [FromServices] WithdrawRequest withdraw,
        CancellationToken cancellation
    )
    {
        if (Requests.Citizen.From(User) is not { } citizen || !DossierCode.TryParse(code, out var parsed))
        {
            return NotFound();
        }

        return await withdraw.RunAsync(parsed.Value, citizen.Subject, reason, cancellation) switch
        {
            Withdrawal.Done => new SeeOther($"/requests/{parsed.Value}"),
            Withdrawal.TooLate => new SeeOther($"/requests/{parsed.Value}?note=too-late"),
            Withdrawal.ChangedMeanwhile => new SeeOther($"/requests/{parsed.Value}?note=changed"),
            _ => NotFound(),
        };
    }

    public async Task<IActionResult> OnPostSupplementAsync(
        string code,
        [FromForm] string? text,
        List<IFormFile> files,
        [FromServices] SupplementRequest supplement,
        CancellationToken cancellation
    )
    {
        ModelState.Clear();
        if (Requests.Citizen.From(User) is not { } citizen || !DossierCode.TryParse(code, out var parsed))
        {
            return NotFound();
        }

        var outcome = await supplement.RunAsync(parsed.Value, citizen.Subject, text, files, cancellation);
        if (outcome is Supplement.Done)
        {
            return new SeeOther($"/requests/{parsed.Value}");
        }

        database.ChangeTracker.Clear();
        if (outcome is not Supplement.Refused refused || !await LoadAsync(parsed.Value, cancellation))
        {
            return NotFound();
        }

        ModelState.AddModelError("files", refused.Why.In(words));
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    public async Task<IActionResult> OnPostRateAsync(
        string code,
        [FromForm] RatingLevel? level,
        [FromForm] string? comment,
        [FromServices] RateRequest rate,
        CancellationToken cancellation
    )
    {
        if (Requests.Citizen.From(User) is not { } citizen || !DossierCode.TryParse(code, out var parsed))
        {
            return NotFound();
        }

        return await rate.RunAsync(parsed.Value, citizen.Subject, level, comment, cancellation) switch
        {
            RatingOutcome.NotFound => NotFound(),
            RatingOutcome.NoLevel => new SeeOther($"/requests/{parsed.Value}?note=no-level#rating"),
            _ => new SeeOther($"/requests/{parsed.Value}#rating"),
        };
    }

    public async Task<IActionResult> OnPostComplainAsync(
        string code, [FromForm] string? wording, [FromServices] Complain complain, CancellationToken cancellation)
    {
        ModelState.Clear();
        if (Requests.Citizen.From(User) is not { } citizen || !DossierCode.TryParse(code, out var parsed))
        {
            return NotFound();
        }

        switch (await complain.RunAsync(parsed.Value, citizen.Subject, wording, cancellation))
        {
            case ComplaintSent.Done or ComplaintSent.OneWaits:
                return new SeeOther($"/requests/{parsed.Value}#complaints");
            case ComplaintSent.ChangedMeanwhile:
                return new SeeOther($"/requests/{parsed.Value}?note=changed");
            case ComplaintSent.TooShortOrLong when await LoadAsync(parsed.Value, cancellation):
                ComplaintTyped = wording ?? "";
                ModelState.AddModelError("wording", words[
                    "Hãy ghi nội dung khiếu nại, từ 10 đến 2.000 ký tự. Khiếu nại chưa được gửi.",
                    "Write what you complain about, in 10 to 2,000 characters. Nothing was sent."]);
                Response.StatusCode = StatusCodes.Status400BadRequest;
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task<bool> LoadAsync(string code, CancellationToken cancellation)
    {
        if (
            Requests.Citizen.From(User) is not { } citizen
            || await database
                .Dossiers.AsNoTracking()
                .Include(d => d.History)
                .SingleOrDefaultAsync(d => d.Code == code && d.RequesterSubject == citizen.Subject, cancellation)
                is not { } dossier
        )
        {
            return false;
        }

        Dossier = dossier;
        Declaration = DeclarationText.Read(dossier.DeclarationJson);
        History = [.. dossier.History.OrderBy(c => c.At).ThenBy(c => c.Id)];
        Orders = await database
            .PaymentOrders.AsNoTracking()
            .Where(o => o.DossierId == dossier.Id)
            .OrderBy(o => o.CreatedAt)
            .ToListAsync(cancellation);
        Attachments = await papers.OfDossierAsync(dossier.Id, cancellation);
        PaperCopy = await database
            .PaperCopies.AsNoTracking()
            .SingleOrDefaultAsync(c => c.DossierId == Dossier.Id, cancellation);
        Rating = await database
            .Ratings.AsNoTracking()
            .SingleOrDefaultAsync(r => r.DossierId == dossier.Id, cancellation);
        Complaints = await database
            .Complaints.AsNoTracking()
            .Where(c => c.DossierId == dossier.Id)
            .OrderBy(c => c.RecordedAt)
            .ToListAsync(cancellation);
        WrongAmounts = IsAmountInQuestion
            ? await PaymentNotices.OfWrongAmountAsync(database, Orders, cancellation)
            : [];
        await LoadPapersAsync(cancellation);
        var stored = await database
            .StoredDocuments.AsNoTracking()
            .Where(d => d.DossierId == dossier.Id)
            .Select(d => d.Kind)
            .ToListAsync(cancellation);
        Documents = [.. stored.Where(k => CitizenDocuments.MaySee(k, dossier.State)).Order()];
        VerificationAddress = Documents.Contains(DocumentKind.CertificateSealed)
            ? await database
                .Certificates.AsNoTracking()
                .Where(c => c.DossierId == dossier.Id)
                .Select(c => c.VerificationAddress)
                .SingleOrDefaultAsync(cancellation)
            : null;
        return true;
    }

    private async Task LoadPapersAsync(CancellationToken cancellation)
    {
        var official = await database
            .Papers.AsNoTracking()
            .Where(p =>
                p.DossierId == Dossier.Id && (p.IssuedAt != null || p.Kind == PaperKind.ReceiptCancellation))
            .OrderBy(p => p.AskedAt)
            .ThenBy(p => p.Id)
            .ToListAsync(cancellation);
        (Papers, CancelledReceipts) =
            ([.. official.Where(p => p.IssuedAt is not null)], ReceiptPapers.CancelledAmong(official));
    }
}
