using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Payments;

/// <summary>
/// Money that was paid in the VNeID application before the request came. What the gateway holds under the dossier's
/// code is booked as it is; once our own fee is decided, what is beyond it goes back, what is missing is asked for.
/// </summary>
internal static class Prepayments
{
    /// <summary>Books, in the caller's transaction, what the gateway itself has said that it holds.</summary>
    internal static async Task TakeAsync(
        JudicialDbContext database, PolicyPack pack, Dossier dossier, GatewayState paid, PaymentTaker by,
        CancellationToken cancellation)
    {
        var order = new PaymentOrder
        {
            DossierId = dossier.Id,
            Amount = paid.Amount,
            CreatedAt = by.At,
            Method = PaymentMethod.Vneid,
            CollectedBy = by.Subject,
            Reference = paid.OrderId,
            GatewayPaymentId = paid.PaymentId,
            Status = PaymentStatus.Paid,
            PaidAt = by.At,
            Held = paid.Amount,
        };
        database.PaymentOrders.Add(order);
        await new PaymentBooks(database, pack).BookAsync(dossier, order, Money.Zero, by, cancellation);
        // So that a settlement in the same transaction finds the receipt that stands.
        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>Compares what is held with the fee that has just been decided, in the caller's transaction.</summary>
    internal static async Task SettleAsync(
        JudicialDbContext database, PolicyPack pack, Dossier dossier, PaymentTaker by, CancellationToken cancellation)
    {
        var prepaid = await database.PaymentOrders.SingleOrDefaultAsync(
            o => o.DossierId == dossier.Id && o.Method == PaymentMethod.Vneid && o.Status == PaymentStatus.Paid,
            cancellation);
        var held = prepaid?.Held ?? Money.Zero;
        if (prepaid is not null && Split(prepaid, dossier.FeeCitizen, by.At) is { } beyond)
        {
            var books = new PaymentBooks(database, pack);
            await books.BookAsync(dossier, prepaid, held, by, cancellation);
            if (beyond != prepaid)
            {
                database.PaymentOrders.Add(beyond);
                await books.BookAsync(dossier, beyond, Money.Zero, by, cancellation);
            }
        }

        if (dossier.FeeCitizen > held)
        {
            PaymentOrders.Ask(database, dossier, by.Subject, by.At, held);
        }
        else if (dossier.FeeCitizen > Money.Zero)
        {
            dossier.PaidAt = by.At;
        }
    }

    /// <summary>
    /// Leaves the fee with the order and puts what is beyond it into one of its own, which goes back; the order itself
    /// where nothing is owed.
    /// </summary>
    /// <returns>What goes back, or null.</returns>
    internal static PaymentOrder? Split(PaymentOrder prepaid, Money fee, DateTimeOffset at)
    {
        if (prepaid.Held <= fee)
        {
            return null;
        }

        prepaid.Version++;
        if (fee == Money.Zero)
        {
            prepaid.Status = PaymentStatus.RefundAsked;
            return prepaid;
        }

        var beyond = prepaid.Held - fee;
        (prepaid.Amount, prepaid.Held) = (fee, fee);
        return new PaymentOrder
        {
            DossierId = prepaid.DossierId,
            Amount = beyond,
            CreatedAt = at,
            Method = PaymentMethod.Vneid,
            CollectedBy = prepaid.CollectedBy,
            Reference = prepaid.Reference,
            GatewayPaymentId = prepaid.GatewayPaymentId,
            Status = PaymentStatus.RefundAsked,
            PaidAt = prepaid.PaidAt,
            Held = beyond,
        };
    }
}
