using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>
/// The work queue of each role that the person has, the most urgent first; and a search by dossier code.
/// </summary>
[Authorize(Policy = Shared.SignIn.Policies.Staff)]
internal sealed class IndexModel(JudicialDbContext database, CurrentPerson person, PolicyPack pack, TimeProvider clock)
    : PageModel
{
    private const int Most = 100;

    public IReadOnlyList<(Turn Turn, IReadOnlyList<Dossier> Dossiers)> Work { get; private set; } = [];

    public Bilingual? Assumption => pack.Assumption;

    public DateOnly Today { get; } = clock.TodayInVietnam();

    public string? Code { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? code, CancellationToken cancellation)
    {
        Code = code?.Trim();
        if (Code is { Length: > 0 and <= 40 })
        {
            var id = await database
                .Dossiers.Where(d => d.Code == Code)
                .Select(d => (Guid?)d.Id)
                .SingleOrDefaultAsync(cancellation);
            if (id is not null)
            {
                return Redirect($"/staff/dossiers/{id}");
            }
        }

        var work = new List<(Turn, IReadOnlyList<Dossier>)>();
        foreach (var (role, turn) in Queues.OfRoles.Where(q => person.Has(q.Role)))
        {
            work.Add((turn, await QueueAsync(turn, cancellation)));
        }

        Work = work;
        return Page();
    }

    /// <summary>A case officer sees what nobody has taken and their own, not what a colleague has.</summary>
    private async Task<IReadOnlyList<Dossier>> QueueAsync(Turn turn, CancellationToken cancellation)
    {
        var me = person.Subject;
        var queue = database.Dossiers.AsNoTracking().Of(turn);
        if (turn == Turn.CaseOfficer)
        {
            queue = queue.Where(d => d.CaseOfficer == null || d.CaseOfficer == me);
        }

        return await queue
            .OrderBy(d => d.DueDate == null)
            .ThenBy(d => d.DueDate)
            .ThenBy(d => d.SubmittedAt)
            .Take(Most)
            .ToListAsync(cancellation);
    }
}
