using Civic.JudicialRecords.Requests;
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
    private static PaymentWorld[] Starts =>
        [.. new long[] { 0, 3_000, 5_000, 9_000 }.Select(prepaid => new PaymentWorld(new Money(prepaid)))];

    [Fact]
    public void Books_AnyOrderOfSixAndMoreEvents_AgreeWithTheMoney()
    {
        var all = PaymentExploration.Of(Longest, Starts);

        all.Orders.ShouldBeGreaterThan(47_000_000);
        all.Worlds.ShouldBeGreaterThan(80_000);
        all.Happened.ShouldBe(Enum.GetValues<PaymentEvent>(), ignoreOrder: true);
        // What is done is returned at once here.
        all.Reached.ShouldBe(Enum.GetValues<DossierState>().Except([DossierState.Done]), ignoreOrder: true);
    }

    [Fact]
    public void Exploration_OrderByOrder_FindsAsManyAsWhereWorldsAreMerged()
    {
        const int Short = 5;
        var orders = 0;
        var open = new Stack<(PaymentWorld World, int Length)>(Starts.Select(start => (start, 0)));
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

        PaymentExploration.Of(Short, Starts).Orders.ShouldBe(orders);
    }
}
