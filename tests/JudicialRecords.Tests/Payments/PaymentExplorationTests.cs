using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Policies;
using Civic.Shared.Identity;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>All orders of events: money in = money receipted = ledger, always.</summary>
public sealed class PaymentExplorationTests
{
    /// <summary>Six are demanded; two more cost a second.</summary>
    private const int Longest = 8;

    /// <summary>Of the 5,000 owed nothing was paid beforehand, less, all of it, more.</summary>
    private static PaymentWorld[] Starts(PolicyPack pack) =>
        [.. new long[] { 0, 3_000, 5_000, 9_000 }.Select(prepaid => new PaymentWorld(pack, new Money(prepaid)))];

    [Fact]
    public void Books_AnyOrderOfSixAndMoreEvents_AgreeWithTheMoney()
    {
        var all = PaymentExploration.Of(Longest, Starts(ThePack.Hanoi));

        all.Orders.ShouldBeGreaterThan(47_000_000);
        all.Worlds.ShouldBeGreaterThan(141_000);
        all.Happened.ShouldBe(Enum.GetValues<PaymentEvent>(), ignoreOrder: true);
        // What is done is returned at once here.
        all.Reached.ShouldBe(Enum.GetValues<DossierState>().Except([DossierState.Done]), ignoreOrder: true);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Books_ByOtherRulesOnRefunds_AgreeWithTheMoneyToo(bool before, bool during)
    {
        var rule = ThePack.Refunds with
        {
            Refused = before,
            Stopped = before,
            WithdrawnBeforeWork = before,
            WithdrawnDuringWork = during,
        };

        PaymentExploration.Of(6, Starts(ThePack.With(rule))).Orders.ShouldBeGreaterThan(890_000);
    }

    [Fact]
    public void Exploration_OrderByOrder_FindsAsManyAsWhereWorldsAreMerged()
    {
        const int Short = 5;
        var orders = 0;
        var open = new Stack<(PaymentWorld World, int Length)>(Starts(ThePack.Hanoi).Select(start => (start, 0)));
        while (open.TryPop(out var at))
        {
            foreach (var what in Enum.GetValues<PaymentEvent>())
            {
                var next = at.World.Clone();
                if (!next.Try(what))
                {
                    continue;
                }

                orders++;
                PaymentTruths.Broken(next).ShouldBeNull();
                if (at.Length + 1 < Short)
                {
                    open.Push((next, at.Length + 1));
                }
            }
        }

        PaymentExploration.Of(Short, Starts(ThePack.Hanoi)).Orders.ShouldBe(orders);
    }
}
