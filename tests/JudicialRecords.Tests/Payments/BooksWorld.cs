using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Tests.Workflows;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>Receipts and the ledger of payments, kept by the service's own rule.</summary>
internal sealed class BooksWorld
{
    private readonly List<Receipt> _receipts;
    private readonly List<PaymentEntry> _entries;

    internal BooksWorld() => (_receipts, _entries) = ([], []);

    private BooksWorld(BooksWorld other)
    {
        _receipts = [.. other._receipts.Select(Copies.Of)];
        _entries = [.. other._entries];
    }

    internal Money In => Sum(_entries.Select(e => e.Amount).Where(a => a > Money.Zero));

    internal Money Out => Money.Zero - Sum(_entries.Select(e => e.Amount).Where(a => a < Money.Zero));

    internal Money Receipted => Sum(_receipts.Where(IsValid).Select(r => r.Amount));

    internal BooksWorld Clone() => new(this);

    internal Money EntriesOf(PaymentOrder order) =>
        Sum(_entries.Where(e => e.OrderId == order.Id).Select(e => e.Amount));

    internal IEnumerable<Receipt> ValidOf(PaymentOrder order) =>
        _receipts.Where(r => r.OrderId == order.Id && IsValid(r));

    internal void Book(PaymentOrder order, Money before, DateTimeOffset at)
    {
        if (order.Held == before)
        {
            return;
        }

        var number = $"BL-{_entries.Count + 1}";
        foreach (var line in PaymentLines.For(order, before, ValidOf(order).SingleOrDefault(), number, new("x", at)))
        {
            _entries.Add(line.Entry);
            if (line.Issued is { } receipt)
            {
                _receipts.Add(receipt);
            }
        }
    }

    internal static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, a) => sum + a);

    private static bool IsValid(Receipt receipt) => receipt.CancelledAt is null;
}
