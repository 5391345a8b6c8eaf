using System.Text;
using Civic.JudicialRecords.Expungement;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Policies;
using Shouldly;
using Xunit;
using static Civic.JudicialRecords.Tests.Expungement.Judgments;

namespace Civic.JudicialRecords.Tests.Expungement;

/// <summary>
/// What authorities dispute is a switch of the pack: each in both positions, with its trace in the result; and ages
/// that a year of birth leaves open, where only what both readings give is certain.
/// </summary>
public sealed class ExpungementSwitchTests
{
    private static readonly DateOnly June2024 = Day("01/06/2024");
    private static readonly BirthDate Adult = BirthDate.Of(Day("01/01/1980"));
    private static readonly BirthDate Seventeen = BirthDate.Of(Day("01/06/2000"));

    [Theory]
    [InlineData(true, JudgmentStandingName.Active)]
    [InlineData(false, JudgmentStandingName.ExpungedByTime)]
    public void UnpaidCourtFee_Switch_Decides(bool on, string standing)
    {
        var judgment = Prison(24, "01/01/2020") with { CourtFee = Unpaid("án phí") };

        var found = Find("unpaidCourtFeeBlocks", on, Adult, judgment);

        found.Standing.ToString().ShouldBe(standing);
        found.NeedsOfficer.ShouldBeTrue("a switch decided");
    }

    [Theory]
    [InlineData(true, JudgmentStandingName.Active)]
    [InlineData(false, JudgmentStandingName.ExpungedByTime)]
    public void UnpaidCivilObligation_Switch_Decides(bool on, string standing)
    {
        var judgment = Prison(24, "01/01/2020") with { Civil = Unpaid("bồi thường") };

        var found = Find("unpaidCivilObligationBlocks", on, Adult, judgment);

        found.Standing.ToString().ShouldBe(standing);
        found.NeedsOfficer.ShouldBeTrue("a switch decided");
    }

    [Theory]
    [InlineData(true, JudgmentStandingName.Active)]
    [InlineData(false, JudgmentStandingName.ExpungedByTime)]
    public void NewCrimeThatLeavesNoRecord_Switch_Decides(bool on, string standing)
    {
        var negligent = Prison(12, "01/12/2023", committed: "01/06/2021").Of(o => o with { Negligent = true });

        Find("newCrimeWithoutRecordRestarts", on, Adult, Prison(24, "01/01/2020"), negligent)
            .Standing.ToString().ShouldBe(standing);
    }

    [Theory]
    [InlineData(true, JudgmentStandingName.ExpungedByTime)]
    [InlineData(false, JudgmentStandingName.Active)]
    public void MinorAgainstNationalSecurity_Switch_Decides(bool on, string standing) =>
        Find("minorNationalSecurityAutomatic", on, Seventeen, OfChapter13("01/01/2018"))
            .Standing.ToString().ShouldBe(standing);

    [Fact]
    public void MinorAgainstNationalSecurity_AgeOpen_NeedsVerification()
    {
        var found = Find("minorNationalSecurityAutomatic", true, new BirthDate(2000), OfChapter13("01/06/2018"));

        found.Standing.ShouldBe(JudgmentStanding.NeedsVerification);
        found.Reasons.ShouldContain(r => r.Code == "age-unclear");
    }

    [Theory]
    [InlineData(false, "01/03/2024", "declared-penalty")]
    [InlineData(true, "01/03/2025", "combined-penalty")]
    public void CombinedPenalty_Switch_GivesThePeriodAndIsFlagged(bool on, string end, string code)
    {
        var judgment = Prison(48, "01/03/2022") with
        {
            Main = new(MainPenaltyKind.Prison, 48, null, "4 năm tù", CombinedMonths: 84),
        };

        var found = Find("combinedPenaltyCounts", on, Adult, judgment);

        found.End.ShouldBe(Day(end));
        found.Reasons.ShouldContain(r => r.Code == code && r.Flag);
        Find("combinedPenaltyCounts", on, Adult, Prison(48, "01/03/2022"))
            .Reasons.ShouldNotContain(r => r.Code == code);
    }

    [Theory]
    [InlineData(false, JudgmentStandingName.ExpungedByTime, "01/06/2024")]
    [InlineData(true, JudgmentStandingName.Active, "02/06/2024")]
    public void Anniversary_Switch_MovesTheDay(bool on, string standing, string end)
    {
        var found = Find("lastDayBelongsToPeriod", on, Adult, Prison(24, "01/06/2022"));

        (found.Standing.ToString(), found.End).ShouldBe((standing, Day(end)));
    }

