using Civic.JudicialRecords.Requests;
using Shouldly;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>
/// Every order of up to so many events. Orders that come to the same world go on as one, so that each world is looked
/// at once; how many orders lead through them is counted from the steps between them.
/// </summary>
internal sealed class PaymentExploration
{
    private readonly Dictionary<string, int> _places = [];
    private readonly List<Place> _found = [];

    private PaymentExploration(PaymentWorld[] starts, int longest)
    {
        Array.ForEach(starts, start => Arrive(start, -1, null));
        for (var (length, from) = (1, 0); length <= longest; length++)
        {
            var to = _found.Count;
            for (; from < to; from++)
            {
                GoOn(from);
            }
        }

        Orders = CountOrders(starts.Length, longest);
    }

    /// <summary>Different worlds.</summary>
    internal int Worlds => _found.Count;

    /// <summary>Different orders of events, all that are shorter included.</summary>
    internal long Orders { get; }

    internal HashSet<PaymentEvent> Happened { get; } = [];

    internal HashSet<DossierState> Reached { get; } = [];

    internal static PaymentExploration Of(int longest, params PaymentWorld[] starts) => new(starts, longest);

    private void GoOn(int from)
    {
        var place = _found[from];
        foreach (var what in Enum.GetValues<PaymentEvent>())
        {
            var world = place.World!.Clone();
            if (world.Try(what))
            {
                Happened.Add(what);
                place.Next.Add(Arrive(world, from, what));
            }
        }

        place.World = null;
    }

    private int Arrive(PaymentWorld world, int from, PaymentEvent? what)
    {
        var key = world.Key();
        if (_places.TryGetValue(key, out var known))
        {
            return known;
        }

        var place = _found.Count;
        _places.Add(key, place);
        _found.Add(new(from, what) { World = world });
        Reached.Add(world.Dossier.State);
        LookAt(world, place);
        return place;
    }

    private void LookAt(PaymentWorld world, int place)
    {
        if (PaymentTruths.Broken(world) is { } broken)
        {
            throw new ShouldAssertException($"{StoryOf(place)}: {broken}");
        }

        foreach (var lost in (bool[])[false, true])
        {
            var atRest = world.Clone();
            atRest.ComeToRest(lost);
            if ((PaymentTruths.Broken(atRest) ?? PaymentTruths.BrokenAtRest(atRest)) is { } wrong)
            {
                throw new ShouldAssertException(
                    $"{StoryOf(place)}, then rest{(lost ? " with all notices lost" : "")}: {wrong}");
            }
        }
    }

    private string StoryOf(int place)
    {
        var story = new Stack<PaymentEvent>();
        for (; _found[place].What is { } what; place = _found[place].From)
        {
            story.Push(what);
        }

        return $"start {place}, {string.Join(", ", story)}";
    }

    private long CountOrders(int starts, int longest)
    {
        var (all, ways) = (0L, new long[_found.Count]);
        Array.Fill(ways, 1, 0, starts);
        for (var length = 1; length <= longest; length++)
        {
            var further = new long[_found.Count];
            for (var i = 0; i < ways.Length; i++)
            {
                _found[i].Next.ForEach(next => further[next] += ways[i]);
            }

            ways = further;
            all += ways.Sum();
        }

        return all;
    }

    private sealed class Place(int from, PaymentEvent? what)
    {
        internal int From => from;

        internal PaymentEvent? What => what;

        internal PaymentWorld? World { get; set; }

        internal List<int> Next { get; } = [];
    }
}
