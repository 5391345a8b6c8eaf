using Civic.IdentityBridge.Administration;
using Civic.IdentityBridge.Matching;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Web.Admin;

/// <summary>The directory as it stands and what waits for a second administrator.</summary>
[Authorize(Policy = "role:" + Roles.Administrator)]
internal sealed class IndexModel(
    IdentityDbContext database, DirectoryWork work, Administrator administrator, TimeProvider clock) : PageModel
{
    private Dictionary<Guid, CitizenId> _people = [];

    public Guid Me { get; private set; }

    public Decision? Outcome { get; private set; }

    public DateOnly Today { get; } = clock.TodayInVietnam();

    public IReadOnlyList<DirectoryProposal> Waiting { get; private set; } = [];

    /// <summary>Accounts that the population register questions.</summary>
    public int ToCompare { get; private set; }

    public IReadOnlyList<DirectoryEntry> Entries { get; private set; } = [];

    public IReadOnlyList<Facility> Facilities { get; private set; } = [];

    public IReadOnlyList<PracticeCertificate> Certificates { get; private set; } = [];

    /// <summary>The whole number: who confirms must be sure that it is the right person.</summary>
    public string NumberOf(Guid person) => _people.TryGetValue(person, out var number) ? number.Value : "?";

    public DirectoryEntry? EntryOf(Guid id) => Entries.FirstOrDefault(e => e.Id == id);

    public async Task OnGetAsync(CancellationToken cancellation) => await ReadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(Guid id, string? decide, CancellationToken cancellation)
    {
        var me = await administrator.IdAsync(cancellation);
        Outcome = decide == "confirm"
            ? await work.ConfirmAsync(id, me, cancellation)
            : await work.RejectAsync(id, me, cancellation);
        if (Outcome != Decision.Done)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            database.ChangeTracker.Clear();
        }

        await ReadAsync(cancellation);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        Me = await administrator.IdAsync(cancellation);
        Waiting = await database.DirectoryProposals.AsNoTracking().Where(p => p.DecidedAt == null)
            .OrderBy(p => p.ProposedAt).ToListAsync(cancellation);
        ToCompare = await database.AccountLinks
            .CountAsync(l => l.State == nameof(LinkState.Questioned), cancellation);
        Entries = await database.DirectoryEntries.AsNoTracking().OrderBy(e => e.Agency).ThenBy(e => e.Id)
            .ToListAsync(cancellation);
        Facilities = await database.Facilities.AsNoTracking().OrderBy(f => f.Code).ToListAsync(cancellation);
        Certificates = await database.PracticeCertificates.AsNoTracking().OrderBy(c => c.Number)
            .ToListAsync(cancellation);
        Guid[] named = [.. Entries.Select(e => e.PersonId)
            .Concat(Certificates.Select(c => c.PersonId))
            .Concat(Waiting.Select(w => w.ProposedBy))
            .Concat(Waiting.Select(w => DirectoryChange.FromJson(w.Change).About).OfType<Guid>())
            .Distinct()];
        _people = await database.Persons.AsNoTracking().Where(p => named.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, p => p.NationalId, cancellation);
    }
}
