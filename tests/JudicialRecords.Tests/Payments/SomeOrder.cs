using Civic.JudicialRecords.Payments;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Tests.Payments;

internal static class SomeOrder
{
    /// <summary>As it is booked when a request comes with its payment.</summary>
    internal static PaymentOrder PaidBeforehand(Guid dossier, Money amount, DateTimeOffset at) => new()
    {
        DossierId = dossier,
        Amount = amount,
        Held = amount,
        CreatedAt = at,
        Method = PaymentMethod.Vneid,
        Reference = "H26.1-240903-0001",
        Status = PaymentStatus.Paid,
    };
}
