using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Policies;
using Civic.Shared.Identity;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Fees;

public sealed class FeeRulesTests
{
    [Theory]
    [InlineData(0, 200_000, 200_000, 0)]
    [InlineData(2, 200_000, 200_000, 0)]
    [InlineData(3, 205_000, 205_000, 0)]
    [InlineData(12, 250_000, 250_000, 0)]
    [InlineData(13, 255_000, 250_000, 5_000)]
    [InlineData(14, 260_000, 250_000, 10_000)]
    public void Assess_Ordinary_CityPaysAllUpToTwelveCopies(int copies, long list, long city, long citizen) =>
        Decided(Some.Request(copies)).ShouldBeAmounts(list, 0, city, citizen);

    [Fact]
    public void Assess_StudentWithFourteenCopies_PaysTenThousand() =>
        Decided(Some.Request(14, null, Some.Proved(FeeClass.Student)))
            .ShouldBeAmounts(260_000, 100_000, 150_000, 10_000);

    [Theory]
    [InlineData(nameof(FeeClass.Student))]
    [InlineData(nameof(FeeClass.Merit))]
    [InlineData(nameof(FeeClass.MartyrRelative))]
    public void Assess_ReducedClass_CityPaysTheReducedFee(string fee) =>
        Decided(Some.Request(0, null, Some.Proved(Enum.Parse<FeeClass>(fee))))
            .ShouldBeAmounts(200_000, 100_000, 100_000, 0);

    [Theory]
    [InlineData(nameof(FeeClass.Disabled))]
    [InlineData(nameof(FeeClass.PoorHousehold))]
    [InlineData(nameof(FeeClass.DifficultCommune))]
    public void Assess_ExemptClass_NothingAndNoCityEntry(string fee) =>
        Decided(Some.Request(0, null, Some.Proved(Enum.Parse<FeeClass>(fee)))).ShouldBeAmounts(200_000, 200_000, 0, 0);

    [Fact]
    public void Assess_ExemptWithExtraCopies_ChargesNothingAndFlagsIt()
    {
        var fee = Decided(Some.Request(5, null, Some.Proved(FeeClass.Disabled)));

        fee.ShouldBeAmounts(215_000, 215_000, 0, 0);
        fee.Trace.ShouldContain(l => l.Clause == "TT-244-2016:exempt-extra-copies" && l.Flag);
    }

    [Theory]
    [InlineData("2008-08-02", true)] // 15 until tomorrow
    [InlineData("2008-08-01", false)] // 16 today
    public void Assess_Child_IsExemptBelowSixteenWithoutACityEntry(string born, bool exempt)
    {
        var child = Some.Adult with { BirthDate = BirthDate.Of(Day(born)) };

        var fee = Decided(Some.Request(0, child));

        fee.Class.ShouldBe(exempt ? FeeClass.Child : null);
        fee.City.ShouldBe(exempt ? Money.Zero : new Money(200_000));
    }

    [Theory]
    [InlineData("1964-08-01", true)]
    [InlineData("1964-08-02", false)]
    public void Assess_Elderly_IsExemptFromFullSixty(string born, bool exempt) =>
        Decided(Some.Request(0, Some.Adult with { BirthDate = BirthDate.Of(Day(born)) }))
            .Waived.ShouldBe(exempt ? new Money(200_000) : Money.Zero);

    [Fact]
    public void Assess_Foreigner_PaysTheFullFee()
    {
        var foreigner = Some.Adult with { Nationality = "GB" };

        Decided(Some.Request(3, foreigner, Some.Proved(FeeClass.Student))).ShouldBeAmounts(205_000, 0, 0, 205_000);
    }

    [Theory]
    [InlineData(AssuranceLevel.Level1, nameof(RequestChannel.Vneid), "level-of-account")]
    [InlineData(AssuranceLevel.None, nameof(RequestChannel.Vneid), "level-of-account")]
    [InlineData(AssuranceLevel.Level2, nameof(RequestChannel.NationalPortal), "channel")]
    [InlineData(AssuranceLevel.Level2, nameof(RequestChannel.Counter), "channel")]
    [InlineData(AssuranceLevel.Level2, nameof(RequestChannel.Post), "channel")]
    public void Assess_NotLevelTwoByVneid_CitizenPaysAndReadsWhy(AssuranceLevel level, string channel, string why)
    {
        var fee = Decided(
            Some.Request() with
            {
                RequesterLevel = level,
                Channel = Enum.Parse<RequestChannel>(channel),
            }
        );

        fee.ShouldBeAmounts(200_000, 0, 0, 200_000);
        fee.Trace.ShouldContain(l => l.Clause == $"NQ-11-2024:{why}");
    }

    [Fact]
    public void Assess_SentByTheApplication_IsSupported() =>
        Decided(Some.Request() with { Channel = RequestChannel.VneidApplication }).Citizen.ShouldBe(Money.Zero);

    [Theory]
    [InlineData(true, false, 200_000)]
    [InlineData(false, true, 200_000)]
    [InlineData(false, false, 0)]
    public void Assess_Residence_PermanentOrTemporaryIsSupported(bool permanent, bool temporary, long city) =>
        Decided(Some.Request(0, Some.Adult with { PermanentInCity = permanent, TemporaryInCity = temporary }))
            .City.ShouldBe(new Money(city));

    [Theory]
    [InlineData("2024-05-31", 0)]
    [InlineData("2024-06-01", 200_000)]
    public void Assess_DayOfReception_DecidesTheSupport(string on, long city) =>
        Decided(Some.Request() with { ReceivedOn = Day(on) }).City.ShouldBe(new Money(city));

