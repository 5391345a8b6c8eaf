using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Policies.Changes;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>
/// What other rules would have cost over past dossiers: the same computation as ./civic policy simulate.
/// </summary>
[Authorize(Policy = PolicyAccess.Policy)]
internal sealed class SimulateModel(JudicialDbContext database, PolicyInForce inForce, TimeProvider clock) : PageModel
{
    private const int MostDays = 366;

    public Guid? Draft { get; private set; }

    public DateOnly From { get; private set; }

    public DateOnly To { get; private set; }

    public IReadOnlyList<PolicyChange> Drafts { get; private set; } = [];

    public PolicyPack Pack { get; private set; } = inForce.Pack;

    public FeeSimulation? Simulation { get; private set; }

    public bool TooLong => To.DayNumber - From.DayNumber >= MostDays || To < From;

    public async Task OnGetAsync(Guid? draft, DateOnly? from, DateOnly? to, CancellationToken cancellation)
    {
        var today = clock.TodayInVietnam();
        (Draft, From, To) = (draft, from ?? today.AddMonths(-3), to ?? today);
        Drafts = await database.PolicyChanges.AsNoTracking()
            .OrderByDescending(c => c.ProposedAt).Take(20).ToListAsync(cancellation);
        if (draft is { } id && Drafts.FirstOrDefault(d => d.Id == id) is { } change)
        {
            // A proposal of long ago may be refused by now, and still be compared with.
            Pack = PolicyLoader.ReadKept(change.Content, $"policy change {id}", $"#{change.Ordinal ?? 0}");
        }

        if (!TooLong)
        {
            Simulation = await RunAsync(cancellation);
        }
    }

    private async Task<FeeSimulation> RunAsync(CancellationToken cancellation)
    {
        var (first, last) = (From.MidnightInVietnam(), To.AddDays(1).MidnightInVietnam());
        var simulation = new FeeSimulation();
        var rows = database.Dossiers.AsNoTracking()
            .Where(d => d.SubmittedAt >= first && d.SubmittedAt < last && d.FeeTraceJson != "{}")
            .OrderBy(d => d.SubmittedAt)
            .Select(d => new PastFee(
                new StoredFee(d.FeeTraceJson, d.FeeDecided, d.FeeList, d.FeeWaived, d.FeeCity, d.FeeCitizen),
                d.State, d.IsOpen))
            .AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            simulation.Add(row, Pack);
        }

        return simulation;
    }
}
