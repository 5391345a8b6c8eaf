using System.Globalization;
using Civic.IdentityBridge.Administration;
using Civic.IdentityBridge.Storage;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Web.Admin;

/// <summary>One administrator proposes the last day of an entry.</summary>
[Authorize(Policy = "role:" + Roles.Administrator)]
internal sealed class EndModel(
    IdentityDbContext database, DirectoryWork work, Administrator administrator, Words words) : PageModel
{
    public DirectoryEntry? Entry { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        Entry = await database.DirectoryEntries.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellation);
        return Entry is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string? until, CancellationToken cancellation)
    {
        if (await OnGetAsync(id, cancellation) is not PageResult || Entry is not { } entry)
        {
            return NotFound();
        }

        if (!DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day < entry.FromDay)
        {
            ModelState.AddModelError("until", words["Chọn ngày cuối cùng, không trước ngày bắt đầu.",
                "Choose the last day, not before the first."]);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var change = new DirectoryChange.EndEntry(entry.Id, entry.PersonId, day);
        return await work.ProposeAsync(await administrator.IdAsync(cancellation), change, cancellation)
            ? new SeeOther("/admin")
            : Forbid();
    }
}
