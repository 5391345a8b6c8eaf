using Civic.Shared.Identity;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>All orders of up to six events: money in = money receipted = ledger, always.</summary>
public sealed class PaymentExplorationTests
{
    /// <param name="prepaid">Of the 5,000 owed: nothing, less, all of it, more.</param>
    [Theory]
    [InlineData(0, 6)]
    [InlineData(3_000, 5)]
    [InlineData(5_000, 5)]
    [InlineData(9_000, 5)]
    public void Books_AnyOrderOfEvents_AgreeWithTheMoney(long prepaid, int longest)
    {
        var explored = 0;
        var stack = new Stack<PaymentEvent[]>([[]]);
        while (stack.TryPop(out var story))
        {
            explored++;
            foreach (var next in Enum.GetValues<PaymentEvent>())
            {
                PaymentEvent[] longer = [.. story, next];
                if (Tell(longer, new Money(prepaid)) && longer.Length < longest)
                {
                    stack.Push(longer);
                }
            }
        }

        explored.ShouldBeGreaterThan(prepaid == 0 ? 10_000 : 100);
    }

    /// <returns>False where the last event can't happen after those before it.</returns>
    private static bool Tell(PaymentEvent[] story, Money prepaid)
    {
        var world = new PaymentWorld(prepaid);
        for (var i = 0; i < story.Length; i++)
        {
            if (!world.Try(story[i]))
            {
                return false;
            }

            if (world.Broken() is { } broken)
            {
                throw new ShouldAssertException($"{string.Join(", ", story[..(i + 1)])}: {broken}");
            }
        }

        world.ComeToRest();
        if ((world.Broken() ?? world.BrokenAtRest()) is { } wrong)
        {
            throw new ShouldAssertException($"{string.Join(", ", story)}, then rest: {wrong}");
        }

        return true;
    }
}
