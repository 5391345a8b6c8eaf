using Civic.IdentityBridge.Administration;
using Civic.IdentityBridge.Matching;
using Civic.IdentityBridge.Storage;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Web.Admin;

/// <summary>An account that waits for people.</summary>
internal sealed record OpenAccount(
    Guid Person, string Number, LinkState State, Finding Finding, StatedPerson? Stated, string? ReplacedBy,
    string? Reference, DateTimeOffset Since, IReadOnlyList<Settlement> Possible);

/// <summary>Accounts that the population register questions or that were closed for it.</summary>
[Authorize(Policy = "role:" + Roles.Administrator)]
internal sealed class IdentitiesModel(
    IdentityDbContext database, DirectoryWork work, Administrator administrator, LinkContext context) : PageModel
{
    public IReadOnlyList<OpenAccount> Open { get; private set; } = [];

    public bool Refused { get; private set; }

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(
        Guid person, Finding finding, Settlement settlement, CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        if (Open.FirstOrDefault(o => o.Person == person && o.Finding == finding) is not { } account
            || !account.Possible.Contains(settlement))
        {
            Refused = true;
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        await work.ProposeAsync(
            await administrator.IdAsync(cancellation), new DirectoryChange.SettleAccount(person, finding, settlement),
            cancellation);
        return new SeeOther("/admin");
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        string[] waiting = [nameof(LinkState.Questioned), nameof(LinkState.Closed)];
        var rows = await (from link in database.AccountLinks.AsNoTracking()
                          join person in database.Persons on link.PersonId equals person.Id
                          where waiting.Contains(link.State)
                          orderby link.Since
                          select new { link, person.NationalId }).Take(200).ToListAsync(cancellation);
        Open = [.. rows.Select(r => new OpenAccount(
            r.link.PersonId, r.NationalId.Value, r.link.Link.State, r.link.Link.Why!.Value,
            context.Open(r.link.Stated), r.link.ReplacedBy, r.link.Reference, r.link.Since,
            [.. Enum.GetValues<Settlement>().Where(s => r.link.Link.After(Settling.EventOf(s)) is not null)]))];
    }
}