    [Theory]
    [InlineData(144, "01/01/2020", "01/01/2025")]
    [InlineData(36, "01/01/2020", "01/01/2023")]
    public void CourtOnly_Served_SaysFromWhenTheCourtMayBeAsked(int months, string served, string from)
    {
        var found = Find("unpaidCourtFeeBlocks", true, Adult, Prison(months, served).Of(o => o with { Chapter = 13 }));

        found.Standing.ShouldBe(JudgmentStanding.Active);
        found.Reasons.Single(r => r.Code == "art-71-2-court-from").Text.Vi.ShouldContain(from);
    }

    [Fact]
    public void CourtOnly_NegligentOfUnknownGravity_NeedsVerification()
    {
        var judgment = Prison(24, "01/01/2020")
            .Of(o => o with { Chapter = 13, Negligent = true, Gravity = OffenceGravity.Unknown });

        Find("unpaidCourtFeeBlocks", true, Adult, judgment).Standing.ShouldBe(JudgmentStanding.NeedsVerification);
    }

    [Theory]
    [InlineData("01/05/2023", JudgmentStandingName.NeedsVerification)]
    [InlineData("01/05/2024", JudgmentStandingName.Active)]
    [InlineData("01/05/2021", JudgmentStandingName.ExpungedByTime)]
    public void AgeOpenByTheYear_OnlyWhatBothPeriodsGive(string served, string standing)
    {
        // Two years for a minor, three for an adult; the crime surely leaves a record.
        var judgment = Prison(72, served, committed: "01/06/2018")
            .Of(o => o with { Gravity = OffenceGravity.VerySerious });

        var found = Judge("unpaidCourtFeeBlocks", true, Day("01/06/2025"), new BirthDate(2000), judgment);

        found.Standing.ToString().ShouldBe(standing);
        found.Reasons.ShouldContain(r => r.Code == "age-unclear" && r.Flag);
    }

    [Fact]
    public void BanAfterMoreThanFifteenYears_WaitsAndIsFlagged()
    {
        var ban = new AdditionalPenalty(
            AdditionalPenaltyKind.PostBan, "cấm hành nghề", Completion.Unknown, Day("01/01/2027"));
        var long15 = Prison(240, "01/01/2019") with { Additional = [ban] };
        var shorter = Prison(24, "01/01/2019") with { Additional = [ban] };

        foreach (var (judgment, flag) in new[] { (long15, true), (shorter, false) })
        {
            var found = Find("unpaidCourtFeeBlocks", true, Adult, judgment);
            (found.Standing, found.End).ShouldBe((JudgmentStanding.Active, Day("01/01/2027")));
            found.Reasons.Single(r => r.Code == "art-70-2-ban").Flag.ShouldBe(flag);
        }
    }

    private static JudgmentFacts OfChapter13(string committed) =>
        Prison(72, "01/05/2022", committed).Of(o => o with { Chapter = 13, Gravity = OffenceGravity.VerySerious });

    private static Obligation Unpaid(string what) => new(what, Completion.NotDone);

    private static JudgmentFinding Find(string name, bool on, BirthDate born, params JudgmentFacts[] judgments) =>
        Judge(name, on, June2024, born, judgments);

    /// <returns>What comes of the first.</returns>
    private static JudgmentFinding Judge(
        string name, bool on, DateOnly day, BirthDate born, params JudgmentFacts[] judgments)
    {
        var wanted = $"\"{name}\": {(on ? "true" : "false")}";
        var text = ThePack.Text.Replace(
            $"\"{name}\": {(on ? "false" : "true")}", wanted, StringComparison.Ordinal);
        text.ShouldContain(wanted);
        var pack = PolicyLoader.Parse(Encoding.UTF8.GetBytes(text), "test");
        var result = ExpungementRules.Judge(judgments, born, day, pack);
        return result.Findings.Single(f => f.Judgment.Number == judgments[0].Number);
    }

    private static class JudgmentStandingName
    {
        internal const string Active = nameof(JudgmentStanding.Active);
        internal const string ExpungedByTime = nameof(JudgmentStanding.ExpungedByTime);
        internal const string NeedsVerification = nameof(JudgmentStanding.NeedsVerification);
    }
}
