using Civic.IdentityBridge.Matching;
using Civic.IdentityBridge.Representing;
using Civic.Shared.Identity;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>Who may act for whom by what the register has on record.</summary>
public sealed class RelationsTests
{
    private const string Actor = "001091999010";
    private const string Child = "001317999011";
    private const string Somebody = "001090999001";

    [Theory]
    [InlineData(Actor, null, null, false)]
    [InlineData(Somebody, Actor, null, false)]
    [InlineData(null, null, Actor, true)]
    [InlineData(Actor, null, Actor, false)]
    public void Between_EntryNamesTheActor_IsTheRelation(
        string? father, string? mother, string? guardian, bool isGuardian) =>
        Relations.Between(CitizenId.Parse(Actor), [Entry(Actor)], [OfChild(father, mother, guardian)])
            .ShouldBe(isGuardian ? Relation.Guardian : Relation.Parent);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(Somebody, Somebody, null)]
    [InlineData(Actor, null, Somebody)]
    [InlineData(Actor, null, "")]
    public void Between_EntryNamesOthersOrAnotherGuardian_IsNone(string? father, string? mother, string? guardian) =>
        Relations.Between(CitizenId.Parse(Actor), [Entry(Actor)], [OfChild(father, mother, guardian)]).ShouldBeNull();

    [Fact]
    public void Between_OneOfTheTwoIsDeceasedOrNotThere_IsNone()
    {
        var (actor, child) = (Entry(Actor), OfChild(Actor, null, null));

        Relations.Between(actor.Number, [actor with { IsDeceased = true }], [child]).ShouldBeNull();
        Relations.Between(actor.Number, [actor], [child with { IsDeceased = true }]).ShouldBeNull();
        Relations.Between(actor.Number, [], [child]).ShouldBeNull();
        Relations.Between(actor.Number, [actor], []).ShouldBeNull();
        Relations.Between(actor.Number, [actor], [OfChild(Somebody, null, null), child]).ShouldBeNull(
            "two entries that say different things say nothing");
        Relations.Between(actor.Number, [actor], [Entry(Actor) with { Father = Actor }]).ShouldBeNull("oneself");
    }

    /// <summary>Whatever is on record, a relation is only what every entry of both living people says.</summary>
    [Fact]
    public void Between_AnyEntries_IsARelationOnlyWhereEachNamesTheActor()
    {
        var chance = new Chance(20260302);
        string?[] numbers = [null, "", Actor, Somebody];
        PopulationEntry Any(string number) => Entry(number) with
        {
            IsDeceased = chance.Below(8) == 0,
            Father = numbers[chance.Below(4)],
            Mother = numbers[chance.Below(4)],
            Guardian = chance.Below(3) == 0 ? new(true, numbers[chance.Below(4)]) : Guardian.None,
        };
        var confirmed = 0;
        for (var round = 0; round < 20_000; round++)
        {
            PopulationEntry[] ofActor = [.. Enumerable.Range(0, chance.Below(3)).Select(_ => Any(Actor))];
            PopulationEntry[] ofChild = [.. Enumerable.Range(0, chance.Below(3)).Select(_ => Any(Child))];

            if (Relations.Between(CitizenId.Parse(Actor), ofActor, ofChild) is null)
            {
                continue;
            }

            confirmed++;
            ofActor.ShouldNotBeEmpty();
            ofChild.ShouldNotBeEmpty();
            ofActor.Concat(ofChild).ShouldAllBe(e => !e.IsDeceased);
            ofChild.ShouldAllBe(e => e.Guardian.IsNamed
                ? e.Guardian.Number == Actor : e.Father == Actor || e.Mother == Actor);
        }

        confirmed.ShouldBeGreaterThan(500);
    }

    [Theory]
    [InlineData("2012-03-03", true, "2026-03-02", true)]
    [InlineData("2012-03-02", true, "2026-03-02", false)]
    [InlineData("2012-12-31", false, "2026-01-01", false)]
    [InlineData("2012-12-31", false, "2025-12-31", true)]
    [InlineData("2012-02-29", true, "2026-02-27", true)]
    [InlineData("2012-02-29", true, "2026-02-28", false)]
    [InlineData("2012", false, "2026-01-01", false)]
    [InlineData("2012", false, "2025-12-31", true)]
    public void IsBelow_ByTheDayOrTheFirstOfTheYear_IsNeverTooLong(
        string born, bool isDayKnown, string today, bool below) =>
        new Representation(
            Guid.Empty, new(Child, "Trẻ", PartialDate.Parse(born)), isDayKnown, IsMale: false,
            new(Actor, "Cha", default), Relation.Parent, default)
            .IsBelow(14, DateOnly.ParseExact(today, "yyyy-MM-dd")).ShouldBe(below);

    private static PopulationEntry OfChild(string? father, string? mother, string? guardian) => Entry(Child) with
    {
        Father = father,
        Mother = mother,
        Guardian = guardian is null ? Guardian.None : new(true, guardian),
    };

    private static PopulationEntry Entry(string number) => new(CitizenId.Parse(number), null, "TEN", 1990);
}
