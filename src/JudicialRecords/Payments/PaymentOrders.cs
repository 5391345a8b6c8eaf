using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Payments;

internal static class PaymentOrders
{
    /// <summary>
    /// Asks the citizen for what they owe: state 6 and an order for the amount that is not paid yet, in the caller's
    /// transaction. The caller checked that the state may become 6 and that the fee is decided.
    /// </summary>
    internal static PaymentOrder Ask(
        JudicialDbContext database, Dossier dossier, string actor, DateTimeOffset now, Money? alreadyPaid = null)
    {
        dossier.Must(DossierEvent.FeeAsked, new(actor, now));
        return Open(database, dossier, now, alreadyPaid ?? Money.Zero);
    }

    /// <summary>A further order for a dossier that waits for its payment, after one was cancelled or failed.</summary>
    internal static PaymentOrder Open(
        JudicialDbContext database, Dossier dossier, DateTimeOffset now, Money alreadyPaid)
    {
        var order = PaymentRules.NewOrder(dossier, now, alreadyPaid);
        database.PaymentOrders.Add(order);
        return order;
    }
}
