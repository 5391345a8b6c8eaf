using System.Runtime.CompilerServices;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Workflows;

/// <summary>Dossier, payment and signing together: every state that the service's own rules reach.</summary>
public sealed class ExplorationTests(ITestOutputHelper output)
{
    private static readonly Lazy<Exploration> Explored = new(() =>
        Exploration.Of(new DossierWorld(Money.Zero), new DossierWorld(DossierWorld.Due), new DossierWorld(null)));

    [Fact]
    public void Workflow_EveryReachableState_IsNeitherStuckNorIssuedTwice()
    {
        output.WriteLine($"{Explored.Value.States} states, {Explored.Value.Steps} steps");
        Explored.Value.Found.ShouldBeNull();
        Explored.Value.States.ShouldBeGreaterThan(10_000);
    }

    [Fact]
    public void Workflow_StatesTurnsAndEvents_AreAllReached()
    {
        Explored.Value.Seen.ShouldBe(Enum.GetValues<DossierState>(), ignoreOrder: true);
        Explored.Value.Turns.ShouldBe(Enum.GetValues<Turn>(), ignoreOrder: true);
        DossierStory.All.Except(Explored.Value.Happened).Select(h => h.Name).ShouldBeEmpty();
    }

    [Fact]
    public void Diagram_InTheDocs_IsWhatTheRulesSay()
    {
        var path = Path.Combine(FolderOfThis(), "..", "..", "..", "docs", "flows", "states.md");
        var written = StateDiagram.Page(Explored.Value);
        if (Environment.GetEnvironmentVariable("CIVIC_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, written);
        }

        File.ReadAllText(path).ShouldBe(written, "write it anew with CIVIC_WRITE_DOCS=1");
    }

    private static string FolderOfThis([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
