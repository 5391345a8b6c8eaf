using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Tests.Policies;
using Civic.Shared.Identity;
using Civic.Shared.Web;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Fees;

public sealed class FeeAgainTests
{
    private static readonly FeeAmounts Nothing = new(Money.Zero, Money.Zero, Money.Zero, Money.Zero);

    [Fact]
    public void Compute_IssuedAnew_IsTheSameByAnyPackOfAnyDay()
    {
        var facts = Some.Request(13) with { ReissuedBy = "12/QĐ-STP" };
        var kept = new FeeRecord(facts, FeeRules.Assess(facts, ThePack.Hanoi));

        FeeAgain.Compute(kept, Nothing, ThePack.Hanoi).IsSame.ShouldBeTrue();
        FeeAgain.Compute(kept, Nothing, ThePack.Chronology).IsSame.ShouldBeTrue();
        kept.Assessment.Trace.ShouldContain(l => l.Clause == "LLTP-50:reissue" && l.Evidence == "12/QĐ-STP");
    }

    [Fact]
    public void Compute_IssuedAnewBeforeTheFactsSaidSo_IsTheSameByItsTrace()
    {
        var kept = new FeeRecord(Some.Request(13), new FeeAssessment.Decided
        {
            Pack = "hanoi",
            Trace = [new FeeLine("LLTP-50:reissue", new Bilingual("cấp lại", "anew"), Money.Zero, "7/QĐ-STP", true)],
            List = Money.Zero,
            Waived = Money.Zero,
            City = Money.Zero,
            Citizen = Money.Zero,
        });

        FeeAgain.Compute(LawJson.Read<FeeRecord>(LawJson.Write(kept)), Nothing, ThePack.Hanoi).IsSame.ShouldBeTrue();
    }

    [Fact]
    public void Compute_AmountsOfTheRowAreOthers_Differs()
    {
        var facts = Some.Request(13);
        var kept = new FeeRecord(facts, FeeRules.Assess(facts, ThePack.Hanoi));

        FeeAgain.Compute(kept, Nothing, ThePack.Hanoi).IsSame.ShouldBeFalse();
    }
}
