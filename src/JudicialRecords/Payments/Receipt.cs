using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Payments;

/// <summary>
/// An electronic receipt (biên lai điện tử) for money that was taken, whether it was what was owed or not. Giving the
/// money back cancels it; a number is never used again.
/// </summary>
internal sealed class Receipt
{
    public required string Number { get; init; }

    public required Guid OrderId { get; init; }

    public required Guid DossierId { get; init; }

    public required Money Amount { get; init; }

    public required PaymentMethod Method { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The gateway, or the pairwise subject of the officer who took the money.</summary>
    public required string IssuedBy { get; init; }

    public DateTimeOffset? CancelledAt { get; set; }
}

/// <summary>How money came (phương thức: trực tuyến, tiền mặt, chuyển khoản).</summary>
internal enum PaymentMethod
{
    Online = 0,
    Cash = 1,
    Transfer = 2,

    /// <summary>At the gateway, too, but before the request came, by an order of the VNeID application.</summary>
    Vneid = 3,
}

/// <summary>One line of the ledger: money in is positive, money given back negative. Lines are never changed.</summary>
internal sealed class PaymentEntry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid OrderId { get; init; }

    public required Guid DossierId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Money Amount { get; init; }

    /// <summary>The receipt that was issued or cancelled with it.</summary>
    public required string ReceiptNumber { get; init; }
}
