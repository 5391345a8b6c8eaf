using Civic.IdentityBridge.Administration;
using Civic.IdentityBridge.Storage;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Web.Admin;

/// <summary>An account whose owner reported misuse.</summary>
internal sealed record ClosedAccount(Guid Freeze, Guid Person, string Number, DateTimeOffset ReportedAt);

/// <summary>What was closed for misuse; one administrator proposes to open it, another confirms.</summary>
[Authorize(Policy = "role:" + Roles.Administrator)]
internal sealed class FrozenModel(IdentityDbContext database, DirectoryWork work, Administrator administrator)
    : PageModel
{
    public IReadOnlyList<ClosedAccount> Closed { get; private set; } = [];

    /// <summary>What was to be opened is not closed by that report any more.</summary>
    public bool Refused { get; private set; }

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(Guid freeze, CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        if (Closed.FirstOrDefault(c => c.Freeze == freeze) is not { } account)
        {
            Refused = true;
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        await work.ProposeAsync(
            await administrator.IdAsync(cancellation), new DirectoryChange.LiftFreeze(account.Person, account.Freeze),
            cancellation);
        return new SeeOther("/admin");
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var rows = await (from freeze in database.AccountFreezes.AsNoTracking()
                          join person in database.Persons on freeze.PersonId equals person.Id
                          where freeze.LiftedAt == null
                          orderby freeze.ReportedAt
                          select new { freeze.Id, freeze.PersonId, person.NationalId, freeze.ReportedAt })
            .Take(200).ToListAsync(cancellation);
        Closed = [.. rows.Select(r => new ClosedAccount(r.Id, r.PersonId, r.NationalId.Value, r.ReportedAt))];
    }
}
