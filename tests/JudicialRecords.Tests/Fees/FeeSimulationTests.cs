using System.Text;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Policies;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Fees;

public sealed class FeeSimulationTests
{
    [Fact]
    public void Add_TheSamePack_ChangesNothing()
    {
        var simulation = new FeeSimulation();
        foreach (var copies in Enumerable.Range(0, 20))
        {
            AddAsStored(simulation, Some.Request(copies), ThePack.Hanoi);
        }

        simulation.Total.Dossiers.ShouldBe(20);
        simulation.Total.Changed.ShouldBe(0);
        simulation.Total.Draft.ShouldBe(simulation.Total.Stored);
    }

    [Fact]
    public void Add_DraftWithoutExtraCopies_ChargesTheCitizenWhatTheCityPaid()
    {
        var draft = Draft(pack => pack["support"]![0]!["extraCopiesAtMost"] = 0);
        var simulation = new FeeSimulation();

        AddAsStored(simulation, Some.Request(13), draft);
        AddAsStored(simulation, Some.Request(2), draft);

        simulation.Total.Changed.ShouldBe(1);
        simulation.Total.Stored.ShouldBe(new SimulatedAmounts(455_000, 0, 450_000, 5_000));
        simulation.Total.Draft.ShouldBe(new SimulatedAmounts(455_000, 0, 400_000, 55_000));
    }

    [Fact]
    public void Add_MonthsInAnyOrder_AreListedByTimeAndBalance()
    {
        var simulation = new FeeSimulation();
        foreach (var day in (DateOnly[])[new(2024, 12, 31), new(2024, 6, 1), new(2024, 6, 30), new(2024, 7, 1)])
        {
            AddAsStored(simulation, Some.Request(14) with { ReceivedOn = day }, ThePack.Hanoi);
        }

        simulation.Months.Select(m => (m.Month, m.Dossiers))
            .ShouldBe([("2024-06", 2), ("2024-07", 1), ("2024-12", 1)]);
        simulation.Months.ShouldAllBe(m => m.Stored.Balances && m.Draft.Balances);
    }

    [Fact]
    public void Add_ClaimNobodyHasJudged_IsCountedAndEntersNoAmount()
    {
        var simulation = new FeeSimulation();

        simulation.Add(Some.Request(0, null, Some.Claimed(FeeClass.Disabled)), stored: null, ThePack.Hanoi);

        simulation.Total.Undecided.ShouldBe(1);
        simulation.Total.Draft.ShouldBe(SimulatedAmounts.None);
    }

    [Fact]
    public void Add_MoreCopiesThanTheDraftAllows_IsCountedAsOutside()
    {
        var draft = Draft(pack => pack["limits"]![0]!["maxPaperCopies"] = 10);
        var simulation = new FeeSimulation();

        AddAsStored(simulation, Some.Request(13), draft);

        simulation.Total.NotCovered.ShouldBe(1);
        simulation.Total.Stored.ShouldBe(SimulatedAmounts.None);
    }

    [Theory]
    [InlineData(DossierState.Rejected, false, 0, 1)]
    [InlineData(DossierState.Withdrawn, false, 0, 1)]
    [InlineData(DossierState.Stopped, false, 0, 1)]
    [InlineData(DossierState.Stopped, true, 1, 0)]
    [InlineData(DossierState.InProgress, true, 1, 0)]
    [InlineData(DossierState.Done, false, 1, 0)]
    [InlineData(DossierState.Returned, false, 1, 0)]
    public void Add_DossierInAState_CountsOnlyWhatIsOwed(object state, bool open, int counted, int leftOut)
    {
        var simulation = new FeeSimulation();

        simulation.Add(Past(Some.Request(13), (DossierState)state, open), ThePack.Hanoi);

        (simulation.Total.Dossiers, simulation.Total.NotOwed).ShouldBe((counted, leftOut));
        simulation.Total.Stored.List.ShouldBe(255_000 * counted);
    }

    [Fact]
    public void Add_IssuedAnew_IsLeftOut()
    {
        var simulation = new FeeSimulation();

        simulation.Add(
            Past(Some.Request(13) with { ReissuedBy = "7/QĐ-STP" }, DossierState.Returned, open: false), ThePack.Hanoi);

        (simulation.Total.Dossiers, simulation.Total.IssuedAnew).ShouldBe((0, 1));
        simulation.Total.Draft.ShouldBe(SimulatedAmounts.None);
    }

    private static PastFee Past(FeeFacts facts, DossierState state, bool open)
    {
        var fee = FeeRules.Assess(facts, ThePack.Hanoi).ShouldBeOfType<FeeAssessment.Decided>();
        var trace = LawJson.Write(new FeeRecord(facts, fee));
        return new(new StoredFee(trace, true, fee.List, fee.Waived, fee.City, fee.Citizen), state, open);
    }

    private static void AddAsStored(FeeSimulation simulation, FeeFacts facts, PolicyPack draft)
    {
        var stored = FeeRules.Assess(facts, ThePack.Hanoi).ShouldBeOfType<FeeAssessment.Decided>();
        simulation.Add(facts, new(stored.List, stored.Waived, stored.City, stored.Citizen), draft);
    }

    private static PolicyPack Draft(Action<JsonNode> change)
    {
        var pack = JsonNode.Parse(ThePack.Text)!;
        change(pack);
        return PolicyLoader.Parse(Encoding.UTF8.GetBytes(pack.ToJsonString()), "draft");
    }
}
