using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Decisions;

/// <summary>What may be done with several dossiers of a work queue at once.</summary>
internal enum BatchStep
{
    Accept,

    /// <summary>Taken by the officer where nobody has it, and asked about at the registers.</summary>
    Fetch,
    Prepare,
    Check,
}

/// <param name="Done">How many went on to the next step.</param>
/// <param name="Left">Those that did not, each with its reason.</param>
internal sealed record BatchResult(int Done, IReadOnlyList<(Guid Id, string Code, Bilingual Why)> Left);

/// <summary>
/// One step on several dossiers of a queue. Each is decided by the rule of its own button; one that can't be done is
/// listed, and nothing else waits for it. Preparing and checking take only dossiers without anything to be looked at by
/// itself.
/// </summary>
internal sealed class Batch(Desk desk, FetchRecords fetch, PolicyPack pack)
{
    internal const int Most = 100;
    private const int AskedAtOnce = 8;

    internal static string PolicyOf(BatchStep step) => step switch
    {
        BatchStep.Accept => Shared.SignIn.Policies.Reception,
        BatchStep.Check => Shared.SignIn.Policies.DivisionHead,
        _ => Shared.SignIn.Policies.CaseOfficer,
    };

    internal async Task<BatchResult> RunAsync(
        BatchStep step, IReadOnlyCollection<Chosen> chosen, CancellationToken cancellation)
    {
        var left = new Dictionary<Guid, Bilingual>();
        IEnumerable<Chosen> going = chosen.DistinctBy(c => c.Id).Take(Most).ToList();
        var answers = new Dictionary<Guid, FetchRecords.Answered>();
        if (step == BatchStep.Fetch)
        {
            going = await TakeAsync(going, left, cancellation);
            answers = await AskAsync(going, cancellation);
        }

        var done = await DecideAsync(going, ActionOf(step), RuleOf(step, answers, cancellation), left, cancellation);
        return new(done, await NamedAsync(left, cancellation));
    }

    private static string ActionOf(BatchStep step) => step switch
    {
        BatchStep.Accept => Accept.Action,
        BatchStep.Fetch => FetchRecords.Action,
        BatchStep.Prepare => Prepare.Action,
        BatchStep.Check => Check.Action,
        _ => throw new System.Diagnostics.UnreachableException("Every step is named above."),
    };

    private SharedRule RuleOf(
        BatchStep step, Dictionary<Guid, FetchRecords.Answered> answers, CancellationToken cancellation) => step switch
        {
            BatchStep.Accept => Several.Each(d => Accept.DecideAsync(d, desk, pack, cancellation)),
            BatchStep.Fetch => desk.OnFiles(
                f => fetch.KeepAsync(f, answers.GetValueOrDefault(f.Dossier.Id), desk, cancellation), cancellation),
            BatchStep.Prepare => desk.OnFiles(
                f => PlainAsync(
                    f,
                    OfficerStep.Guard(f.Dossier, desk) ?? Prepare.Missing(f),
                    () => Prepare.Decide(f, desk)),
                cancellation),
            BatchStep.Check => desk.OnFiles(
                f => PlainAsync(
                    f,
                    f.Dossier.Hinders(DossierEvent.Checked, desk.Officer.Subject) is { } why ? Refusals.Of(why) : null,
                    () => Check.Decide(f.Dossier, desk)),
                cancellation),
            _ => throw new System.Diagnostics.UnreachableException("Every step is named above."),
        };

    /// <summary>
    /// What the step itself says against it comes first, because it tells more; what is not plain never goes on.
    /// </summary>
    private static Task<Outcome> PlainAsync(CaseFile file, Outcome.Refused? refused, Func<Outcome> decide) =>
        Task.FromResult(refused ?? (file.IsPlain ? decide() : Refusals.NotInAList));

    /// <summary>Gives those that are this officer's now, with their version.</summary>
    private async Task<List<Chosen>> TakeAsync(
        IEnumerable<Chosen> chosen, Dictionary<Guid, Bilingual> left, CancellationToken cancellation)
    {
        var ids = chosen.Select(c => c.Id).ToList();
        var untaken = await desk.Database.Dossiers.AsNoTracking()
            .Where(d => ids.Contains(d.Id) && d.State == DossierState.Received).Select(d => d.Id)
            .ToListAsync(cancellation);
        var take = Several.Each(d => Task.FromResult(Take.Decide(d, desk)));
        await DecideAsync(chosen.Where(c => untaken.Contains(c.Id)), Take.Action, take, left, cancellation);
        var versions = await desk.Database.Dossiers.AsNoTracking().Where(d => ids.Contains(d.Id))
            .Select(d => new { d.Id, d.Version }).ToDictionaryAsync(d => d.Id, d => d.Version, cancellation);
        return [.. chosen.Where(c => !left.ContainsKey(c.Id) && versions.ContainsKey(c.Id))
            .Select(c => untaken.Contains(c.Id) ? c with { Version = versions[c.Id] } : c)];
    }

    /// <summary>Nothing is held while the network is slow; what is not this officer's is not asked about.</summary>
    private async Task<Dictionary<Guid, FetchRecords.Answered>> AskAsync(
        IEnumerable<Chosen> chosen, CancellationToken cancellation)
    {
        var versions = chosen.ToDictionary(c => c.Id, c => c.Version);
        var ids = versions.Keys.ToList();
        var dossiers = await desk.Database.Dossiers.AsNoTracking().Where(d => ids.Contains(d.Id))
            .ToListAsync(cancellation);
        var answers = new System.Collections.Concurrent.ConcurrentDictionary<Guid, FetchRecords.Answered>();
        await Parallel.ForEachAsync(
            dossiers.Where(d => d.Version == versions[d.Id] && OfficerStep.Guard(d, desk) is null),
            new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce, CancellationToken = cancellation },
            async (dossier, cancel) => answers[dossier.Id] = await fetch.AskAsync(dossier, desk, cancel));
        return new(answers);
    }

    /// <returns>How many went on.</returns>
    private async Task<int> DecideAsync(
        IEnumerable<Chosen> chosen, string action, SharedRule rule, Dictionary<Guid, Bilingual> left,
        CancellationToken cancellation)
    {
        var done = 0;
        foreach (var (id, outcome) in await desk.DecideSeveralAsync(chosen, action, rule, cancellation))
        {
            if (outcome is Outcome.Refused refused)
            {
                left[id] = refused.Why;
            }
            else
            {
                done++;
            }
        }

        return done;
    }

    private async Task<List<(Guid, string, Bilingual)>> NamedAsync(
        Dictionary<Guid, Bilingual> left, CancellationToken cancellation)
    {
        desk.Database.ChangeTracker.Clear();
        var ids = left.Keys.ToList();
        var codes = await desk.Database.Dossiers.AsNoTracking().Where(d => ids.Contains(d.Id))
            .Select(d => new { d.Id, d.Code }).ToListAsync(cancellation);
        return [.. codes.OrderBy(d => d.Code).Select(d => (d.Id, d.Code, left[d.Id]))];
    }
}
