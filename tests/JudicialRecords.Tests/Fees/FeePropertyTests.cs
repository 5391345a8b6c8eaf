using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Policies;
using Civic.Shared.Identity;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Fees;

public sealed class FeePropertyTests
{
    private const int Rounds = 20_000;

    [Fact]
    public void Assess_AnyFacts_ListIsWaivedPlusCityPlusCitizen() =>
        ForAll(
            (facts, pack) =>
            {
                if (FeeRules.Assess(facts, pack) is FeeAssessment.Decided fee)
                {
                    (fee.Waived + fee.City + fee.Citizen).ShouldBe(fee.List);
                    new[] { fee.Waived, fee.City, fee.Citizen }.ShouldAllBe(m => m.Dong >= 0);
                    fee.City.ShouldBeLessThanOrEqualTo(new Money(fee.Waived > Money.Zero ? 150_000 : 250_000));
                    fee.Trace.Aggregate(Money.Zero, (sum, line) => sum + line.Amount).ShouldBe(fee.Citizen);
                }
            }
        );

    [Fact]
    public void Assess_OneCopyMore_NeverCostsLess() =>
        ForAll(
            (facts, pack) =>
            {
                var (less, more) = (
                    FeeRules.Assess(facts, pack),
                    FeeRules.Assess(facts with { PaperCopies = facts.PaperCopies + 1 }, pack)
                );
                more.GetType().ShouldBe(less.GetType());
                if (less is FeeAssessment.Decided a && more is FeeAssessment.Decided b)
                {
                    b.List.ShouldBeGreaterThanOrEqualTo(a.List);
                    b.City.ShouldBeGreaterThanOrEqualTo(a.City);
                    b.Citizen.ShouldBeGreaterThanOrEqualTo(a.Citizen);
                }
            }
        );

    [Fact]
    public void Assess_StoredFacts_GiveTheSameYearsLater() =>
        ForAll(
            (facts, pack) =>
            {
                var first = LawJson.Write(FeeRules.Assess(facts, pack));
                var later = LawJson.Write(
                    FeeRules.Assess(LawJson.Read<FeeFacts>(LawJson.Write(facts)), PolicyLoader.Load(pack.Name))
                );

                later.ShouldBe(first);
                LawJson.Write(LawJson.Read<FeeAssessment>(first)).ShouldBe(first);
            },
            rounds: 500
        );

    [Fact]
    public void Assess_NotAVietnameseResident_CityPaysNothing() =>
        ForAll(
            (facts, pack) =>
            {
                var person = facts.Person! with { PermanentInCity = false, TemporaryInCity = false };
                if (FeeRules.Assess(facts with { Person = person }, pack) is FeeAssessment.Decided fee)
                {
                    fee.City.ShouldBe(Money.Zero);
                }
            }
        );

    private static void ForAll(Action<FeeFacts, PolicyPack> holds, int rounds = Rounds)
    {
        var chance = new Chance(20240601);
        for (var i = 0; i < rounds; i++)
        {
            var pack = chance.Below(2) == 0 ? ThePack.Hanoi : ThePack.Chronology;
            holds(SomeFacts(chance), pack);
        }
    }

    private static FeeFacts SomeFacts(Chance chance)
    {
        var born = new DateOnly(1930, 1, 1).AddDays(chance.Below(34_000));
        return new()
        {
            ReceivedOn = new DateOnly(2024, 1, 1).AddDays(chance.Below(1_200)),
            PaperCopies = chance.Below(30),
            Person = new(
                chance.Below(5) == 0 ? new(born.Year) : BirthDate.Of(born),
                chance.Below(6) == 0 ? "GB" : "VN",
                chance.Below(2) == 0,
                chance.Below(2) == 0,
                "population",
                DateTimeOffset.UnixEpoch
            ),
            RequesterLevel = (AssuranceLevel)chance.Below(3),
            Channel = (RequestChannel)chance.Below(5),
            Claims =
            [
                .. Enumerable
                    .Range(0, chance.Below(3))
                    .Select(_ => new ClassClaim(
                        (FeeClass)(2 + chance.Below(6)),
                        (ClaimEvidence)chance.Below(5),
                        "register"
                    )),
            ],
        };
    }
}
