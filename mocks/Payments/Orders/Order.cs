using System.Collections.Concurrent;
using System.Text.Json.Serialization;

namespace Civic.Payments.Orders;

/// <summary>An order as its merchant placed it, and how far it has come.</summary>
internal sealed class Order
{
    public required string PaymentId { get; init; }

    public required NewOrder Placed { get; init; }

    public OrderStatus Status { get; private set; } = OrderStatus.Pending;

    public DateTimeOffset At { get; private set; }

    private readonly Dictionary<string, long> _refunds = new(StringComparer.Ordinal);

    /// <summary>Only an open order is paid, declined or cancelled.</summary>
    internal bool Settle(OrderStatus status, DateTimeOffset at)
    {
        lock (this)
        {
            var allowed = Status == OrderStatus.Pending;
            (Status, At) = allowed ? (status, at) : (Status, At);
            return allowed;
        }
    }

    /// <summary>
    /// A part of what was paid, by the merchant's own id of the refund; the same again is the same refund. Once
    /// nothing is left the order is refunded.
    /// </summary>
    internal RefundAnswer Refund(string id, long amount, DateTimeOffset at)
    {
        lock (this)
        {
            if (_refunds.TryGetValue(id, out var before))
            {
                return before == amount ? RefundAnswer.Repeated : RefundAnswer.Refused;
            }

            if (Status != OrderStatus.Paid || _refunds.Values.Sum() + amount > Placed.Amount)
            {
                return RefundAnswer.Refused;
            }

            _refunds[id] = amount;
            if (_refunds.Values.Sum() < Placed.Amount)
            {
                return RefundAnswer.Part;
            }

            (Status, At) = (OrderStatus.Refunded, at);
            return RefundAnswer.Whole;
        }
    }

    internal OrderState State() => new(PaymentId, Placed.OrderId!, Placed.Amount, Status, At);
}

/// <param name="Amount">In đồng.</param>
internal sealed record NewOrder(
    string? Merchant,
    string? OrderId,
    long Amount,
    string? Description,
    string? ReturnUrl,
    string? NotifyUrl
);

/// <summary>The body of a notification, and the answer to a query.</summary>
internal sealed record OrderState(string PaymentId, string OrderId, long Amount, OrderStatus Status, DateTimeOffset At);

internal enum RefundAnswer
{
    Refused,
    Repeated,
    Part,
    Whole,
}

[JsonConverter(typeof(LowerCase))]
internal enum OrderStatus
{
    Pending,
    Paid,
    Cancelled,
    Failed,
    Refunded,
}

internal sealed class LowerCase()
    : JsonStringEnumConverter<OrderStatus>(System.Text.Json.JsonNamingPolicy.KebabCaseLower);

/// <summary>All orders of this run, by payment and by the merchant's own id.</summary>
internal sealed class OrderBook
{
    private readonly ConcurrentDictionary<string, Order> _byOrder = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Order> _byPayment = new(StringComparer.Ordinal);

    /// <summary>The same order id again is the same order.</summary>
    internal Order Place(NewOrder placed, DateTimeOffset at)
    {
        var order = _byOrder.GetOrAdd(
            placed.OrderId!,
            _ =>
            {
                var made = new Order { PaymentId = Guid.CreateVersion7(at).ToString("N"), Placed = placed };
                return made;
            }
        );
        _byPayment.TryAdd(order.PaymentId, order);
        return order;
    }

    internal Order? ByOrder(string id) => _byOrder.GetValueOrDefault(id);

    internal Order? ByPayment(string id) => _byPayment.GetValueOrDefault(id);
}
