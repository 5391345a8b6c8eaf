using Civic.JudicialRecords.Expungement;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Policies;
using Shouldly;
using Xunit;
using static Civic.JudicialRecords.Tests.Expungement.Judgments;

namespace Civic.JudicialRecords.Tests.Expungement;

/// <summary>The worked examples of the fact sheet (4.5), on 01/06/2024, and the branches around them.</summary>
public sealed class ExpungementRulesTests
{
    private static readonly DateOnly June2024 = Day("01/06/2024");
    private static readonly BirthDate Adult = BirthDate.Of(Day("10/10/1980"));

    [Fact]
    public void Judge_NeverConvicted_ClearAsComputed()
    {
        var result = Judge();

        result.ShouldBeOfType<ConvictionResult.Clear>();
        result.Use.ShouldBeOfType<ResultUse.AsComputed>();
    }

    [Fact]
    public void Judge_Example1_ThreeYearsDoneTwoYearsAgo_Expunged() => Expunged(Prison(36, "01/03/2022"), "01/03/2024");

    [Fact]
    public void Judge_Example2_PeriodNotOver_Active() => Active(Prison(36, "01/08/2022"), "01/08/2024");

    [Fact]
    public void Judge_Example3_ProbationOfSuspendedSentenceEnded_Expunged() =>
        Expunged(
            Some(new(MainPenaltyKind.SuspendedPrison, 18, 36, "18 tháng tù, án treo"), "15/05/2023"),
            "15/05/2024"
        );

    [Fact]
    public void Judge_Example4_SevenYears_ThreeYearPeriod() => Expunged(Prison(84, "10/01/2021"), "10/01/2024");

    [Fact]
    public void Judge_Example5_BanOutlastsThePeriod_ActiveToItsEnd() =>
        Active(
            Prison(24, "01/01/2022") with
            {
                Additional =
                [
                    new(
                        AdditionalPenaltyKind.PostBan,
                        "cấm đảm nhiệm chức vụ 5 năm",
                        Completion.NotDone,
                        Day("01/01/2027")
                    ),
                ],
            },
            "01/01/2027"
        );

    [Fact]
    public void Judge_Example6_NewCrimeWithinThePeriod_RestartsTheOld()
    {
        var result = Judge(Prison(24, "01/01/2021"), Prison(12, "01/12/2023", committed: "01/06/2022"));

        result.ShouldBeOfType<ConvictionResult.Convicted>();
        result.Findings.Count.ShouldBe(2);
        result.Findings.ShouldAllBe(f => f.Standing == JudgmentStanding.Active && f.End == Day("01/12/2025"));
    }

    [Fact]
    public void Judge_Example7_NegligentSerious_NoRecordFromTheStart() =>
        NoRecord(Prison(12, null).Of(o => o with { Negligent = true, Gravity = OffenceGravity.Serious }), Adult);

    [Fact]
    public void Judge_Example8_FifteenAtTheOffence_NoRecord() =>
        NoRecord(Prison(36, null, committed: "01/01/2020"), BirthDate.Of(Day("01/06/2004")));

    [Fact]
    public void Judge_Example9_NationalSecurity_ActiveUntilACourtDecides()
    {
        var judgment = Prison(48, "01/01/2015", committed: "01/01/2011").Of(o => o with { Chapter = 13 });

        Judge(judgment).Findings.Single().Reasons.ShouldContain(r => r.Code == "art-71-court");
        Judge(judgment with { Expungement = Document(ExpungementDocumentKind.CourtDecision) })
            .ShouldBeOfType<ConvictionResult.Clear>();
        Judge(judgment with { Expungement = Document(ExpungementDocumentKind.RecordedVerification) })
            .ShouldBeOfType<ConvictionResult.Convicted>();
    }

    [Fact]
    public void Judge_Example10_SeventeenAndVerySerious_TwoYearPeriodOfArticle107()
    {
        var judgment = Prison(72, "01/05/2022", committed: "01/01/2018")
            .Of(o => o with { Gravity = OffenceGravity.VerySerious });
        var born = BirthDate.Of(Day("01/06/2000"));

        Standing(judgment, born).ShouldBe((JudgmentStanding.ExpungedByTime, Day("01/05/2024")));
    }

    [Fact]
    public void Judge_Example11_FinePaidAYearAgo_ExpungedToday() =>
        Expunged(Some(new(MainPenaltyKind.Fine, null, null, "phạt tiền"), "01/06/2023"), "01/06/2024");

    [Theory]
    [InlineData("not-done", true)]
    [InlineData("unknown", false)]
    public void Judge_Example12_CourtFee_UnpaidBlocksAndUnknownNeedsVerification(string state, bool convicted)
    {
        var completion = state == "unknown" ? Completion.Unknown : Completion.NotDone;
        var result = Judge(Prison(24, "01/01/2020") with { CourtFee = new("án phí", completion) });

        (result is ConvictionResult.Convicted).ShouldBe(convicted);
        (result is ConvictionResult.NeedsVerification).ShouldBe(!convicted);
        result.Use.ShouldBeOfType<ResultUse.OfficerDecides>();
    }

    [Theory]
    [InlineData(60, 24)]
    [InlineData(61, 36)]
    [InlineData(180, 36)]
    [InlineData(181, 60)]
    public void Judge_LengthOfPrison_GivesThePeriodAtItsBorder(int months, int period) =>
        Judge(Prison(months, "01/01/2024")).Findings.Single().End.ShouldBe(Day("01/01/2024").AddMonths(period));

    [Fact]
    public void Judge_LifeImprisonment_FiveYears() =>
        Active(Some(new(MainPenaltyKind.Life, null, null, "tù chung thân"), "01/01/2022"), "01/01/2027");

