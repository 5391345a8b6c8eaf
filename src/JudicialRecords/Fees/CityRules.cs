using Civic.JudicialRecords.Policies;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Fees;

/// <summary>What the city pays in the person's place (Resolution 11/2024/NQ-HĐND), and if nothing, why.</summary>
internal static class CityRules
{
    internal static Money Share(
        FeeFacts facts, FeePerson person, ClassOutcome.Settled settled, Payable payable, FeeTrace trace)
    {
        if (trace.Pack.Support.Find(facts.ReceivedOn) is not { } support)
        {
            trace.Explain("city:none", Because.NoSupportThen, "");
            return Money.Zero;
        }

        if (WhyNot(facts, person, settled, support) is { } why)
        {
            trace.Support(support, why.Clause, why.Because, Money.Zero, why.Evidence);
            return Money.Zero;
        }

        var level = settled.Effect == ClassEffect.Reduced ? support.Reduced : support.Ordinary;
        var forBase = Money.Min(level, payable.Total - payable.Extra);
        trace.Support(support, "level", Because.CityLevel(settled), Money.Zero - forBase, Channel(facts));
        var forExtra = Money.Min(support.ExtraCopiesAtMost, payable.Extra);
        if (forExtra > Money.Zero)
        {
            trace.Support(support, "extra-copies", Because.CityExtra(support), Money.Zero - forExtra, Channel(facts));
        }

        return forBase + forExtra;
    }

    private static Refusal? WhyNot(FeeFacts facts, FeePerson person, ClassOutcome.Settled settled, CitySupport support)
    {
        var resides = person.PermanentInCity
            || (support.ResidenceScope == ResidenceScope.PermanentOrTemporary && person.TemporaryInCity);
        return settled switch
        {
            { Foreign: true } => new("foreigner", Because.CityCitizensOnly, person.Source),
            { Effect: ClassEffect.Exempt } => new("exempt", Because.CityNotForExempt, settled.Evidence),
            _ when !resides => new("residence", Because.CityResidentsOnly(support.ResidenceScope), person.Source),
            _ when facts.RequesterLevel < support.FromLevel => new("level-of-account", Because.CityLevelTwo, "VNeID"),
            _ when !support.Channels.Contains(facts.Channel) => new("channel", Because.CityByVneid, Channel(facts)),
            _ => null,
        };
    }

    private static string Channel(FeeFacts facts) => $"channel: {facts.Channel}";

    private sealed record Refusal(string Clause, Shared.Web.Bilingual Because, string Evidence);
}

/// <param name="Total">After exemption or reduction.</param>
/// <param name="Extra">The part of it that is for extra copies.</param>
internal readonly record struct Payable(Money Total, Money Extra);
