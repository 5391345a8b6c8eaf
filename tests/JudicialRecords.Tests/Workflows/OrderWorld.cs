using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Policies;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Tests.Workflows;

/// <summary>
/// An order and what the gateway knows of it. Whatever the gateway ever said of it may arrive at any time, in any
/// order, any number of times or never.
/// </summary>
internal sealed class OrderWorld(PaymentOrder order)
{
    internal static readonly Money Wrong = new(4_000);
    private List<GatewayStatus> _said = [];

    internal PaymentOrder Order { get; private init; } = order;

    internal GatewayStatus Truth { get; private set; } = GatewayStatus.Pending;

    internal Money Paid { get; private set; }

    internal bool IsOnline => Order.Method == PaymentMethod.Online;

    /// <summary>Where the money of this order really is.</summary>
    internal Money Money => IsOnline ? Truth == GatewayStatus.Paid ? Paid : Money.Zero : Order.Held;

    internal OrderWorld Clone() =>
        new(new PaymentOrder
        {
            Id = Order.Id,
            DossierId = Order.DossierId,
            Amount = Order.Amount,
            CreatedAt = Order.CreatedAt,
            Method = Order.Method,
            Status = Order.Status,
            Held = Order.Held,
        })
        {
            Truth = Truth,
            Paid = Paid,
            _said = [.. _said],
        };

    internal string Key() =>
        $"{(int)Order.Method}{(int)Order.Status}{Order.Held.Dong}{(int)Truth}{Paid.Dong}{string.Concat(_said)}";

    /// <summary>Something happens at the gateway, whether or not anybody is told.</summary>
    internal bool Becomes(GatewayStatus from, GatewayStatus to, Money paid)
    {
        if (!IsOnline || Truth != from)
        {
            return false;
        }

        (Truth, Paid) = (to, paid);
        _said.Add(to);
        return true;
    }

    internal bool Hears(int word, Dossier dossier, DateTimeOffset at)
    {
        if (word >= _said.Count)
        {
            return false;
        }

        PaymentRules.Apply(Order, dossier, _said[word], Paid, at, dossier.FeeCitizen);
        return true;
    }

    /// <summary>The worker asks the gateway by itself.</summary>
    internal bool IsPolled(Dossier dossier, DateTimeOffset at)
    {
        var news = IsOnline && PaymentRules.IsNews(Order, Truth);
        if (news)
        {
            PaymentRules.Apply(Order, dossier, Truth, Paid, at, dossier.FeeCitizen);
        }

        return news;
    }

    internal bool IsAskedBack(Dossier dossier, bool processed)
    {
        var back = PaymentRules.GoesBack(Order, dossier, processed, ThePack.Refunds);
        if (back)
        {
            Order.Status = PaymentStatus.RefundAsked;
        }

        return back;
    }

    internal bool IsRefunded(Dossier dossier, DateTimeOffset at)
    {
        if (Order.Status != PaymentStatus.RefundAsked)
        {
            return false;
        }

        if (IsOnline && Truth == GatewayStatus.Paid)
        {
            Becomes(GatewayStatus.Paid, GatewayStatus.Refunded, Paid);
        }

        PaymentRules.Apply(Order, dossier, GatewayStatus.Refunded, Paid, at, dossier.FeeCitizen);
        return true;
    }
}
