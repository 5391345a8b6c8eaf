using Civic.JudicialRecords.Counter;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>The requests that the person signed in has sent or brought, newest first.</summary>
[Authorize(Policy = Shared.SignIn.Policies.Citizen)]
[EnableRateLimiting(RateLimits.Tracking)]
internal sealed class MyRequestsModel(JudicialDbContext database, Drafts drafts, PaperRequests onPaper)
    : PageModel
{
    private const int Most = 50;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public bool HasDraft { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (Requests.Citizen.From(User) is not { } citizen)
        {
            return Forbid();
        }

        await onPaper.TakeOverAsync(citizen, cancellation);
        Rows = await database.Dossiers.AsNoTracking().Where(d => d.RequesterSubject == citizen.Subject)
            .OrderByDescending(d => d.SubmittedAt).Take(Most)
            .Select(d => new Row(
                d.Code, d.State, d.Kind, d.Channel, d.SubmittedAt,
                d.PersonNumber == citizen.Number ? null : d.DeclarationJson))
            .ToListAsync(cancellation);
        HasDraft = await drafts.FindAsync(citizen.Subject, cancellation) is not null;
        return Page();
    }

    /// <param name="OfAnother">The declaration of a request for somebody else than who is signed in.</param>
    internal sealed record Row(
        string Code, DossierState State, CertificateKind Kind, Channel Channel, DateTimeOffset SubmittedAt,
        string? OfAnother)
    {
        /// <summary>The name of the person certified, where it is somebody else.</summary>
        public string? Whose { get; } =
            OfAnother is null ? null : DeclarationText.Read(OfAnother).Person.Name;
    }
}
