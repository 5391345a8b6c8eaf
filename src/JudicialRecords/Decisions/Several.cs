using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.Decisions;

/// <summary>A dossier as whoever chose it saw it.</summary>
internal sealed record Chosen(Guid Id, int Version)
{
    internal static Chosen? Parse(string value) =>
        value.Split(':') is [var id, var version] && Guid.TryParse(id, out var guid) && int.TryParse(version, out var v)
            ? new(guid, v)
            : null;
}

/// <summary>The decision on one of several dossiers, after what it rests on was read for all of them.</summary>
internal delegate Task<Func<Dossier, Task<Outcome>>> SharedRule(IReadOnlyList<Dossier> dossiers);

/// <summary>
/// One action on several dossiers: saved some at a time, and where somebody changed one of those meanwhile, each in a
/// transaction of its own, so that only that one is left.
/// </summary>
internal static class Several
{
    private const int SavedAtOnce = 25;

    internal static SharedRule Each(Func<Dossier, Task<Outcome>> decide) => _ => Task.FromResult(decide);

    internal static SharedRule OnFiles(
        this Desk desk, Func<CaseFile, Task<Outcome>> decide, CancellationToken cancellation) =>
        async dossiers =>
        {
            var files = (await CaseFile.LoadAsync(desk.Database, dossiers, cancellation))
                .ToDictionary(f => f.Dossier.Id);
            return dossier => decide(files[dossier.Id]);
        };

    /// <returns>How each ended, in the order given; what there is no dossier of is not there.</returns>
    internal static async Task<IReadOnlyList<(Guid Id, Outcome Outcome)>> DecideSeveralAsync(
        this Desk desk, IEnumerable<Chosen> chosen, string action, SharedRule rule, CancellationToken cancellation)
    {
        var ended = new List<(Guid, Outcome)>();
        foreach (var some in chosen.Chunk(SavedAtOnce))
        {
            var outcomes = await desk.DecideAllAsync(some, action, rule, cancellation)
                ?? await desk.DecideEachAsync(some, action, rule, cancellation);
            ended.AddRange(some.Where(c => outcomes.ContainsKey(c.Id)).Select(c => (c.Id, outcomes[c.Id])));
        }

        return ended;
    }

    private static async Task<IReadOnlyDictionary<Guid, Outcome>> DecideEachAsync(
        this Desk desk, Chosen[] some, string action, SharedRule rule, CancellationToken cancellation)
    {
        var outcomes = new Dictionary<Guid, Outcome>();
        foreach (var one in some)
        {
            var alone = await desk.DecideAllAsync([one], action, rule, cancellation);
            if (alone is null)
            {
                outcomes[one.Id] = Refusals.SomebodyWasFaster;
            }
            else if (alone.TryGetValue(one.Id, out var outcome))
            {
                outcomes[one.Id] = outcome;
            }
        }

        return outcomes;
    }
}