    [Fact]
    public void Judge_CompletionUnknown_NeedsVerification() =>
        Judge(Prison(24, null)).ShouldBeOfType<ConvictionResult.NeedsVerification>();

    [Fact]
    public void Judge_StillServing_ConvictedAsComputed()
    {
        var result = Judge(Prison(24, null) with { MainCompletion = Completion.NotDone });

        result.ShouldBeOfType<ConvictionResult.Convicted>();
        result.Use.ShouldBeOfType<ResultUse.AsComputed>();
    }

    [Fact]
    public void Judge_StatuteOfExecutionExpired_StartsThePeriod() =>
        Expunged(Prison(24, null) with { ExecutionLimitExpiredOn = Day("01/01/2022") }, "01/01/2024");

    [Fact]
    public void Judge_ExpungedAndRecorded_ClearAsComputed()
    {
        var result = Judge(
            Prison(24, "01/01/2015") with
            {
                Expungement = Document(ExpungementDocumentKind.CourtCertificate),
            }
        );

        result.ShouldBeOfType<ConvictionResult.Clear>();
        result.Use.ShouldBeOfType<ResultUse.AsComputed>();
        result.Findings.Single().Standing.ShouldBe(JudgmentStanding.ExpungedAndRecorded);
    }

    [Fact]
    public void Judge_ExpungedByTimeOnly_GoesToTheOfficer() =>
        Judge(Prison(24, "01/01/2015")).Use.ShouldBeOfType<ResultUse.OfficerDecides>().Reasons.Count.ShouldBe(1);

    [Theory]
    [InlineData(nameof(JudgmentState.NotFinal), nameof(JudgmentStanding.Ignored))]
    [InlineData(nameof(JudgmentState.Quashed), nameof(JudgmentStanding.Ignored))]
    [InlineData(nameof(JudgmentState.Decriminalised), nameof(JudgmentStanding.Ignored))]
    [InlineData(nameof(JudgmentState.Unknown), nameof(JudgmentStanding.NeedsVerification))]
    public void Judge_NotAFinalJudgment_IsIgnoredButUnknownIsNot(string state, string standing) =>
        Judge(Prison(24, null) with { State = Enum.Parse<JudgmentState>(state) })
            .Findings.Single()
            .Standing.ShouldBe(Enum.Parse<JudgmentStanding>(standing));

    [Fact]
    public void Judge_OneCountThatCounts_MakesTheJudgmentCount()
    {
        var judgment = Prison(24, "01/01/2024");
        var negligent = judgment.Offences[0] with { Negligent = true };

        Judge(judgment with { Offences = [negligent, judgment.Offences[0]] })
            .ShouldBeOfType<ConvictionResult.Convicted>();
    }

    [Fact]
    public void Judge_FineOfTheJudgmentPaidAfterThePeriod_ExpungedOnThatDayAndFlagged()
    {
        var finding = Judge(
            Prison(24, "01/01/2018") with
            {
                Additional = [new(AdditionalPenaltyKind.Fine, "phạt bổ sung", Completion.Done(Day("01/03/2024")))],
            }
        )
            .Findings.Single();

        finding.End.ShouldBe(Day("01/03/2024"));
        finding.Reasons.ShouldContain(r => r.Code == "done-late" && r.Flag);
    }

    [Fact]
    public void Judge_YearOfBirthLeavesMinorityOpen_NeedsVerificationInsteadOfActive() =>
        Judge(new BirthDate(2004), Prison(36, "01/01/2024", committed: "01/06/2022"))
            .ShouldBeOfType<ConvictionResult.NeedsVerification>();

    [Fact]
    public void Judge_Article107After2026_IsKeptAndFlagged()
    {
        var judgment = Prison(72, "01/05/2025", committed: "01/01/2018")
            .Of(o => o with { Gravity = OffenceGravity.VerySerious });
        var result = ExpungementRules.Judge(
            [judgment],
            BirthDate.Of(Day("01/06/2000")),
            Day("01/02/2026"),
            ThePack.Hanoi
        );

        result.Findings.Single().Reasons.ShouldContain(r => r.Code == "art-107-2-period" && r.Flag);
        result.Use.ShouldBeOfType<ResultUse.OfficerDecides>();
    }

    private static void Expunged(JudgmentFacts judgment, string on) =>
        Standing(judgment, Adult).ShouldBe((JudgmentStanding.ExpungedByTime, Day(on)));

    private static void Active(JudgmentFacts judgment, string until) =>
        Standing(judgment, Adult).ShouldBe((JudgmentStanding.Active, Day(until)));

    private static void NoRecord(JudgmentFacts judgment, BirthDate born)
    {
        var result = Judge(born, judgment);
        result.ShouldBeOfType<ConvictionResult.Clear>();
        result.Findings.Single().Standing.ShouldBe(JudgmentStanding.NoRecord);
    }

    private static (JudgmentStanding, DateOnly?) Standing(JudgmentFacts judgment, BirthDate born)
    {
        var finding = Judge(born, judgment).Findings.Single();
        return (finding.Standing, finding.End);
    }

    private static ExpungementDocument Document(ExpungementDocumentKind kind) =>
        new(kind, "7/QĐ", Day("01/02/2018"), "Tòa án nhân dân quận Mẫu", Day("01/02/2018"));

    private static ConvictionResult Judge(params JudgmentFacts[] judgments) => Judge(Adult, judgments);

    private static ConvictionResult Judge(BirthDate born, params JudgmentFacts[] judgments) =>
        ExpungementRules.Judge(judgments, born, June2024, ThePack.Hanoi);
}
