using Civic.IdentityBridge.Matching;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>The state machine of account linking: each transition by itself, and what holds along any way.</summary>
public sealed class AccountLinkTests
{
    private static readonly Finding[] Findings = Enum.GetValues<Finding>();

    private static readonly LinkEvent[] Events =
    [
        new LinkEvent.Agreed(), new LinkEvent.NotReached(), new LinkEvent.Accepted(), new LinkEvent.Refused(),
        new LinkEvent.Reopened(), new LinkEvent.Merged(), .. Findings.Select(f => new LinkEvent.Differs(f)),
    ];

    private static readonly AccountLink[] All =
    [
        AccountLink.New, new(LinkState.Unmatched), new(LinkState.Matched), new(LinkState.Merged),
        .. from state in new[] { LinkState.Questioned, LinkState.Accepted, LinkState.Closed }
           from finding in Findings
           where state != LinkState.Accepted || finding != Finding.NumberReplaced
           select new AccountLink(state, finding),
    ];

    /// <summary>What may happen, state by state, written apart from the code: event and where it leads.</summary>
    private static readonly Dictionary<LinkState, (string Event, LinkState To)[]> Table = new()
    {
        [LinkState.New] =
        [
            ("Agreed", LinkState.Matched), ("NotReached", LinkState.Unmatched), ("Differs", LinkState.Questioned),
        ],
        [LinkState.Unmatched] =
        [
            ("Agreed", LinkState.Matched), ("NotReached", LinkState.Unmatched), ("Differs", LinkState.Questioned),
        ],
        [LinkState.Matched] =
        [
            ("Agreed", LinkState.Matched), ("NotReached", LinkState.Matched), ("Differs", LinkState.Questioned),
        ],
        [LinkState.Questioned] =
        [
            ("Agreed", LinkState.Matched), ("NotReached", LinkState.Questioned), ("Differs", LinkState.Questioned),
            ("Accepted", LinkState.Accepted), ("Refused", LinkState.Closed), ("Merged", LinkState.Merged),
        ],
        [LinkState.Accepted] =
        [
            ("Agreed", LinkState.Matched), ("NotReached", LinkState.Accepted), ("Differs", LinkState.Questioned),
        ],
        [LinkState.Closed] =
        [
            ("Agreed", LinkState.Closed), ("NotReached", LinkState.Closed), ("Differs", LinkState.Closed),
            ("Reopened", LinkState.Questioned),
        ],
        [LinkState.Merged] = [],
    };

    [Fact]
    public void After_EachEventInEachState_LeadsWhereTheTableSays()
    {
        foreach (var (link, what) in from l in All from e in Events select (l, e))
        {
            LinkState? to = link.After(what)?.State;
            to.ShouldBe(Expected(link, what), $"{link} after {what}");
        }
    }

    [Fact]
    public void After_AnySequence_KeepsTheRules()
    {
        var chance = new Chance(20261122);
        for (var round = 0; round < 2_000; round++)
        {
            var link = AccountLink.New;
            var settled = new HashSet<Finding>();
            for (var step = 0; step < 40; step++)
            {
                var what = Events[chance.Below(Events.Length)];
                if (link.After(what) is not { } next)
                {
                    continue;
                }

                var way = $"round {round}, step {step}: {link} after {what}";
                All.ShouldContain(next, way);
                (link.State == LinkState.Merged).ShouldBeFalse(way);
                if (next.State == LinkState.Matched && link.State != LinkState.Matched)
                {
                    what.ShouldBeOfType<LinkEvent.Agreed>(way);
                }

                if (link.State == LinkState.Closed && next.State != LinkState.Closed)
                {
                    what.ShouldBeOfType<LinkEvent.Reopened>(way);
                }

                if (what is LinkEvent.Accepted)
                {
                    settled.Add(link.Why!.Value);
                }

                // The register said otherwise just now: open only where two people settled exactly that before.
                if (what is LinkEvent.Differs differs && next.Opens)
                {
                    settled.ShouldContain(differs.Why, way);
                }

                // A register that is down changes nobody's standing, newcomers aside, who are let in.
                if (what is LinkEvent.NotReached)
                {
                    next.Opens.ShouldBe(link.State == LinkState.New || link.Opens, way);
                }

                link = next;
            }
        }
    }

    private static LinkState? Expected(AccountLink link, LinkEvent what)
    {
        var named = Table[link.State].Where(t => t.Event == what.GetType().Name).ToArray();
        var renumbered = link.Why == Finding.NumberReplaced;
        return (link.State, what) switch
        {
            _ when named.Length == 0 => null,
            (LinkState.Questioned, LinkEvent.Merged) when !renumbered => null,
            (LinkState.Questioned, LinkEvent.Accepted) when renumbered => null,
            (LinkState.Accepted, LinkEvent.Differs same) when same.Why == link.Why => LinkState.Accepted,
            _ => named.Single().To,
        };
    }
}
