using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Payments;

internal static class PaymentNotices
{
    /// <summary>All that was ever said of these orders, genuine or not, in the order in which it came.</summary>
    internal static async Task<IReadOnlyList<PaymentNotice>> OfAsync(
        JudicialDbContext database,
        IReadOnlyList<PaymentOrder> orders,
        CancellationToken cancellation
    )
    {
        var ids = orders.Select(o => o.Id).ToArray();
        return await database
            .PaymentNotices.AsNoTracking()
            .Where(n => ids.Contains(n.OrderId))
            .OrderBy(n => n.At)
            .ToListAsync(cancellation);
    }

    internal static async Task<IReadOnlyList<PaymentNotice>> OfWrongAmountAsync(
        JudicialDbContext database,
        IReadOnlyList<PaymentOrder> orders,
        CancellationToken cancellation
    ) => [.. (await OfAsync(database, orders, cancellation)).Where(n => n.Effect == Effects.WrongAmount)];
}
