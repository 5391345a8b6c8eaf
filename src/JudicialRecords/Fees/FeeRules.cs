using Civic.JudicialRecords.Policies;
using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Fees;

/// <summary>
/// Circular 244/2016/TT-BTC and the city's resolution as one pure function: list = waived + city + citizen. It takes
/// nothing but stored facts and a pack, so that the same facts give the same assessment at any later time.
/// </summary>
internal static class FeeRules
{
    private const string PopulationRegister = "population";

    /// <exception cref="ArgumentOutOfRangeException">Fewer than 0 copies, or more than the pack allows.</exception>
    public static FeeAssessment Assess(FeeFacts facts, PolicyPack pack)
    {
        if (facts.ReissuedBy is { } decision)
        {
            return ReissueRules.NoFee(decision, pack);
        }

        ArgumentOutOfRangeException.ThrowIfNegative(facts.PaperCopies);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            facts.PaperCopies,
            pack.Limits.On(facts.ReceivedOn).MaxPaperCopies
        );
        var schedule = pack.Fees.On(facts.ReceivedOn);
        var trace = new FeeTrace(schedule, pack);
        if (facts.Person is not { } person)
        {
            trace.Explain("register-down", Because.PopulationDown, PopulationRegister);
            return new FeeAssessment.AwaitsRegister
            {
                Pack = pack.Name,
                PackDigest = pack.Digest,
                Trace = trace.Lines,
                Registers = [PopulationRegister],
            };
        }

        var outcome = facts.ByAgency
            ? new ClassOutcome.Settled(ClassEffect.None, null, person.Source)
            : ClassRules.Apply(facts, person, schedule);
        return outcome switch
        {
            ClassOutcome.Judge judge => AwaitJudgement(judge, trace, pack),
            ClassOutcome.Ask ask => AwaitRegisters(ask, trace, pack),
            ClassOutcome.Settled settled => Decide(facts, person, settled, trace, pack),
            _ => throw new System.Diagnostics.UnreachableException("A class is settled, judged or asked for."),
        };
    }

    private static FeeAssessment.AwaitsJudgement AwaitJudgement(
        ClassOutcome.Judge judge,
        FeeTrace trace,
        PolicyPack pack
    )
    {
        foreach (var claim in judge.Claims)
        {
            trace.Explain("claim-not-proved", Because.ClaimNotProved(claim.Class), claim.Source);
        }

        return new()
        {
            Pack = pack.Name,
            PackDigest = pack.Digest,
            Trace = trace.Lines,
            Claims = [.. judge.Claims.Select(c => c.Class)],
        };
    }

    private static FeeAssessment.AwaitsRegister AwaitRegisters(ClassOutcome.Ask ask, FeeTrace trace, PolicyPack pack)
    {
        foreach (var claim in ask.Claims)
        {
            trace.Explain("register-down", Because.RegisterDown(claim.Class), claim.Source);
        }

        return new()
        {
            Pack = pack.Name,
            PackDigest = pack.Digest,
            Trace = trace.Lines,
            Registers = [.. ask.Claims.Select(c => c.Source).Distinct()],
        };
    }

    private static FeeAssessment.Decided Decide(
        FeeFacts facts,
        FeePerson person,
        ClassOutcome.Settled settled,
        FeeTrace trace,
        PolicyPack pack
    )
    {
        var schedule = pack.Fees.On(facts.ReceivedOn);
        var extra = schedule.ExtraCopy * Math.Max(0, facts.PaperCopies - schedule.FreeCopies);
        trace.Add("base", Because.Base, schedule.Base, "");
        if (extra > Money.Zero)
        {
            trace.Add("extra-copies", Because.ExtraCopies(facts.PaperCopies, schedule), extra, "");
        }

        var list = schedule.Base + extra;
        var waived = Money.Zero;
        if (facts.ByAgency && !schedule.AgenciesPay)
        {
            waived = list;
            trace.Add("agency", Because.AgencyPaysNothing, Money.Zero - list, "", flag: true);
        }
        else
        {
            waived = Waive(settled, schedule, extra, trace);
        }

        var payable = list - waived;
        var city = CityRules.Share(facts, person, settled, new(payable, extra), trace);
        return new()
        {
            Pack = pack.Name,
            PackDigest = pack.Digest,
            Trace = trace.Lines,
            List = list,
            Waived = waived,
            City = city,
            Citizen = payable - city,
            Class = settled.Class,
        };
    }

    private static Money Waive(ClassOutcome.Settled settled, FeeSchedule schedule, Money extra, FeeTrace trace)
    {
        switch (settled.Effect)
        {
            case ClassEffect.Exempt when settled.Class is { } exempt:
                trace.Add("exempt", Because.Exempt(exempt), Money.Zero - schedule.Base, settled.Evidence);
                if (extra == Money.Zero || !schedule.ExemptExtraCopiesFree)
                {
                    return schedule.Base;
                }

                trace.Add(
                    "exempt-extra-copies",
                    Because.ExemptExtraCopies,
                    Money.Zero - extra,
                    settled.Evidence,
                    flag: true
                );
                return schedule.Base + extra;
            case ClassEffect.Reduced when settled.Class is { } reduced:
                var less = schedule.Base - schedule.ReducedBase;
                trace.Add("reduced", Because.Reduced(reduced), Money.Zero - less, settled.Evidence);
                return less;
            default:
                if (settled.Foreign)
                {
                    trace.Explain("foreigner", Because.ForeignerFullFee, settled.Evidence);
                }

                return Money.Zero;
        }
    }
}
