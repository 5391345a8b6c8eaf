using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Payments;

/// <summary>
/// What a word of the gateway does to an order and its dossier, whatever the order in which words come: right money is
/// counted once; it releases the dossier if that still waits for it, and goes back otherwise.
/// </summary>
internal static class PaymentRules
{
    internal const string Gateway = "payment-gateway";

    /// <returns>What is kept as the notice's effect.</returns>
    internal static string Apply(
        PaymentOrder order,
        Dossier dossier,
        GatewayStatus word,
        Money amount,
        DateTimeOffset at
    ) =>
        word switch
        {
            GatewayStatus.Paid => Paid(order, dossier, amount, at),
            GatewayStatus.Cancelled => Ended(order, PaymentStatus.Cancelled),
            GatewayStatus.Failed => Ended(order, PaymentStatus.Failed),
            GatewayStatus.Refunded => Refunded(order),
            _ => Effects.NoChange,
        };

    /// <summary>Whether what was paid for a dossier in this state goes back (DECISIONS.md, Fees, Refund).</summary>
    internal static bool IsRefundDue(DossierState state, bool isOpen, bool wasProcessed, bool refundWithdrawn) =>
        state switch
        {
            DossierState.Rejected => true,
            DossierState.Withdrawn => refundWithdrawn && !wasProcessed,
            // A ground of refusal found later ends in a final 8, with refund.
            DossierState.Stopped => !isOpen,
            _ => false,
        };

    private static string Paid(PaymentOrder order, Dossier dossier, Money amount, DateTimeOffset at)
    {
        if (order.Status is PaymentStatus.Paid or PaymentStatus.RefundAsked or PaymentStatus.Refunded)
        {
            return order.Amount == amount ? Effects.Repeated : Effects.WrongAmount;
        }

        if (order.Amount != amount)
        {
            order.Status = PaymentStatus.WrongAmount;
            order.Version++;
            return Effects.WrongAmount;
        }

        order.PaidAt = at;
        order.Version++;
        if (dossier.State != DossierState.PaymentAsked)
        {
            order.Status = PaymentStatus.RefundAsked;
            return Effects.Late;
        }

        order.Status = PaymentStatus.Paid;
        dossier.PaidAt = at;
        dossier.MoveTo(DossierState.Registered, at, Gateway);
        return Effects.Applied;
    }

    private static string Ended(PaymentOrder order, PaymentStatus status)
    {
        if (order.Status == status)
        {
            return Effects.Repeated;
        }

        if (order.Status != PaymentStatus.Created)
        {
            return Effects.Late;
        }

        order.Status = status;
        order.Version++;
        return Effects.Applied;
    }

    private static string Refunded(PaymentOrder order)
    {
        if (order.Status == PaymentStatus.Refunded)
        {
            return Effects.Repeated;
        }

        order.Status = PaymentStatus.Refunded;
        order.Version++;
        return Effects.Applied;
    }
}

/// <summary>What a notice came to; kept with it.</summary>
internal static class Effects
{
    internal const string Applied = "applied";
    internal const string Repeated = "repeated";
    internal const string Late = "late";
    internal const string WrongAmount = "wrong-amount";
    internal const string UnknownOrder = "unknown-order";
    internal const string BadSignature = "bad-signature";
    internal const string NoChange = "no-change";
}
