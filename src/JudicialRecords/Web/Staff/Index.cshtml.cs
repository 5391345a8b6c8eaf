using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>
/// The work queue of each role that the person has, the most urgent first; and a search over all requests.
/// </summary>
[Authorize(Policy = Shared.SignIn.Policies.Staff)]
internal sealed class IndexModel(
    JudicialDbContext database, CurrentPerson person, PolicyPack pack, TimeProvider clock, Words words) : PageModel
{
    internal const int Most = 100;

    public IReadOnlyList<(Turn Turn, IReadOnlyList<DossierLine> Dossiers)> Work { get; private set; } = [];

    /// <summary>Held for a report of misuse, the longest first; the division head's, wherever they stand.</summary>
    public IReadOnlyList<DossierLine> Misused { get; private set; } = [];

    public Bilingual? Assumption => pack.Assumption;

    public DateOnly Today { get; } = clock.TodayInVietnam();

    /// <summary>What was looked for, and what there is; null where nothing was.</summary>
    public string? Code { get; private set; }

    public DossiersFound? Found { get; private set; }

    /// <summary>Whose rows are all ticked.</summary>
    public Turn? All { get; private set; }

    /// <summary>What was just done with several.</summary>
    public Bilingual? Told { get; private set; }

    /// <summary>Those of them that it could not be done with.</summary>
    public IReadOnlyList<(Guid Id, string Code, Bilingual Why)> Left { get; private set; } = [];

    /// <summary>An address holds a dossier's code at most: names and numbers stay out of histories and logs.</summary>
    public Task<IActionResult> OnGetAsync(
        string? code, string? all, string? done, int? count, CancellationToken cancellation)
    {
        All = Named<Turn>(all);
        Told = count is > 0 ? Named<BatchStep>(done)?.Told(count.Value) : null;
        return ShowAsync(DossierCode.TryParse(code?.Trim() ?? "", out _) ? code : null, cancellation);
    }

    public Task<IActionResult> OnPostAsync(string? code, CancellationToken cancellation)
    {
        ModelState.Clear();
        return ShowAsync(code, cancellation);
    }

    /// <summary>One step on the dossiers ticked in a queue.</summary>
    public async Task<IActionResult> OnPostBatchAsync(
        string? step, string[] ids, [FromServices] Batch batch, [FromServices] IAuthorizationService authorization,
        CancellationToken cancellation)
    {
        ModelState.Clear();
        if (Named<BatchStep>(step) is not { } named)
        {
            return BadRequest();
        }

        if (!(await authorization.AuthorizeAsync(User, Batch.PolicyOf(named))).Succeeded)
        {
            return Forbid();
        }

        if (ids.Select(Chosen.Parse).OfType<Chosen>().ToList() is not { Count: > 0 } chosen)
        {
            ModelState.AddModelError($"queue-{BatchWords.QueueOf(named)}", Refusals.NothingTicked.Why.In(words));
            return await ShowAsync(null, cancellation);
        }

        var result = await batch.RunAsync(named, chosen, cancellation);
        if (result.Left.Count == 0)
        {
            return new SeeOther($"/staff?done={named}&count={result.Done}#told");
        }

        (Told, Left) = (result.Done > 0 ? named.Told(result.Done) : null, result.Left);
        return await ShowAsync(null, cancellation);
    }

    private static T? Named<T>(string? name)
        where T : struct, Enum => Enum.TryParse<T>(name, out var found) && Enum.IsDefined(found) ? found : null;

    private async Task<IActionResult> ShowAsync(string? typed, CancellationToken cancellation)
    {
        Code = typed?.Trim();
        if (Code is { Length: > 0 and <= DossierSearch.MostLetters })
        {
            Found = await DossierSearch.FindAsync(database, Code, cancellation);
            if (Found is { By: "code", Dossiers: [var only] })
            {
                return Redirect($"/staff/dossiers/{only.Dossier.Id}");
            }

            // Which words were typed stays out of the trail: they are somebody's name or number.
            database.Audit(clock, person.Subject, "dossiers.searched", $"by-{Found.By}");
            await database.SaveChangesAsync(cancellation);
        }

        var work = new List<(Turn, IReadOnlyList<DossierLine>)>();
        foreach (var (role, turn) in Queues.OfRoles.Where(q => person.Has(q.Role)))
        {
            work.Add((turn, await QueueAsync(database, turn, person.Subject, cancellation)));
        }

        Work = work;
        if (person.Has(Roles.DivisionHead))
        {
            Misused = await database.Dossiers.Where(d => d.IsOpen && d.MisuseReportedAt != null)
                .OrderBy(d => d.MisuseReportedAt).Take(Most).Select(DossierLine.Of).ToListAsync(cancellation);
        }

        return Page();
    }

    internal static async Task<IReadOnlyList<DossierLine>> QueueAsync(
        JudicialDbContext database, Turn turn, string me, CancellationToken cancellation)
    {
        var lines = new List<DossierLine>();
        foreach (var part in PartsOf(database, turn, me))
        {
            lines.AddRange(await part.ToListAsync(cancellation));
        }

        return [.. lines.OrderBy(d => d.DueDate is null).ThenBy(d => d.DueDate).ThenBy(d => d.SubmittedAt).Take(Most)];
    }

    /// <summary>
    /// A case officer sees what nobody has taken and their own, not what a colleague has: each is looked up by itself,
    /// so that a whole country's dossiers in colleagues' hands are not read to be left out.
    /// </summary>
    internal static IReadOnlyList<IQueryable<DossierLine>> PartsOf(JudicialDbContext database, Turn turn, string me)
    {
        var queue = database.Dossiers.Of(turn);
        return turn == Turn.CaseOfficer
            ? [OfOne(queue.Where(d => d.CaseOfficer == null)), OfOne(queue.Where(d => d.CaseOfficer == me))]
            : [MostUrgent(queue.OrderBy(d => d.DueDate == null))];
    }

    /// <summary>
    /// All have the one officer, or none. It's named first in the order because PostgreSQL takes "is null" for no
    /// constant: it would sort all that nobody has taken, though the index already has them in their order.
    /// </summary>
    private static IQueryable<DossierLine> OfOne(IQueryable<Dossier> queue) =>
        MostUrgent(queue.OrderBy(d => d.CaseOfficer).ThenBy(d => d.DueDate == null));

    private static IQueryable<DossierLine> MostUrgent(IOrderedQueryable<Dossier> queue) => queue
        .ThenBy(d => d.DueDate)
        .ThenBy(d => d.SubmittedAt)
        .Take(Most)
        .Select(DossierLine.Of);
}
