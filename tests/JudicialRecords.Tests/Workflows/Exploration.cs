using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Tests.Workflows;

/// <summary>
/// Breadth first through every state that can be reached, so that what goes wrong is told by a shortest story.
/// </summary>
internal sealed class Exploration
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<(int Before, string By)> _came = [];
    private readonly List<(int From, int To, Party By)> _steps = [];
    private readonly List<bool> _over = [];
    private readonly Queue<(int Number, DossierWorld World)> _next = new();

    /// <summary>What each rule was seen to do to the official state.</summary>
    internal HashSet<(DossierState From, DossierState To, DossierEvent By)> Moves { get; } = [];

    internal HashSet<Happening> Happened { get; } = [];

    internal HashSet<DossierState> Seen { get; } = [];

    internal HashSet<Turn> Turns { get; } = [];

    internal int States => _came.Count;

    internal int Steps => _steps.Count;

    /// <summary>What was found wrong, with the story that leads there; null where nothing is.</summary>
    internal string? Found { get; private set; }

    internal static Exploration Of(params DossierWorld[] starts)
    {
        var exploration = new Exploration();
        exploration.Note(DossierWorld.Owing());
        foreach (var start in starts)
        {
            exploration.Reach(start, -1, "submitted");
        }

        while (exploration.Found is null && exploration._next.TryDequeue(out var next))
        {
            exploration.Expand(next.Number, next.World);
        }

        exploration.Found ??= exploration.Endless(_ => true, "nothing can end it any more");
        exploration.Found ??= exploration.Endless(
            by => by is Party.Staff or Party.System, "it never ends unless the citizen acts");
        return exploration;
    }

    private void Expand(int number, DossierWorld world)
    {
        var turn = NextStep.Of(world.Dossier);
        var goesOn = false;
        Note(world);
        foreach (var happening in DossierStory.All)
        {
            var after = world.Clone();
            if (!happening.Try(after))
            {
                continue;
            }

            Happened.Add(happening);
            var wrong = DossierTruths.Broken(world, after);
            var to = Reach(after, number, happening.Name, wrong);
            _steps.Add((number, to, happening.By));
            goesOn |= to != number && happening.By == DossierTruths.PartyOf(turn);
        }

        if (Found is null && turn != Turn.Nobody && !goesOn)
        {
            Found = $"{Story(number)}: it is the turn of {turn}, who can do nothing";
        }
    }

    private void Note(DossierWorld world)
    {
        foreach (var what in Enum.GetValues<DossierEvent>())
        {
            if (DossierWorld.Staff.FirstOrDefault(s => world.Dossier.Hinders(what, s) is null) is { } subject)
            {
                var after = world.Clone();
                var before = after.Dossier.History.Count;
                after.Try(what, subject);
                Moves.UnionWith(after.Dossier.History.Skip(before).Select(h => (h.From!.Value, h.To, what)));
            }
        }
    }

    private int Reach(DossierWorld world, int before, string by, string? wrong = null)
    {
        var key = world.Key();
        if (!_numbers.TryGetValue(key, out var number))
        {
            number = _came.Count;
            _numbers.Add(key, number);
            _came.Add((before, by));
            _over.Add(DossierTruths.IsOver(world));
            _next.Enqueue((number, world));
            Seen.Add(world.Dossier.State);
            Turns.Add(NextStep.Of(world.Dossier));
            wrong ??= DossierTruths.Broken(world);
        }

        if (wrong is not null)
        {
            Found ??= before < 0 ? $"{by}: {wrong}" : $"{Story(before)}, {by}: {wrong}";
        }

        return number;
    }

    /// <summary>A state from which no end can be reached by steps of these parties.</summary>
    private string? Endless(Func<Party, bool> counts, string what)
    {
        var before = _steps.Where(s => counts(s.By)).ToLookup(s => s.To, s => s.From);
        var ends = new bool[_came.Count];
        var back = new Stack<int>(Enumerable.Range(0, ends.Length).Where(i => _over[i]));
        while (back.TryPop(out var number))
        {
            if (!ends[number])
            {
                ends[number] = true;
                foreach (var earlier in before[number])
                {
                    back.Push(earlier);
                }
            }
        }

        var stuck = Array.IndexOf(ends, false);
        return stuck < 0 ? null : $"{Story(stuck)}: {what}";
    }

    private string Story(int number)
    {
        var story = new Stack<string>();
        for (var at = number; at >= 0; at = _came[at].Before)
        {
            story.Push(_came[at].By);
        }

        return string.Join(", ", story);
    }
}
