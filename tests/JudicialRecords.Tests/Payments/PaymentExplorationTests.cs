using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>All orders of up to six events: money in = money receipted = ledger, always.</summary>
public sealed class PaymentExplorationTests
{
    private const int Longest = 6;

    [Fact]
    public void Books_AnyOrderOfUpToSixEvents_AgreeWithTheMoney()
    {
        var explored = 0;
        var stack = new Stack<PaymentEvent[]>([[]]);
        while (stack.TryPop(out var story))
        {
            explored++;
            foreach (var next in Enum.GetValues<PaymentEvent>())
            {
                PaymentEvent[] longer = [.. story, next];
                if (Tell(longer) && longer.Length < Longest)
                {
                    stack.Push(longer);
                }
            }
        }

        explored.ShouldBeGreaterThan(10_000);
    }

    /// <returns>False where the last event can't happen after those before it.</returns>
    private static bool Tell(PaymentEvent[] story)
    {
        var world = new PaymentWorld();
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
