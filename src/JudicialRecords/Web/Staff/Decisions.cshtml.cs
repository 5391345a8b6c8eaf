using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>Drafted papers that wait for the competent person, each opened and signed by itself.</summary>
[Authorize(Policy = Shared.SignIn.Policies.Leader)]
internal sealed class DecisionsModel(JudicialDbContext database) : PageModel
{
    public IReadOnlyList<Paper> Waiting { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation) =>
        Waiting = await database.Papers.AsNoTracking()
            .Where(p => p.Kind >= PaperKind.Supplement && p.ApprovedAt == null && p.ClosedAt == null)
            .OrderBy(p => p.AskedAt).ToListAsync(cancellation);
}
