using System.Globalization;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>Who was competent on that day, by which decision, and who did sign.</summary>
[Authorize(Policy = Shared.SignIn.Policies.Staff)]
internal sealed class CompetentModel(JudicialDbContext database, PolicyPack pack, TimeProvider clock) : PageModel
{
    public DateOnly Day { get; private set; }

    public IReadOnlyList<Competence> Rows { get; private set; } = [];

    public IReadOnlyList<(string Name, string Title, string? Basis, int Count)> Signed { get; private set; } = [];

    /// <summary>The lines above the name: KT. or TUQ. where it applies (Decree 30/2020, annex I).</summary>
    public IReadOnlyList<string> BlockOf(Competence row)
    {
        var authority = pack.Authorities.On(Day);
        return row.Block switch
        {
            SignatureBlockKind.Head => [row.Title],
            SignatureBlockKind.Deputy => [authority.DeputyPrefix, row.Title],
            _ => [authority.AuthorizedPrefix, row.Title],
        };
    }

    public async Task OnGetAsync(string? on, CancellationToken cancellation)
    {
        Day = DateOnly.TryParseExact(
            on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked)
            && pack.Authorities.Find(asked) is not null ? asked : clock.TodayInVietnam();
        Rows = [.. pack.CompetentOn(Day)];
        Signed = [.. (await database.Certificates.AsNoTracking().Where(c => c.IssueDate == Day)
                .Select(c => new { c.SignerName, c.SignerTitle, c.Competence }).ToListAsync(cancellation))
            .GroupBy(c => (c.SignerName, c.SignerTitle, c.Competence))
            .Select(g => (g.Key.SignerName, g.Key.SignerTitle, g.Key.Competence, g.Count()))];
    }
}
