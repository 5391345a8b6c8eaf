using Civic.JudicialRecords.Payments;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>What the gateway knows of an order, by its place among the orders at the gateway.</summary>
internal readonly record struct GatewayTruth(GatewayStatus Status, Money Amount);

internal readonly record struct GatewayWord(int Order, GatewayStatus Status, Money Amount);

/// <summary>The gateway, which knows where the money really is, and what it said that has not come yet.</summary>
internal sealed class GatewayWorld
{
    private readonly List<GatewayTruth> _truths;
    private readonly List<GatewayWord> _onTheWay;

    internal GatewayWorld() => (_truths, _onTheWay) = ([], []);

    private GatewayWorld(GatewayWorld other)
    {
        (_truths, _onTheWay) = ([.. other._truths], [.. other._onTheWay]);
        (Last, GaveBack) = (other.Last, other.GaveBack);
    }

    /// <summary>The last notice that came; it may come again.</summary>
    internal GatewayWord? Last { get; private set; }

    /// <summary>Whether money was given back that nobody asked for.</summary>
    internal bool GaveBack { get; private set; }

    internal Money Held => _truths.Where(t => t.Status == GatewayStatus.Paid)
        .Aggregate(Money.Zero, (sum, t) => sum + t.Amount);

    internal int OnTheWay => _onTheWay.Count;

    internal GatewayWorld Clone() => new(this);

    /// <summary>In this order, because the oldest and the newest page and notice differ.</summary>
    internal string Key() => $"{string.Join(',', _truths.Select(t => $"{(int)t.Status}:{t.Amount.Dong}"))}" +
        $" {string.Join(',', _onTheWay.Select(Key))} {(Last is { } last ? Key(last) : "-")} {GaveBack}";

    internal GatewayTruth Of(int order) => _truths[order];

    internal void Knows(GatewayStatus status, Money amount) => _truths.Add(new(status, amount));

    /// <summary>The part that goes back stands as an order of its own.</summary>
    internal void Splits(int order, Money left) => _truths[order] = _truths[order] with { Amount = left };

    internal int Newest(GatewayStatus status) => _truths.FindLastIndex(t => t.Status == status);

    /// <summary>The oldest one, where it is not the newest as well.</summary>
    internal int OlderOf(GatewayStatus status) =>
        _truths.Count(t => t.Status == status) > 1 ? _truths.FindIndex(t => t.Status == status) : -1;

    /// <summary>Something happens at the gateway, and it says so.</summary>
    internal bool Becomes(int order, GatewayStatus status, Money? amount = null)
    {
        if (order < 0)
        {
            return false;
        }

        GaveBack |= status == GatewayStatus.Refunded;
        _truths[order] = new(status, amount ?? _truths[order].Amount);
        _onTheWay.Add(new(order, status, _truths[order].Amount));
        return true;
    }

    /// <summary>As asked, in the answer itself.</summary>
    internal bool Refunds(int order)
    {
        if (_truths[order].Status is not (GatewayStatus.Paid or GatewayStatus.Refunded))
        {
            return false;
        }

        _truths[order] = new(GatewayStatus.Refunded, Money.Zero);
        return true;
    }

    internal GatewayWord Arrives(int place)
    {
        var word = _onTheWay[place];
        _onTheWay.RemoveAt(place);
        Last = word;
        return word;
    }

    internal bool Loses()
    {
        if (_onTheWay.Count > 0)
        {
            _onTheWay.RemoveAt(0);
            return true;
        }

        return false;
    }

    private static string Key(GatewayWord word) => $"{word.Order}:{(int)word.Status}:{word.Amount.Dong}";
}
