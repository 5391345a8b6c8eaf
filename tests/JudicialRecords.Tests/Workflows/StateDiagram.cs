using System.Globalization;
using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.Tests.Workflows;

/// <summary>docs/flows/states.md, drawn from what the exploration of the rules has seen.</summary>
internal static class StateDiagram
{
    internal static string Page(Exploration explored)
    {
        var moves = explored.Moves.Order().ToList();
        var all = Enum.GetValues<DossierState>();
        string[] lines =
        [
            "# The ten official states",
            "",
            "Written from the rules in `src/JudicialRecords/Requests/Workflow.cs` by `ExplorationTests`, which goes",
            "through every state of request, payment and signature that they can reach " + Size(explored) + " and",
            "finds none that is stuck, issued twice or without its money. Written anew with `CIVIC_WRITE_DOCS=1`.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            .. all.Select(s => $"    s{(int)s} : {(int)s} {s.Name().Vi} / {s.Name().En}"),
            "    [*] --> s1 : submitted",
            .. moves.GroupBy(m => (m.From, m.To), m => DossierStory.Words(m.By))
                .Select(w => $"    s{(int)w.Key.From} --> s{(int)w.Key.To} : {string.Join(", ", w)}"),
            .. all.Where(s => moves.All(m => m.From != s)).Select(s => $"    s{(int)s} --> [*]"),
            "```",
            "",
            "## What brings a request from one state to another",
            "",
            "| from | to | event | by |",
            "|---|---|---|---|",
            .. moves.Select(m =>
                $"| {(int)m.From} | {(int)m.To} | {DossierStory.Words(m.By)} | {Workflow.PartyOf(m.By)} |"),
            "",
            "The national interface also allows, and nothing here uses: " + Unused(explored) + ".",
            "",
            "## What moves the work on within a state",
            "",
            "| event | by |",
            "|---|---|",
            .. Enum.GetValues<DossierEvent>().Where(e => moves.TrueForAll(m => m.By != e))
                .Select(e => $"| {DossierStory.Words(e)} | {Workflow.PartyOf(e)} |"),
            "",
        ];
        return string.Join('\n', lines);
    }

    private static string Size(Exploration explored) =>
        string.Create(CultureInfo.InvariantCulture, $"({explored.States:N0} states, {explored.Steps:N0} steps)");

    private static string Unused(Exploration explored)
    {
        var all = Enum.GetValues<DossierState>();
        var used = explored.Moves.Select(m => (m.From, m.To)).ToHashSet();
        return string.Join(", ", all.SelectMany(from => all
            .Where(to => from.MayBecome(to) && !used.Contains((from, to)))
            .Select(to => $"{(int)from} to {(int)to}")));
    }
}
