using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Payments;

/// <summary>
/// What a citizen owes for one dossier and how far its payment has come. Money is counted once, here.
/// </summary>
internal sealed class PaymentOrder
{
    /// <summary>Also the order id at the gateway.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid DossierId { get; init; }

    public required Money Amount { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public PaymentStatus Status { get; set; } = PaymentStatus.Created;

    /// <summary>Id and page at the gateway, once it has taken the order.</summary>
    public string? GatewayPaymentId { get; set; }

    public string? PayUrl { get; set; }

    /// <summary>What is held for it as far as is known: 0, what was taken, 0 again once that was given back.</summary>
    public Money Held { get; set; }

    public PaymentMethod Method { get; init; }

    /// <summary>The officer who took cash or saw the transfer; the client that took it beforehand.</summary>
    public string? CollectedBy { get; init; }

    /// <summary>The bank's reference of a transfer; of money paid beforehand the order at the gateway.</summary>
    public string? Reference { get; init; }

    /// <summary>When the gateway was last asked whether the money is still there.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    public DateTimeOffset? PaidAt { get; set; }

    /// <summary>When it was found, the request being over, that its money is kept; that is looked at once.</summary>
    public DateTimeOffset? KeptAt { get; set; }

    /// <summary>Number of the electronic receipt (biên lai điện tử).</summary>
    public string? ReceiptNumber { get; set; }

    public int Version { get; set; }

    /// <summary>Whether the gateway has the money, or has to give it back.</summary>
    internal bool IsAtGateway => Method is PaymentMethod.Online or PaymentMethod.Vneid;

    /// <summary>The order at the gateway under which this money lies; of one such, several parts may go back.</summary>
    internal string GatewayOrderId => Method == PaymentMethod.Vneid ? Reference! : Id.ToString();
}

internal enum PaymentStatus
{
    Created = 0,
    Paid = 1,
    Cancelled = 2,
    Failed = 3,
    RefundAsked = 4,
    Refunded = 5,

    /// <summary>The gateway said another amount than was owed: an officer looks at it, nothing is released.</summary>
    WrongAmount = 6,
}

/// <summary>Every notification that came, also those that changed nothing, so that money can be traced.</summary>
internal sealed class PaymentNotice
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid OrderId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Status { get; init; }

    public required Money Amount { get; init; }

    /// <summary>One of <see cref="Effects"/>.</summary>
    public required string Effect { get; init; }
}
