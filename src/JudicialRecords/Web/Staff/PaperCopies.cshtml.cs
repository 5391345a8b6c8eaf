using Civic.JudicialRecords.PaperCopies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>The clerk's print list and postal labels: what is neither posted nor handed over, oldest first.</summary>
[Authorize(Policy = Shared.SignIn.Policies.Clerk)]
internal sealed class PaperCopiesModel(JudicialDbContext database, CurrentPerson person, TimeProvider clock) : PageModel
{
    private const int Most = 200;

    public IReadOnlyList<PaperLine> Lines { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var waiting = await (
            from p in database.PaperCopies.AsNoTracking()
            join d in database.Dossiers.AsNoTracking() on p.DossierId equals d.Id
            join c in database.Certificates.AsNoTracking() on p.DossierId equals c.DossierId
            where p.PostedAt == null && p.HandedAt == null
            orderby p.DueAt
            select new { Copy = p, Dossier = d, c.PrintedNumber }
        ).Take(Most).ToListAsync(cancellation);
        Lines = [.. waiting.Select(w => (w, Declarations.Of(w.Dossier))).Select(x => new PaperLine(
            x.w.Copy, x.w.Dossier.Code, x.w.PrintedNumber, x.Item2.Requester?.Name ?? x.Item2.Person.Name,
            x.Item2.DeliveryAddress, x.Item2.Phone))];
        // The page shows where people live: its reading is kept as that of a dossier.
        database.Audit(clock, person.Subject, "paper-list.read", "paper-copies");
        await database.SaveChangesAsync(cancellation);
    }
}

/// <param name="Address">Null where it is fetched at the counter.</param>
internal sealed record PaperLine(
    PaperCopy Copy, string Code, string Number, string Recipient, string? Address, string Phone);
