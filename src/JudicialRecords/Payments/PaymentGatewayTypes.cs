using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Payments;

/// <param name="OrderId">Ours, unique per try; it names no person.</param>
/// <param name="ReturnUrl">Where the person's browser comes back to.</param>
/// <param name="NotifyUrl">Where the gateway sends its signed notification.</param>
internal sealed record GatewayOrder(
    string OrderId,
    Money Amount,
    string Description,
    string ReturnUrl,
    string NotifyUrl
);

/// <param name="RefundId">Ours; the same one again is the same refund.</param>
internal sealed record GatewayRefund(string OrderId, string RefundId, Money Amount);

/// <summary>What the gateway says of an order, in an answer or in a notification.</summary>
internal sealed record GatewayState(
    string PaymentId,
    string OrderId,
    Money Amount,
    GatewayStatus Status,
    DateTimeOffset At
);

internal enum GatewayStatus
{
    Pending,
    Paid,
    Cancelled,
    Failed,
    Refunded,
}

internal enum PaymentFailure
{
    /// <summary>Not reached or failing; try again.</summary>
    Unreachable,

    /// <summary>It refused what was asked.</summary>
    Refused,

    /// <summary>It has no such order.</summary>
    Unknown,

    /// <summary>An answer that can't be used.</summary>
    BadAnswer,
}

internal abstract record OrderCreation
{
    internal sealed record Created(string PaymentId, Uri PayUrl) : OrderCreation;

    internal sealed record Failed(PaymentFailure Reason) : OrderCreation;
}

internal abstract record OrderQuery
{
    internal sealed record Found(GatewayState State) : OrderQuery;

    internal sealed record NoSuchOrder : OrderQuery;

    internal sealed record Failed(PaymentFailure Reason) : OrderQuery;
}

internal abstract record RefundOutcome
{
    internal sealed record Refunded(GatewayState State) : RefundOutcome;

    internal sealed record Failed(PaymentFailure Reason) : RefundOutcome;
}

/// <summary>
/// Starts as a refusal; only a proved signature makes it a notification. The amount is still the caller's to compare.
/// </summary>
internal abstract record NotificationCheck
{
    /// <param name="Code">Stable: missing, malformed, unknown-key, bad-signature, keys-unreachable.</param>
    internal sealed record Refused(string Code) : NotificationCheck;

    internal sealed record Genuine(GatewayState State) : NotificationCheck;
}
