using Civic.JudicialRecords.Policies;
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

    /// <param name="missing">What was still to be paid for the dossier before this word.</param>
    /// <returns>What is kept as the notice's effect.</returns>
    internal static string Apply(
        PaymentOrder order,
        Dossier dossier,
        GatewayStatus word,
        Money amount,
        DateTimeOffset at,
        Money missing
    ) =>
        word switch
        {
            GatewayStatus.Paid => Paid(order, dossier, amount, at, missing),
            GatewayStatus.Cancelled => Ended(order, PaymentStatus.Cancelled),
            GatewayStatus.Failed => Ended(order, PaymentStatus.Failed),
            GatewayStatus.Refunded => Refunded(order, dossier, at),
            _ => Effects.NoChange,
        };

    /// <summary>
    /// Whether what the gateway answers about an order is more than is known, for a notice that was lost: any end of
    /// an open one, money for one that had ended, and that money was given back which counts as held.
    /// </summary>
    internal static bool IsNews(PaymentOrder order, GatewayStatus answer) =>
        order.Status switch
        {
            PaymentStatus.Created => answer != GatewayStatus.Pending,
            PaymentStatus.Cancelled or PaymentStatus.Failed => answer == GatewayStatus.Paid,
            PaymentStatus.Paid or PaymentStatus.WrongAmount => answer == GatewayStatus.Refunded,
            _ => false,
        };

    /// <summary>Whether what is held for an order is to be given back, the dossier being where it is.</summary>
    internal static bool GoesBack(PaymentOrder order, Dossier dossier, bool wasProcessed, RefundRule rule) =>
        order.Status switch
        {
            // A wrong amount never released anything: it goes back once the request ends or was paid another way.
            PaymentStatus.WrongAmount => dossier.State != DossierState.PaymentAsked,
            PaymentStatus.Paid => IsFeeBack(dossier, wasProcessed, rule),
            _ => false,
        };

    /// <summary>
    /// Whether nothing of the fee is kept: by the pack, and always where it was never paid in full or never decided,
    /// because nothing is owed any more once a request has ended.
    /// </summary>
    internal static bool IsFeeBack(Dossier dossier, bool wasProcessed, RefundRule rule) =>
        IsRefundDue(dossier.State, dossier.IsOpen, wasProcessed, rule) is { } due
        && (due || !dossier.FeeDecided || dossier is { FeeCitizen.Dong: > 0, PaidAt: null });

    /// <returns>Null where the request has not ended, or has ended with its certificate.</returns>
    internal static bool? IsRefundDue(DossierState state, bool isOpen, bool wasProcessed, RefundRule rule) =>
        state switch
        {
            DossierState.Rejected => rule.Refused,
            DossierState.Withdrawn => wasProcessed ? rule.WithdrawnDuringWork : rule.WithdrawnBeforeWork,
            // A ground of refusal found later, and a request that was left unpaid or unanswered.
            DossierState.Stopped when !isOpen => rule.Stopped,
            _ => null,
        };

    /// <summary>
    /// Whether the person may be led to pay. Where a wrong amount of theirs lies at the gateway, nobody is asked to
    /// pay a second time.
    /// </summary>
    internal static bool MayPay(Dossier dossier, IReadOnlyList<PaymentOrder> orders) =>
        dossier.State == DossierState.PaymentAsked && orders.All(o => o.Status != PaymentStatus.WrongAmount);

    /// <summary>What is still to be paid of the fee.</summary>
    internal static Money Missing(Dossier dossier, IEnumerable<PaymentOrder> orders) =>
        orders.Where(o => o.Status == PaymentStatus.Paid)
            .Aggregate(dossier.FeeCitizen, (missing, o) => missing - o.Amount);

    /// <summary>
    /// The open order that can be paid; one for another amount than what is missing by now is not paid any more.
    /// </summary>
    internal static PaymentOrder? Payable(Dossier dossier, IReadOnlyList<PaymentOrder> orders) =>
        orders.FirstOrDefault(o => o.Status == PaymentStatus.Created && o.Amount == Missing(dossier, orders));

    internal static PaymentOrder NewOrder(Dossier dossier, DateTimeOffset at, Money alreadyPaid) => new()
    {
        DossierId = dossier.Id,
        Amount = dossier.FeeCitizen - alreadyPaid,
        CreatedAt = at,
    };

    /// <summary>
    /// Cash or a transfer that reception has in hand: an order of its own, so that money paid online meanwhile on an
    /// open one comes late and goes back. The caller checked that the dossier waits for its payment.
    /// </summary>
    internal static PaymentOrder TakeAtCounter(
        Dossier dossier, PaymentMethod method, string? reference, PaymentTaker by, Money alreadyPaid = default)
    {
        var due = dossier.FeeCitizen - alreadyPaid;
        var order = new PaymentOrder
        {
            DossierId = dossier.Id,
            Amount = due,
            CreatedAt = by.At,
            Method = method,
            CollectedBy = by.Subject,
            Reference = reference,
            Status = PaymentStatus.Paid,
            PaidAt = by.At,
            Held = due,
        };
        dossier.Must(DossierEvent.FeePaid, new(by.Subject, by.At));
        return order;
    }

    private static string Paid(
        PaymentOrder order, Dossier dossier, Money amount, DateTimeOffset at, Money missing)
    {
        if (order.Status is PaymentStatus.Paid or PaymentStatus.RefundAsked or PaymentStatus.Refunded)
        {
            return order.Amount == amount ? Effects.Repeated : Effects.WrongAmount;
        }

        if (order.Amount != amount)
        {
            order.Status = PaymentStatus.WrongAmount;
            order.Held = amount;
            order.Version++;
            return Effects.WrongAmount;
        }

        order.PaidAt = at;
        order.Held = amount;
        order.Version++;
        // Of a fee paid in parts the gateway may have given one back since: the rest alone releases nothing.
        var late = order.Amount != missing || dossier.Try(DossierEvent.FeePaid, new(Gateway, at)) is not null;
        order.Status = late ? PaymentStatus.RefundAsked : PaymentStatus.Paid;
        return late ? Effects.Late : Effects.Applied;
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

    /// <summary>
    /// Also one that nobody here asked for: the gateway's word is where the money is. A request that nobody has taken
    /// in yet is then unpaid again.
    /// </summary>
    private static string Refunded(PaymentOrder order, Dossier dossier, DateTimeOffset at)
    {
        if (order.Status == PaymentStatus.Refunded)
        {
            return Effects.Repeated;
        }

        var wasPaying = order.Status == PaymentStatus.Paid;
        order.Status = PaymentStatus.Refunded;
        order.Held = Money.Zero;
        order.Version++;
        if (wasPaying && dossier.Try(DossierEvent.FeeGivenBack, new(Gateway, at)) is not null
            && dossier.State == DossierState.PaymentAsked)
        {
            // Whoever takes in the rest at this moment has to count anew what is missing.
            dossier.Version++;
        }

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