    [Fact]
    public void Assess_ChronologyIn2026_HasNoSupportAndFlagsTheCircular()
    {
        var fee = FeeRules
            .Assess(Some.Request() with { ReceivedOn = Day("2026-02-01") }, ThePack.Chronology)
            .ShouldBeOfType<FeeAssessment.Decided>();

        fee.ShouldBeAmounts(200_000, 0, 0, 200_000);
        fee.Trace.ShouldContain(l => l.Clause == "TT-16-2025:base" && l.Flag);
    }

    [Fact]
    public void Assess_PopulationRegisterDown_IsNeitherExemptNorFullFee() =>
        FeeRules
            .Assess(Some.Request() with { Person = null }, ThePack.Hanoi)
            .ShouldBeOfType<FeeAssessment.AwaitsRegister>()
            .Registers.ShouldBe(["population"]);

    [Fact]
    public void Assess_RegisterOfAClaimedClassDown_WaitsForIt()
    {
        var claim = new ClassClaim(FeeClass.Merit, ClaimEvidence.RegisterDown, "social-policy");

        FeeRules
            .Assess(Some.Request(0, null, claim), ThePack.Hanoi)
            .ShouldBeOfType<FeeAssessment.AwaitsRegister>()
            .Registers.ShouldBe(["social-policy"]);
    }

    [Fact]
    public void Assess_ClaimNoRegisterProves_WaitsForReception() =>
        FeeRules
            .Assess(Some.Request(0, null, Some.Claimed(FeeClass.Student)), ThePack.Hanoi)
            .ShouldBeOfType<FeeAssessment.AwaitsJudgement>()
            .Claims.ShouldBe([FeeClass.Student]);

    [Theory]
    [InlineData(nameof(ClaimEvidence.PapersAccepted), 100_000)]
    [InlineData(nameof(ClaimEvidence.PapersRejected), 0)]
    public void Assess_ReceptionJudged_FollowsTheJudgement(string judged, long waived) =>
        Decided(Some.Request(0, null, new ClassClaim(FeeClass.Student, Enum.Parse<ClaimEvidence>(judged), "papers")))
            .Waived.ShouldBe(new Money(waived));

    [Fact]
    public void Assess_SeveralClasses_MostFavourableHolds() =>
        Decided(Some.Request(0, null, Some.Proved(FeeClass.Student), Some.Proved(FeeClass.PoorHousehold)))
            .Class.ShouldBe(FeeClass.PoorHousehold);

    [Fact]
    public void Assess_OpenClaimThatCouldNotBetterIt_DoesNotHoldUp() =>
        Decided(Some.Request(0, null, Some.Proved(FeeClass.Disabled), Some.Claimed(FeeClass.Student)))
            .Class.ShouldBe(FeeClass.Disabled);

    [Fact]
    public void Assess_OpenClaimThatCouldBetterIt_WaitsForReception() =>
        FeeRules
            .Assess(
                Some.Request(0, null, Some.Proved(FeeClass.Student), Some.Claimed(FeeClass.Disabled)),
                ThePack.Hanoi
            )
            .ShouldBeOfType<FeeAssessment.AwaitsJudgement>()
            .Claims.ShouldBe([FeeClass.Disabled]);

    [Theory]
    [InlineData(2007, null)] // 16 or 17: no child
    [InlineData(2010, nameof(FeeClass.Child))] // 13 or 14
    [InlineData(1963, nameof(FeeClass.Elderly))] // 60 or 61
    public void Assess_OnlyTheYearOfBirthKnown_DecidesWhereItIsCertain(int year, string? expected) =>
        Decided(Some.Request(0, Some.Adult with { BirthDate = new(year) })).Class?.ToString().ShouldBe(expected);

    [Theory]
    [InlineData(2008, nameof(FeeClass.Child))] // 15 or 16
    [InlineData(1964, nameof(FeeClass.Elderly))] // 59 or 60
    public void Assess_OnlyTheYearOfBirthKnown_ReceptionJudgesWhereItIsNot(int year, string open) =>
        FeeRules
            .Assess(Some.Request(0, Some.Adult with { BirthDate = new(year) }), ThePack.Hanoi)
            .ShouldBeOfType<FeeAssessment.AwaitsJudgement>()
            .Claims.ShouldBe([Enum.Parse<FeeClass>(open)]);

    [Fact]
    public void Assess_AnyDecision_LinesAddUpToWhatIsDue()
    {
        var fee = Decided(Some.Request(14, null, Some.Proved(FeeClass.Student)));

        fee.Trace.Aggregate(Money.Zero, (sum, line) => sum + line.Amount).ShouldBe(fee.Citizen);
        fee.Trace.ShouldContain(l => l.Flag && l.Basis.En.Contains("the rules of 2024", StringComparison.Ordinal));
        fee.Trace.ShouldAllBe(l => l.Basis.Vi.Length > 0 && l.Basis.En.Length > 0 && l.Evidence.Length > 0);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void Assess_ImpossibleCopies_Throws(int copies) =>
        Should.Throw<ArgumentOutOfRangeException>(() => FeeRules.Assess(Some.Request(copies), ThePack.Hanoi));

    private static FeeAssessment.Decided Decided(FeeFacts facts) =>
        FeeRules.Assess(facts, ThePack.Hanoi).ShouldBeOfType<FeeAssessment.Decided>();

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

internal static class FeeAssertions
{
    internal static void ShouldBeAmounts(
        this FeeAssessment.Decided fee,
        long list,
        long waived,
        long city,
        long citizen
    ) => (fee.List.Dong, fee.Waived.Dong, fee.City.Dong, fee.Citizen.Dong).ShouldBe((list, waived, city, citizen));
}
