using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>The fee of one dossier as it was decided, line by line with its basis.</summary>
[Authorize(Policy = Shared.SignIn.Policies.Citizen)]
[EnableRateLimiting(RateLimits.Tracking)]
internal sealed class FeeModel(JudicialDbContext database) : PageModel
{
    public string Code { get; private set; } = "";

    public FeeRecord Record { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancellation)
    {
        var subject = Requests.Citizen.From(User)?.Subject;
        var trace = await database.Dossiers.AsNoTracking()
            .Where(d => d.Code == code && d.RequesterSubject == subject)
            .Select(d => d.FeeTraceJson).SingleOrDefaultAsync(cancellation);
        if (trace is null)
        {
            return NotFound();
        }

        (Code, Record) = (code, LawJson.Read<FeeRecord>(trace));
        return Page();
    }
}
