using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

internal sealed record StepLine(Turn Step, StepBudget? Budget, int Waiting, int Late);

/// <summary>Overdue, nearly due, and how late each step is, with who answers for it.</summary>
[Authorize(Policy = Shared.SignIn.Policies.Staff)]
internal sealed class DeadlinesModel(JudicialDbContext database, PolicyPack pack, TimeProvider clock) : PageModel
{
    internal const int NearlyDueDays = 2;

    /// <summary>Of each list; how many there are in all stands above it.</summary>
    internal const int Shown = 200;

    public DateOnly Today { get; } = clock.TodayInVietnam();

    public IReadOnlyList<DossierClock> Overdue { get; private set; } = [];

    public IReadOnlyList<DossierClock> NearlyDue { get; private set; } = [];

    public IReadOnlyList<StepLine> Steps { get; private set; } = [];

    public IReadOnlyList<StepClock> Late { get; private set; } = [];

    /// <summary>Names of those who have a dossier, by their pairwise subject.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var open = await database.Dossiers.AsNoTracking().Where(d => d.IsOpen || d.State == DossierState.Done)
            .OrderBy(d => d.DueDate == null).ThenBy(d => d.DueDate).Select(DossierClock.Of).ToListAsync(cancellation);
        Overdue = [.. open.Where(d => d.DaysLeft(Today) < 0)];
        NearlyDue = [.. open.Where(d => d.DaysLeft(Today) is >= 0 and <= NearlyDueDays)];
        var clocks = open.Select(d => StepClock.Of(d, Today, pack)).OfType<StepClock>().ToList();
        var plan = pack.StepPlans.Find(Today);
        Steps = [.. (plan?.Steps ?? []).Select(b => new StepLine(
            b.Step, b, clocks.Count(c => c.Step == b.Step), clocks.Count(c => c.Step == b.Step && c.IsLate)))];
        Late = [.. clocks.Where(c => c.IsLate).OrderByDescending(c => c.DaysOver)];
        Names = await NamesAsync([.. Late.Take(Shown).Select(c => c.Dossier)], cancellation);
    }

    /// <summary>The officer who has it, else the office that answers for the step.</summary>
    public string ResponsibleFor(StepClock clock) =>
        clock is { Step: Turn.CaseOfficer, Dossier.CaseOfficer: { } officer }
            && Names.TryGetValue(officer, out var name)
            ? name
            : clock.Budget?.Responsible ?? "–";

    /// <summary>Who has a dossier took it, so the name stands in its own acts.</summary>
    private async Task<Dictionary<string, string>> NamesAsync(
        List<DossierClock> dossiers, CancellationToken cancellation)
    {
        var ids = dossiers.Select(d => d.Id).ToList();
        var officers = dossiers.Select(d => d.CaseOfficer).OfType<string>().Distinct().ToList();
        return (await database.StaffActs.AsNoTracking()
                .Where(a => ids.Contains(a.DossierId) && officers.Contains(a.Actor))
                .Select(a => new { a.Actor, a.ActorName }).Distinct().ToListAsync(cancellation))
            .GroupBy(a => a.Actor).ToDictionary(g => g.Key, g => g.First().ActorName);
    }
}
